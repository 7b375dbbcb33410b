package org.espalier.network;

/** In which order the values of maps lie when they are read as one row. */
public enum Layout {
  /** Channel by channel, NCHW: what PyTorch and DL4J take unless told otherwise. */
  CHANNELS_FIRST,
  /** Position by position, NHWC: what TensorFlow and Keras take unless told otherwise. */
  CHANNELS_LAST
}
