package org.espalier.network;

/** What a layer does with the channels that reach it. */
public enum ChannelRole {
  /** Makes new channels from all of its inputs: convolution, dense. */
  PRODUCES,
  /** Treats each channel by itself, with or without parameters: batch normalisation, pooling. */
  KEEPS,
  /** Nothing is known of it, so what flows in or out of it is never cut. */
  OPAQUE
}
