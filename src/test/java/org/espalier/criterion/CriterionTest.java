package org.espalier.criterion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The contract that every criterion keeps, and each against a computation by hand. */
class CriterionTest {
  private static final List<Criterion> ALL = List.of(new L1Norm(), new L2Norm(), new RandomScore());

  @Test
  void everyCriterionIsUnderThisContract() {
    assertThat(Criterion.class.getPermittedSubclasses())
        .containsExactlyInAnyOrderElementsOf(ALL.stream().<Class<?>>map(Object::getClass).toList());
    assertThat(ALL).extracting(Criterion::name).doesNotHaveDuplicates();
  }

  @Test
  void scoresEveryUnitWithAFiniteNumberAndLeavesTheWeightsAlone() {
    for (Criterion criterion : ALL) {
      for (int seed = 0; seed < 50; seed++) {
        Random random = new Random(seed);
        int rows = random.nextInt(20);
        int columns = 1 + random.nextInt(10);
        float[] weights = gaussians(random, rows * columns);
        float[] before = weights.clone();

        double[] scores = criterion.scores(new Matrix(rows, columns, weights), random);

        assertThat(scores).as(criterion.name()).hasSize(rows);
        for (double score : scores) {
          assertThat(score).as(criterion.name()).isFinite().isNotNegative();
        }
        assertThat(weights).isEqualTo(before);
      }
    }
  }

  @Test
  void theSameStreamGivesTheSameScores() {
    Matrix units = new Matrix(8, 3, gaussians(new Random(5), 24));
    for (Criterion criterion : ALL) {
      assertThat(criterion.scores(units, new Random(1)))
          .as(criterion.name())
          .isEqualTo(criterion.scores(units, new Random(1)));
    }
  }

  @Test
  void l1IsTheSumOfAbsoluteWeights() {
    Matrix filters = new Matrix(3, 2, new float[] {1, -2, 0, 0, -0.5f, -0.25f});

    assertThat(new L1Norm().scores(filters, new Random())).containsExactly(3, 0, 0.75);
  }

  @Test
  void l2IsTheEuclideanLength() {
    Matrix filters = new Matrix(3, 2, new float[] {3, -4, 0, 0, 5, 12});

    assertThat(new L2Norm().scores(filters, new Random())).containsExactly(5, 0, 13);
  }

  @Test
  void l2PrefersAFewLargeWeightsWhereL1SeesNoDifference() {
    Matrix filters = new Matrix(2, 4, new float[] {4, 0, 0, 0, 1, -1, 1, -1});

    double[] l1 = new L1Norm().scores(filters, new Random());
    double[] l2 = new L2Norm().scores(filters, new Random());
    assertThat(l1[0]).isEqualTo(l1[1]);
    assertThat(l2[0]).isEqualTo(2 * l2[1]);
  }

  @Test
  void bothNormsOfASingleWeightAreItsMagnitude() {
    float[] weights = gaussians(new Random(3), 100);
    double[] l1 = new L1Norm().scores(Matrix.ofSingles(weights), new Random());
    double[] l2 = new L2Norm().scores(Matrix.ofSingles(weights), new Random());

    for (int i = 0; i < weights.length; i++) {
      assertThat(l1[i]).isEqualTo(Math.abs(weights[i]));
      assertThat(l2[i]).isCloseTo(Math.abs(weights[i]), within(1e-12));
    }
  }

  @Test
  void normsOfTheLargestFloatsDoNotOverflow() {
    float[] largest = new float[1000];
    Arrays.fill(largest, -Float.MAX_VALUE);
    Matrix filter = new Matrix(1, largest.length, largest);

    assertThat(new L1Norm().scores(filter, new Random())[0]).isFinite();
    assertThat(new L2Norm().scores(filter, new Random())[0]).isFinite();
  }

  @Test
  void aWeightThatIsNoNumberMakesTheScoreNone() {
    Matrix filters = new Matrix(2, 2, new float[] {1, Float.NaN, 1, 1});

    assertThat(new L1Norm().scores(filters, new Random())[0]).isNaN();
    assertThat(new L2Norm().scores(filters, new Random())[0]).isNaN();
  }

  @Test
  void randomScoresLookAtNoWeight() {
    double[] some = new RandomScore().scores(new Matrix(5, 2, new float[10]), new Random(1));
    double[] others =
        new RandomScore().scores(new Matrix(5, 7, gaussians(new Random(2), 35)), new Random(1));

    assertThat(some).isEqualTo(others).doesNotHaveDuplicates();
    for (double score : some) {
      assertThat(score).isBetween(0.0, 1.0);
    }
    assertThat(new RandomScore().scores(new Matrix(5, 2, new float[10]), new Random(2)))
        .isNotEqualTo(some);
  }

  @Test
  void noNormalizerLeavesScoresAsTheyAre() {
    double[] scores = {3, 1, 2};

    assertThat(new NoNormalizer().normalize(scores)).containsExactly(3, 1, 2);
  }

  @Test
  void aMatrixIsFilledRowAfterRow() {
    Matrix matrix = new Matrix(2, 3, new float[] {0, 1, 2, 10, 11, 12});

    assertThat(matrix.at(0, 2)).isEqualTo(2);
    assertThat(matrix.at(1, 0)).isEqualTo(10);
    assertThatThrownBy(() -> new Matrix(2, 3, new float[5]))
        .hasMessageContainingAll("5 values", "2 x 3");
    assertThatThrownBy(() -> new Matrix(65536, 65536, new float[0]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static float[] gaussians(Random random, int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }
}
