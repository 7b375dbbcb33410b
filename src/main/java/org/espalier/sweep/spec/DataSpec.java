package org.espalier.sweep.spec;

/**
 * The data and how it is divided.
 *
 * @param source {@code fashion-mnist-sample}, {@code idx:URI} or {@code cifar10:URI}
 * @param validation share of the training rows that is held out for selection
 * @param shards partitions of the rows that are left
 * @param seed of the stratified split
 */
public record DataSpec(String source, double validation, int shards, long seed) {}
