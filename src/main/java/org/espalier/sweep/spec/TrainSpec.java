package org.espalier.sweep.spec;

/**
 * The baseline's training: mini-batch SGD with Nesterov momentum 0.9 at a constant rate.
 *
 * @param epochs passes over all shards
 * @param seed of the initial weights and of the order of rows; never 0, which DL4J takes as
 *     unseeded
 */
public record TrainSpec(int epochs, int batch, double learningRate, long seed) {}
