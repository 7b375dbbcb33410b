package org.espalier.sweep;

/**
 * A variant that is not gone on from, since others with the same budget were better.
 *
 * @param variant its id; it stays a result
 * @param rung what it was compared with, in words
 * @param rank its place there, from 1
 * @param of how many were ranked
 */
public record Stopped(String variant, String rung, int rank, int of) implements Entry {}
