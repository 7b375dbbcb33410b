package org.espalier.network;

import java.io.Serializable;

/** What a layer does with the channels that reach it. */
public sealed interface ChannelFlow extends Serializable {
  /** How many channels must come in for the layer to be computed rightly. */
  default int least() {
    return 1;
  }

  /** Makes new channels, each from all that come in: convolution, dense. */
  record Makes(int least) implements ChannelFlow {
    public Makes() {
      this(1);
    }
  }

  /**
   * Treats each channel by itself: batch normalisation, pooling. Where several layers flow in, the
   * i-th channels of all become the i-th channel, so that they stay or go together: addition.
   */
  record Keeps() implements ChannelFlow {}

  /**
   * Makes {@code times} neighbouring channels of each that comes in, from it alone: depthwise
   * convolution.
   */
  record Spreads(int times, int least) implements ChannelFlow {
    public Spreads(int times) {
      this(times, 1);
    }
  }

  /**
   * Gives all channels that come in {@code times} over, one whole set after the other:
   * space-to-depth.
   */
  record Repeats(int times) implements ChannelFlow {}

  /** Puts the channels of all layers that flow in behind each other: merge. */
  record Joins() implements ChannelFlow {}

  /** Passes the channels {@code first} to {@code last} on, both included. */
  record Takes(int first, int last) implements ChannelFlow {}

  /**
   * Reads the values of one image as one row, and lays that row out anew: flatten and its inverse,
   * reshape. A channel that comes in may lie in several that go out, and the other way round.
   */
  record Reshapes(Shape from, Layout read, Shape to, Layout laid) implements ChannelFlow {}

  /**
   * Divides by a norm over all channels: silent channels can go, others must stay.
   *
   * @param why as a user is told it
   */
  record Weighs(String why) implements ChannelFlow {}

  /**
   * Needs every channel in its place, so that none that flows in or out of it is ever cut.
   *
   * @param why as a user is told it
   */
  record Fixes(String why) implements ChannelFlow {}
}
