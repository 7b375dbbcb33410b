package org.espalier.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RateDecayTest {
  private static final List<RateDecay> ALL =
      List.of(new ConstantRate(), new CosineDecay(), new StepDecay(List.of(0.5, 0.75), 0.1));

  @Test
  void everyDecayHasANameOfItsOwnThatItsLabelBeginsWith() {
    assertThat(RateDecay.class.getPermittedSubclasses())
        .containsExactlyInAnyOrderElementsOf(ALL.stream().<Class<?>>map(Object::getClass).toList());
    assertThat(ALL).extracting(RateDecay::name).doesNotHaveDuplicates();
    assertThat(ALL).allSatisfy(decay -> assertThat(decay.label()).startsWith(decay.name()));
  }

  @Test
  void beginsAtOneNeverGrowsAndNeverReachesZero() {
    for (RateDecay decay : ALL) {
      for (int visits : new int[] {1, 2, 3, 7, 160}) {
        double[] rates = rates(Training.of(visits, 1, decay, 64));
        assertThat(rates).hasSize(visits);
        assertThat(rates[0]).isEqualTo(1);
        for (int i = 1; i < visits; i++) {
          assertThat(rates[i]).isPositive().isLessThanOrEqualTo(rates[i - 1]);
        }
      }
    }
  }

  @Test
  void constantIsTheRateItselfToTheBit() {
    assertThat(rates(Training.of(9, 0.1, new ConstantRate(), 64))).containsOnly(0.1);
  }

  /** The factors of a cosine at n even places from 0 on add up to (n + 1) / 2. */
  @Test
  void cosineIsSymmetricAboutItsMiddle() {
    CosineDecay cosine = new CosineDecay();
    for (double done = 0; done <= 1; done += 0.125) {
      assertThat(cosine.factor(done) + cosine.factor(1 - done)).isCloseTo(1, within(1e-12));
    }
    assertThat(DoubleStream.of(rates(Training.of(10, 1, cosine, 64))).sum())
        .isCloseTo(5.5, within(1e-12));
  }

  @Test
  void stepsFallWhereTheyAreSaidTo() {
    assertThat(rates(Training.of(8, 0.1, new StepDecay(List.of(0.5, 0.75), 0.5), 64)))
        .containsExactly(0.1, 0.1, 0.1, 0.1, 0.05, 0.05, 0.025, 0.025);
  }

  @Test
  void refusesStepsThatMakeNoSense() {
    assertThatThrownBy(() -> new StepDecay(List.of(), 0.1)).hasMessageContainingAll("at", "[]");
    assertThatThrownBy(() -> new StepDecay(List.of(0.75, 0.5), 0.1))
        .hasMessageContainingAll("at", "[0.75, 0.5]");
    assertThatThrownBy(() -> new StepDecay(List.of(1.0), 0.1)).hasMessageContaining("1.0");
    assertThatThrownBy(() -> new StepDecay(List.of(0.5), 1)).hasMessageContainingAll("factor", "1");
  }

  /** What is behind changes nothing about the visits that are left. */
  @Test
  void theEndOfATrainingHasTheRatesItHadThere() {
    Training whole = Training.of(12, 0.1, new CosineDecay(), 32);
    double[] rates = rates(whole);

    assertThat(rates(whole.after(5))).containsExactly(Arrays.copyOfRange(rates, 5, 12));
    assertThat(rates(whole.last(4))).containsExactly(Arrays.copyOfRange(rates, 8, 12));
    assertThat(whole.after(3).after(2)).isEqualTo(whole.after(5));
    assertThat(whole.last(12)).isEqualTo(whole);
    assertThatThrownBy(() -> whole.last(13)).hasMessageContainingAll("12", "-1");
    assertThatThrownBy(() -> whole.after(13)).hasMessageContainingAll("12", "13");
  }

  private static double[] rates(Training training) {
    return LongStream.rangeClosed(1, training.visits()).mapToDouble(training::rate).toArray();
  }
}
