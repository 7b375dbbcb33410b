package org.espalier.engine.net;

import java.nio.FloatBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Floats on their way between Java and ND4J, as a whole: ND4J itself takes them one by one. */
public final class Floats {
  private static final int LARGEST_VIEW = Integer.MAX_VALUE / Float.BYTES;

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

  /** A new vector of the shape [1, n]. */
  public static INDArray row(float[] values) {
    if (values.length > LARGEST_VIEW) {
      return Nd4j.createFromArray(values).reshape(1, values.length);
    }
    INDArray row = Nd4j.createUninitialized(DataType.FLOAT, 1, values.length);
    row.data().asNioFloat().put(values);
    return row;
  }
}
