package org.espalier.sweep;

/**
 * What the files of a model take, and those of all that is pruned from it and trained on, at most,
 * in bytes.
 *
 * @param checkpoint as training goes on from it
 * @param deliverable as it is handed to users
 */
public record FileSizes(long checkpoint, long deliverable) {}
