package org.espalier.sweep;

/**
 * A visit that its stage goes on from: a driver that comes after this one need not do it again.
 *
 * @param number from 1, in its stage
 * @param checkpoint what it left, or null where it changed nothing
 * @param executor host that did the work
 */
public record Visited(String stage, int number, String checkpoint, double seconds, String executor)
    implements Entry {}
