package org.espalier.sweep.spec;

/**
 * The full training of the best.
 *
 * @param count frontier variants to train; 0 for none
 * @param epochs passes over all shards
 */
public record FinalistSpec(int count, int epochs, int batch, double learningRate) {}
