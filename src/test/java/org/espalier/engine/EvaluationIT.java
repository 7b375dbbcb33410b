package org.espalier.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.espalier.network.Shape;
import org.espalier.sweep.Origin;
import org.espalier.sweep.RowSlice;
import org.espalier.sweep.Rows;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows that are scored by slices give what they give at once. */
class EvaluationIT {
  private static final Shape INPUT = new Shape(3, 16, 16);
  private static final Model MODEL = Model.fresh(new Origin.Fresh("vgg-small", INPUT, 4, 3));

  /** To the bit, also where slices are empty or the last mini-batch is not whole. */
  @ParameterizedTest
  @ValueSource(ints = {1, 255, 256, 257, 1100})
  void slicesAddUp(int count) {
    Rows rows = RandomRows.of(INPUT, 4, count, count);
    Evaluation whole = MODEL.evaluate(rows);
    for (int slices : List.of(1, 2, 3, 7)) {
      List<Evaluation> parts =
          RowSlice.all(slices).stream().map(slice -> MODEL.evaluate(slice.from(rows))).toList();
      Evaluation sum = Evaluation.ofAll(parts);
      assertThat(parts.stream().mapToInt(Evaluation::rows).sum()).isEqualTo(count);
      assertThat(sum.rows()).isEqualTo(count);
      assertThat(sum.accuracy()).isEqualTo(whole.accuracy());
      assertThat(sum.loss()).isEqualTo(whole.loss());
    }
  }
}
