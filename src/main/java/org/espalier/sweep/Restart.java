package org.espalier.sweep;

import java.io.Serializable;

/**
 * Gives a model of the same shape new initial weights, as if it had never been trained.
 *
 * @param seed of the weights; not 0
 * @param holdZeros whether weights that are zero stay zero, as pruned weights must
 */
public record Restart(long seed, boolean holdZeros) implements Serializable {}
