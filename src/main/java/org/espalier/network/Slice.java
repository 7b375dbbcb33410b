package org.espalier.network;

import java.io.Serializable;

/**
 * What a channel owns of one parameter: {@code block} neighbouring entries of an axis. Behind a
 * flatten of NCHW maps a channel owns height x width inputs of a dense layer; elsewhere one entry.
 */
public record Slice(Parameter parameter, int axis, int block) implements Serializable {}
