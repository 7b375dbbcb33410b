package org.espalier.schedule;

import java.io.Serializable;

/**
 * Units that are ranked against each other: a channel group's channels or a matrix's weights.
 *
 * @param name of the group or the parameter
 * @param size units in the dense model
 */
public record Pool(String name, long size) implements Serializable {}
