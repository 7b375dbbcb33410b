package org.espalier.engine.compiled;

import java.nio.FloatBuffer;

/**
 * What a batch has shown, valid until the next.
 *
 * @param means of all values of each channel
 * @param variances around these
 * @param values that each channel has had
 */
public record Seen(FloatBuffer means, FloatBuffer variances, long values) {}
