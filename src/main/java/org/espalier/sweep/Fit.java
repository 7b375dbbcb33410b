package org.espalier.sweep;

import java.io.Serializable;

/**
 * One pass over a shard.
 *
 * @param seed of the order of its rows
 * @param holdZeros whether weights that are zero stay zero, as pruned weights must
 */
public record Fit(double learningRate, int batch, long seed, boolean holdZeros)
    implements Serializable {}
