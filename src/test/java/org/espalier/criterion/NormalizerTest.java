package org.espalier.criterion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each normalizer on scores of which the result is known. */
class NormalizerTest {
  private static final double[] SCORES = {3, 0, 4, 1};
  private static final Offset<Double> ROUNDING = within(1e-12);

  @Test
  void noneLeavesScoresAsTheyAre() {
    assertThat(new NoNormalizer().normalize(SCORES, 9)).containsExactly(3, 0, 4, 1);
  }

  @Test
  void l2DividesByTheLength() {
    assertThat(new L2Normalizer().normalize(new double[] {3, 0, 4}, 9))
        .containsExactly(new double[] {0.6, 0, 0.8}, ROUNDING);
  }

  @Test
  void meanMaxAndSumDivideByWhatTheyAreCalled() {
    assertThat(new MeanNormalizer().normalize(SCORES, 9)).containsExactly(1.5, 0, 2, 0.5);
    assertThat(new MaxNormalizer().normalize(SCORES, 9)).containsExactly(0.75, 0, 1, 0.25);
    assertThat(new SumNormalizer().normalize(SCORES, 9)).containsExactly(0.375, 0, 0.5, 0.125);
  }

  @Test
  void zScoresHaveMeanZeroAndDeviationOne() {
    assertThat(new ZScoreNormalizer().normalize(SCORES, 9))
        .containsExactly(
            new double[] {
              1 / Math.sqrt(2.5), -2 / Math.sqrt(2.5), 2 / Math.sqrt(2.5), -1 / Math.sqrt(2.5)
            },
            ROUNDING);
  }

  @Test
  void zScoresOfEqualsAreZeroHoweverTheirMeanIsRounded() {
    assertThat(new ZScoreNormalizer().normalize(new double[] {0.1, 0.1, 0.1}, 9))
        .containsExactly(0, 0, 0);
  }

  @Test
  void zScoresForgetAnOffset() {
    assertThat(new ZScoreNormalizer().normalize(new double[] {103, 100, 104, 101}, 1))
        .containsExactly(new ZScoreNormalizer().normalize(SCORES, 1), ROUNDING);
  }

  @Test
  void lampDividesByTheSumOfAllThatIsNoLower() {
    assertThat(new LampNormalizer().normalize(SCORES, 9))
        .containsExactly(new double[] {3 / 7.0, 0, 1, 1 / 8.0}, ROUNDING);
  }

  @Test
  void lampOfSquaredNormsIsTheCriterionLamp() {
    Random random = new Random(1);
    float[] weights = new float[50];
    double[] squares = new double[50];
    for (int i = 0; i < 50; i++) {
      weights[i] = (float) random.nextGaussian();
      squares[i] = (double) weights[i] * weights[i];
    }

    assertThat(new LampNormalizer().normalize(squares, 1))
        .isEqualTo(new Lamp().scores(Units.ofChannels(Matrix.ofSingles(weights)), new Random()));
  }

  @Test
  void macPenalisedTakesOffWhatAUnitCosts() {
    MacPenalised penalised = new MacPenalised(0.5);

    assertThat(penalised.normalize(new double[] {3, 0, 4}, 0.2))
        .containsExactly(new double[] {0.5, -0.1, 0.7}, ROUNDING);
    assertThat(penalised.normalize(SCORES, 2)[0]).isLessThan(penalised.normalize(SCORES, 1)[0]);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void aLambdaThatMeansNothingIsRefused(double lambda) {
    assertThatThrownBy(() -> new MacPenalised(lambda))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(Double.toString(lambda));
  }
}
