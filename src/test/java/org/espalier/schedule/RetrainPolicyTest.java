package org.espalier.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RetrainPolicyTest {
  private static final Training DENSE =
      Training.of(8, 0.1, new StepDecay(List.of(0.5, 0.75), 0.1), 64);

  private static final List<RetrainPolicy> ALL =
      List.of(
          new FineTune(2, 0.01, 32),
          new LearningRateRewinding(3),
          new WeightRewinding(2),
          new NoRetraining());

  @Test
  void everyPolicyHasANameOfItsOwnThatItsLabelBeginsWith() {
    assertThat(RetrainPolicy.class.getPermittedSubclasses())
        .containsExactlyInAnyOrderElementsOf(ALL.stream().<Class<?>>map(Object::getClass).toList());
    assertThat(ALL).extracting(RetrainPolicy::name).doesNotHaveDuplicates();
    assertThat(ALL).allSatisfy(policy -> assertThat(policy.label()).startsWith(policy.name()));
  }

  @Test
  void labelsTellDifferentSettingsApart() {
    assertThat(new FineTune(2, 0.01, 32).label()).isNotEqualTo(new FineTune(3, 0.01, 32).label());
    assertThat(new FineTune(2, 0.01, 32).label()).isNotEqualTo(new FineTune(2, 0.02, 32).label());
    assertThat(new FineTune(2, 0.01, 32).label())
        .isNotEqualTo(new FineTune(2, 0.01, 32, new CosineDecay()).label());
  }

  @Test
  void noRetrainingVisitsNoShard() {
    assertThat(new NoRetraining().training(DENSE).visits()).isZero();
  }

  @Test
  void fineTuningHasItsOwnRatesAndBatch() {
    Training training = new FineTune(4, 0.01, 32, new CosineDecay()).training(DENSE);

    assertThat(training).isEqualTo(Training.of(4, 0.01, new CosineDecay(), 32));
    assertThat(new FineTune(2, 0.01, 32).training(Training.NONE))
        .isEqualTo(Training.of(2, 0.01, new ConstantRate(), 32));
  }

  @Test
  void learningRateRewindingRepeatsTheEndOfTheDenseTraining() {
    Training training = new LearningRateRewinding(3).training(DENSE);

    assertThat(rates(training)).isEqualTo(rates(DENSE).subList(5, 8));
    assertThat(training.batch()).isEqualTo(DENSE.batch());
    assertThat(new LearningRateRewinding(8).training(DENSE)).isEqualTo(DENSE);
  }

  @Test
  void weightRewindingGoesOnFromWhereItGoesBackTo() {
    assertThat(rates(new WeightRewinding(2).training(DENSE))).isEqualTo(rates(DENSE).subList(2, 8));
    assertThat(new WeightRewinding(0).training(DENSE)).isEqualTo(DENSE);
    assertThat(new WeightRewinding(2).rewindsTo()).hasValue(2);
    assertThat(new LearningRateRewinding(2).rewindsTo()).isEmpty();
  }

  @Test
  void saysWhatTheDenseTrainingLacks() {
    assertThat(ALL).allSatisfy(policy -> assertThat(policy.lacking(DENSE)).isEmpty());
    assertThat(new LearningRateRewinding(9).lacking(DENSE).orElseThrow()).contains("9", "8");
    assertThat(new WeightRewinding(8).lacking(DENSE).orElseThrow()).contains("8", "nothing");
    assertThat(new LearningRateRewinding(1).lacking(Training.NONE).orElseThrow())
        .contains("given trained");
    assertThat(new WeightRewinding(0).lacking(Training.NONE).orElseThrow())
        .contains("given trained");
    assertThat(new FineTune(2, 0.01, 32).lacking(Training.NONE)).isEmpty();
  }

  private static List<Double> rates(Training training) {
    return LongStream.rangeClosed(1, training.visits()).mapToObj(training::rate).toList();
  }

  @Test
  void refusesWhatCannotTrain() {
    assertThatThrownBy(() -> new LearningRateRewinding(0)).hasMessageContainingAll("visits", "0");
    assertThatThrownBy(() -> new WeightRewinding(-1)).hasMessageContainingAll("to-visit", "-1");
    assertThatThrownBy(() -> new FineTune(0, 0.01, 32)).hasMessageContainingAll("visits", "0");
    assertThatThrownBy(() -> new FineTune(1, 0.01, 0)).hasMessageContainingAll("batch", "0");
    for (double rate : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> new FineTune(1, rate, 32))
          .hasMessageContainingAll("learning-rate", "" + rate);
    }
  }
}
