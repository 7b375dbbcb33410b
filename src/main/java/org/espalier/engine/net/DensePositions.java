package org.espalier.engine.net;

import java.nio.ByteBuffer;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * For each value of the flat parameters of a network that was cut, where it lay in those of the
 * dense one.
 */
public final class DensePositions {
  private final int[] positions;

  private DensePositions(int[] positions) {
    this.positions = positions;
  }

  /** Of a network that is whole. */
  public static DensePositions whole(long length) {
    return new DensePositions(IntStream.range(0, Math.toIntExact(length)).toArray());
  }

  /** Reads what {@link #bytes} wrote. */
  public static DensePositions read(byte[] bytes) {
    int[] positions = new int[bytes.length / Integer.BYTES];
    ByteBuffer.wrap(bytes).asIntBuffer().get(positions);
    return new DensePositions(positions);
  }

  public byte[] bytes() {
    ByteBuffer bytes = ByteBuffer.allocate(positions.length * Integer.BYTES);
    bytes.asIntBuffer().put(positions);
    return bytes.array();
  }

  /**
   * Of what a further cut leaves.
   *
   * @param source for each value that is left, where it lay before that cut
   */
  public DensePositions cut(int[] source) {
    return new DensePositions(IntStream.of(source).map(position -> positions[position]).toArray());
  }

  /** The values that a dense network has where this one's lay. */
  public INDArray gather(INDArray dense) {
    float[] from = dense.data().asFloat();
    float[] values = new float[positions.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = from[positions[i]];
    }
    return Nd4j.createFromArray(values);
  }
}
