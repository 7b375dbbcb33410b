package org.espalier.engine.compiled;

import java.util.Arrays;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;

/** How a window moves over a map; height first. */
final class Geometry {
  final long[] window;
  final long[] strides;

  /** Rows and columns left out between two of the window's. */
  final long[] gaps;

  /** Padding above, and on the left. */
  final long[] before;

  /** Padding below, and on the right. */
  final long[] after;

  private Geometry(long[] window, long[] strides, long[] gaps, long[] before, long[] after) {
    this.window = window;
    this.strides = strides;
    this.gaps = gaps;
    this.before = before;
    this.after = after;
  }

  static Geometry of(ConvolutionLayer conf, long[] map) {
    return of(
        conf.getKernelSize(),
        conf.getStride(),
        conf.getDilation(),
        conf.getPadding(),
        conf.getConvolutionMode(),
        map);
  }

  static Geometry of(SubsamplingLayer conf, long[] map) {
    return of(
        conf.getKernelSize(),
        conf.getStride(),
        conf.getDilation(),
        conf.getPadding(),
        conf.getConvolutionMode(),
        map);
  }

  /** A window that is as large as the map. */
  static Geometry whole(long[] map) {
    long[] none = {0, 0};
    return new Geometry(new long[] {map[2], map[3]}, new long[] {1, 1}, none, none, none);
  }

  private static Geometry of(
      int[] window,
      int[] strides,
      int[] dilation,
      int[] padding,
      ConvolutionMode mode,
      long[] map) {
    long[] before = longs(padding);
    long[] after = longs(padding);
    for (int axis = 0; axis < 2; axis++) {
      long reach = (window[axis] - 1L) * dilation[axis] + 1;
      long size = map[2 + axis];
      if (mode == ConvolutionMode.Same) {
        long steps = (size + strides[axis] - 1) / strides[axis];
        long missing = Math.max(0, (steps - 1) * strides[axis] + reach - size);
        before[axis] = missing / 2;
        after[axis] = missing - before[axis];
      } else {
        // What is left over at the end is left out, by padding less: oneDNN wants it to fit.
        long steps = (size + 2 * before[axis] - reach) / strides[axis] + 1;
        after[axis] = (steps - 1) * strides[axis] + reach - size - before[axis];
      }
    }
    long[] gaps = Arrays.stream(dilation).mapToLong(step -> step - 1L).toArray();
    return new Geometry(longs(window), longs(strides), gaps, before, after);
  }

  private static long[] longs(int[] values) {
    return Arrays.stream(values).asLongStream().toArray();
  }

  /** The shape of what comes out. */
  long[] out(long[] map, long channels) {
    return new long[] {map[0], channels, steps(map, 0), steps(map, 1)};
  }

  private long steps(long[] map, int axis) {
    long reach = (window[axis] - 1) * (gaps[axis] + 1) + 1;
    return (map[2 + axis] + before[axis] + after[axis] - reach) / strides[axis] + 1;
  }
}
