package org.espalier.sweep.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.Random;
import org.espalier.sweep.spec.Range.Scale;
import org.junit.jupiter.api.Test;

class RangeTest {
  @Test
  void numbersLieWithinAndHaveThreeDigits() {
    Random random = new Random(1);
    for (int i = 0; i < 5000; i++) {
      double low = Math.pow(10, 6 * random.nextDouble() - 5);
      Range range = new Range(scale(random), low, low * (1 + 100 * random.nextDouble()));
      double number = range.at(random.nextDouble());

      assertThat(number).isBetween(range.low(), range.high());
      boolean isAnEnd = number == range.low() || number == range.high();
      assertThat(isAnEnd || digits(number) <= 3).as("%s of %s", number, range).isTrue();
    }
  }

  @Test
  void theScaleSaysWhereTheMiddleIs() {
    assertThat(new Range(Scale.UNIFORM, 0.2, 0.8).at(0.5)).isEqualTo(0.5);
    assertThat(new Range(Scale.LOG_UNIFORM, 0.001, 0.1).at(0.5)).isEqualTo(0.01);
    assertThat(new Range(Scale.LOG_UNIFORM, 1e-4, 1).at(0.25)).isCloseTo(1e-3, within(1e-9));
    assertThat(new Range(Scale.UNIFORM, 0.12345, 0.9).at(0)).isEqualTo(0.12345);
    assertThat(new Range(Scale.UNIFORM, -1, 1).at(0.3333)).isEqualTo(-0.333);
  }

  @Test
  void refusesWhatIsNoRange() {
    for (double[] ends : new double[][] {{0.5, 0.5}, {0.6, 0.5}, {0, Double.NaN}, {0, 1.0 / 0}}) {
      assertThatThrownBy(() -> new Range(Scale.UNIFORM, ends[0], ends[1]))
          .hasMessageContaining("goes up")
          .hasMessageContaining(Double.toString(ends[0]));
    }
    assertThatThrownBy(() -> new Range(Scale.LOG_UNIFORM, 0, 1))
        .hasMessageContaining("from above 0");
  }

  private static Scale scale(Random random) {
    return random.nextBoolean() ? Scale.UNIFORM : Scale.LOG_UNIFORM;
  }

  private static int digits(double number) {
    return BigDecimal.valueOf(number).stripTrailingZeros().precision();
  }
}
