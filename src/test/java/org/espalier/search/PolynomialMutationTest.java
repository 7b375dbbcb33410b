package org.espalier.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PolynomialMutationTest {
  @Test
  void staysWithinItsBoundsAndReachesThem() {
    Random random = new Random(1);
    for (int i = 0; i < 10_000; i++) {
      double moved = PolynomialMutation.of(random.nextDouble(), random.nextDouble());
      assertThat(moved).isGreaterThanOrEqualTo(0).isLessThan(1);
    }
    assertThat(PolynomialMutation.of(0.3, 0)).isCloseTo(0, within(1e-12));
    assertThat(PolynomialMutation.of(0.3, Math.nextDown(1.0))).isCloseTo(1, within(0.02));
    assertThat(PolynomialMutation.of(0, 0.2)).isZero();
  }

  @Test
  void goesEitherWayAsOftenAndMostlyByLittle() {
    assertThat(PolynomialMutation.of(0.5, 0.5)).isCloseTo(0.5, within(1e-12));
    for (double chance = 0.01; chance < 0.5; chance += 0.01) {
      double down = 0.5 - PolynomialMutation.of(0.5, chance);
      double up = PolynomialMutation.of(0.5, 1 - chance) - 0.5;
      assertThat(down).isCloseTo(up, within(1e-12)).isPositive();
    }
    // Far from the bounds the middle half of all changes is at most 1 - 2^(-1/21).
    assertThat(PolynomialMutation.of(0.5, 0.25))
        .isCloseTo(0.5 - (1 - Math.pow(0.5, 1 / 21.0)), within(1e-6));
  }
}
