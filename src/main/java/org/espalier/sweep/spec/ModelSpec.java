package org.espalier.sweep.spec;

/**
 * The dense model a sweep starts from.
 *
 * @param source a built-in architecture's name, or the URI of a DL4J or Keras file
 * @param train how to train it first; null when {@code source} is a trained model's URI
 */
public record ModelSpec(String source, TrainSpec train) {}
