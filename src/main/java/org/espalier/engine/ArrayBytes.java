package org.espalier.engine;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import org.espalier.engine.net.Floats;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Arrays as DL4J's files hold them. ND4J reads and writes value by value, which takes seconds for a
 * large network; rows of floats, as parameters and updater state are, go as a whole here.
 */
final class ArrayBytes {
  private static final String ALLOCATION = DataBuffer.AllocationMode.MIXED_DATA_TYPES.name();

  /** Values that are written at once. */
  private static final int WINDOW = 1 << 14;

  private ArrayBytes() {}

  static void write(INDArray array, DataOutputStream out) throws IOException {
    if (!isWholeRow(array)) {
      Nd4j.write(array, out);
      return;
    }
    array.shapeInfoDataBuffer().write(out);
    out.writeUTF(ALLOCATION);
    out.writeLong(array.length());
    out.writeUTF(DataType.FLOAT.name());
    FloatBuffer values = Floats.of(array);
    ByteBuffer window = ByteBuffer.allocate(WINDOW * Float.BYTES);
    while (values.hasRemaining()) {
      int count = Math.min(WINDOW, values.remaining());
      window.asFloatBuffer().put(values.slice(values.position(), count));
      values.position(values.position() + count);
      out.write(window.array(), 0, count * Float.BYTES);
    }
  }

  /** A view of one row may have strides that ND4J writes otherwise; a vector's is 1. */
  private static boolean isWholeRow(INDArray array) {
    return Floats.isOneView(array)
        && (array.rank() == 1 || (array.rank() == 2 && array.size(0) == 1 && !array.isView()))
        && array.data().length() == array.length()
        && array.length() < Integer.MAX_VALUE / Float.BYTES / 2;
  }

  static INDArray read(byte[] bytes) throws IOException {
    ByteArrayInputStream in = new ByteArrayInputStream(bytes);
    long[] shape = rowAhead(new DataInputStream(in), bytes.length);
    if (shape.length == 0) {
      return Nd4j.read(new DataInputStream(new ByteArrayInputStream(bytes)));
    }
    FloatBuffer values =
        ByteBuffer.wrap(bytes, bytes.length - in.available(), in.available()).asFloatBuffer();
    return Floats.row(values).reshape(shape);
  }

  /** The shape of a row of floats, where nothing but its values follows; else empty. */
  private static long[] rowAhead(DataInputStream in, int size) throws IOException {
    in.readUTF();
    long[] shapeInfo = new long[Math.toIntExact(Math.min(in.readLong(), size / Long.BYTES))];
    in.readUTF();
    for (int i = 0; i < shapeInfo.length; i++) {
      shapeInfo[i] = in.readLong();
    }
    long[] shape = Arrays.copyOfRange(shapeInfo, 1, 1 + Math.toIntExact(shapeInfo[0]));
    String allocation = in.readUTF();
    long length = in.readLong();
    boolean isFloats = in.readUTF().equals(DataType.FLOAT.name()) && allocation.equals(ALLOCATION);
    boolean isRow =
        Arrays.equals(shape, new long[] {length}) || Arrays.equals(shape, new long[] {1, length});
    return isFloats && isRow && in.available() == length * Float.BYTES ? shape : new long[0];
  }
}
