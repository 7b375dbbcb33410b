package org.espalier.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class SampleTest {
  private static final int CASES = 500;
  private static final MathContext DIGITS = new MathContext(60);

  @Test
  void knownValues() {
    Sample sample = new Sample(List.of(2.0, 4.0, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0));

    assertThat(sample.mean()).hasValue(5);
    assertThat(sample.deviation().getAsDouble()).isEqualTo(Math.sqrt(32.0 / 7));
  }

  @Test
  void oneValueHasNoDeviationAndNoneHasNoMean() {
    assertThat(new Sample(List.of(0.5)).mean()).hasValue(0.5);
    assertThat(new Sample(List.of(0.5)).deviation()).isEmpty();
    assertThat(new Sample(List.of()).mean()).isEmpty();
    assertThat(new Sample(List.of()).deviation()).isEmpty();
  }

  @Test
  void equalValuesDeviateByNothingAtAll() {
    for (int size = 2; size < 50; size++) {
      Sample sample = new Sample(Collections.nCopies(size, 0.1));
      assertThat(sample.mean()).hasValue(0.1);
      assertThat(sample.deviation()).hasValue(0);
    }
  }

  /** Exact arithmetic, by the formula that doubles cannot use: Σx² − (Σx)²/n. */
  @Test
  void agreesWithExactArithmetic() {
    Random random = new Random(11);
    for (int i = 0; i < CASES; i++) {
      double offset = Math.pow(10, random.nextInt(9)) * random.nextInt(2);
      List<Double> values =
          random.doubles(2 + random.nextInt(9)).map(value -> offset + value).boxed().toList();
      BigDecimal sum = BigDecimal.ZERO;
      BigDecimal squares = BigDecimal.ZERO;
      for (double value : values) {
        sum = sum.add(new BigDecimal(value));
        squares = squares.add(new BigDecimal(value).pow(2));
      }
      BigDecimal n = new BigDecimal(values.size());
      BigDecimal variance =
          squares.subtract(sum.pow(2).divide(n, DIGITS)).divide(n.subtract(BigDecimal.ONE), DIGITS);
      Sample sample = new Sample(values);

      assertThat(sample.mean().getAsDouble())
          .isCloseTo(sum.divide(n, DIGITS).doubleValue(), close(offset));
      assertThat(sample.deviation().getAsDouble())
          .as("%s", values)
          .isCloseTo(variance.sqrt(DIGITS).doubleValue(), close(offset));
    }
  }

  /** Some units in the last place of what the values are like. */
  private static Offset<Double> close(double offset) {
    return Offset.offset(8 * Math.ulp(offset + 1));
  }
}
