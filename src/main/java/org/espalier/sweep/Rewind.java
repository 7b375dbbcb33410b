package org.espalier.sweep;

import java.io.Serializable;

/**
 * Gives the weights that are left the values that they had earlier.
 *
 * @param checkpoint an early state of the dense model, among the run's checkpoints
 * @param holdZeros whether weights that are zero stay zero, as pruned weights must
 */
public record Rewind(String checkpoint, boolean holdZeros) implements Serializable {}
