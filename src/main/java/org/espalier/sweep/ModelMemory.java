package org.espalier.sweep;

/**
 * What a model takes while a stage works on it, in bytes at most.
 *
 * @param inHeap copies of its parameters, as files and in ranking, and batches of images
 * @param outsideHeap the model, its gradients and momentum, and what is computed with a batch
 */
public record ModelMemory(long inHeap, long outsideHeap) {}
