package org.espalier.engine.net;

import java.nio.FloatBuffer;
import java.util.stream.Stream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Floats on their way between Java and ND4J, as a whole: ND4J itself takes them one by one. */
public final class Floats {
  private static final int LARGEST_VIEW = Integer.MAX_VALUE / Float.BYTES;
  private static final int WINDOW = 1 << 14;

  private Floats() {}

  /** Whether {@link #of} gives a view, through which values can be changed. */
  public static boolean isOneView(INDArray vector) {
    return vector.dataType() == DataType.FLOAT && vector.length() <= LARGEST_VIEW;
  }

  /** The values of a vector that lies in one piece: a view where it can be one, else a copy. */
  public static FloatBuffer of(INDArray vector) {
    return isOneView(vector)
        ? vector.data().asNioFloat().slice()
        : FloatBuffer.wrap(vector.data().asFloat());
  }

  /**
   * What a buffer has at some positions that mostly ascend. It is read window by window: single
   * values of a native buffer take Java many times as long.
   */
  public static float[] gather(FloatBuffer from, int[] positions) {
    float[] window = new float[Math.min(WINDOW, from.capacity())];
    float[] values = new float[positions.length];
    int start = 0;
    int end = 0;
    for (int i = 0; i < values.length; i++) {
      int position = positions[i];
      if (position < start || position >= end) {
        start = position;
        end = Math.min(start + window.length, from.capacity());
        from.get(start, window, 0, end - start);
      }
      values[i] = window[position - start];
    }
    return values;
  }

  /** A new vector of the shape [1, n]. */
  public static INDArray row(float[] values) {
    return row(FloatBuffer.wrap(values));
  }

  /** A new vector of the shape [1, n], of what is left of a buffer. */
  public static INDArray row(FloatBuffer values) {
    return row(values.remaining(), Stream.of(values));
  }

  /** A new vector of the shape [1, n], of what is left of some buffers. */
  public static INDArray row(int length, Stream<FloatBuffer> pieces) {
    if (length > LARGEST_VIEW) {
      FloatBuffer values = FloatBuffer.allocate(length);
      pieces.forEach(values::put);
      return Nd4j.createFromArray(values.array()).reshape(1, length);
    }
    INDArray row = Nd4j.createUninitialized(DataType.FLOAT, 1, length);
    FloatBuffer values = row.data().asNioFloat();
    pieces.forEach(values::put);
    return row;
  }
}
