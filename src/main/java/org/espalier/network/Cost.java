package org.espalier.network;

import java.io.Serializable;

/**
 * What a network costs on a device.
 *
 * @param parameters values stored, biases and batch-norm statistics included
 * @param macs multiply-adds of convolution and dense layers for one image, as the stored shapes
 *     execute: zeroed weights still count
 */
public record Cost(long parameters, long macs) implements Serializable {}
