package org.espalier.criterion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.IntStream;
import org.espalier.criterion.KnownUnits.Kind;
import org.junit.jupiter.api.Test;

/** Each criterion against its formula, written out once more. */
class CriterionTest {
  private static final double FLOAT_ROUNDING = 1e-5;

  @Test
  void l1IsTheSumOfAbsoluteWeights() {
    assertThat(scores(new L1Norm(), new float[][] {{1, -2}, {0, 0}, {-0.5f, -0.25f}}))
        .containsExactly(3, 0, 0.75);
  }

  @Test
  void l2IsTheEuclideanLength() {
    assertThat(scores(new L2Norm(), new float[][] {{3, -4}, {0, 0}, {5, 12}}))
        .containsExactly(5, 0, 13);
  }

  @Test
  void l2PrefersAFewLargeWeightsWhereL1SeesNoDifference() {
    float[][] filters = {{4, 0, 0, 0}, {1, -1, 1, -1}};

    double[] l1 = scores(new L1Norm(), filters);
    double[] l2 = scores(new L2Norm(), filters);
    assertThat(l1[0]).isEqualTo(l1[1]);
    assertThat(l2[0]).isEqualTo(2 * l2[1]);
  }

  @Test
  void normsOfASingleWeightAreItsMagnitude() {
    for (Criterion norm : new Criterion[] {new L1Norm(), new L2Norm()}) {
      check(norm, Kind.SINGLE_WEIGHTS, (known, unit) -> Math.abs(known.weights()[unit][0]));
    }
  }

  @Test
  void normsOfTheLargestFloatsDoNotOverflow() {
    float[] largest = new float[1000];
    Arrays.fill(largest, -Float.MAX_VALUE);

    for (Criterion norm : new Criterion[] {new L1Norm(), new L2Norm(), new GeometricMedian()}) {
      assertThat(scores(norm, new float[][] {largest, new float[1000]})[0]).isFinite();
    }
  }

  @Test
  void randomScoresLookAtNoWeight() {
    double[] some = new RandomScore().scores(ofChannels(new float[5][2]), new Random(1));
    float[][] ones = {{1}, {1}, {1}, {1}, {1}};

    assertThat(new RandomScore().scores(ofChannels(ones), new Random(1)))
        .isEqualTo(some)
        .doesNotHaveDuplicates()
        .satisfies(scores -> assertThat(Arrays.stream(scores)).allMatch(s -> s >= 0 && s < 1));
    assertThat(new RandomScore().scores(ofChannels(ones), new Random(2))).isNotEqualTo(some);
  }

  @Test
  void fpgmIsTheSumOfDistancesBetweenRawWeights() {
    check(
        new GeometricMedian(),
        Kind.CHANNELS,
        (known, unit) ->
            Arrays.stream(known.weights())
                .mapToDouble(other -> distance(known.weights()[unit], other))
                .sum());
  }

  @Test
  void fpgmGivesUpWhatTheOthersCanReplaceHoweverLarge() {
    assertThat(
            scores(new GeometricMedian(), new float[][] {{0.1f, 0}, {9, 9}, {9, 9.1f}, {9, 8.9f}}))
        .satisfies(scores -> assertThat(lowest(scores)).isEqualTo(1));
  }

  @Test
  void bnScaleIsTheSumOfAbsoluteScales() {
    check(
        new BatchNormScale(),
        Kind.CHANNELS,
        (known, unit) -> Math.abs(known.scales()[unit][0]) + Math.abs(known.scales()[unit][1]));
  }

  @Test
  void apozGivesUpWhatIsMostlyZero() {
    check(new ZeroShare(), Kind.CHANNELS, (known, unit) -> 1 - known.answers()[unit][1]);
  }

  @Test
  void meanActivationKeepsWhatAnswersMost() {
    check(new MeanActivation(), Kind.CHANNELS, (known, unit) -> Math.abs(known.answers()[unit][0]));
  }

  @Test
  void taylorActivationIsTheTaylorTerm() {
    check(new TaylorActivation(), Kind.CHANNELS, (known, unit) -> known.answers()[unit][2]);
  }

  @Test
  void taylorWeightSquaresTheSumOfAUnitForEachCalibrationRow() {
    for (Kind kind : Kind.values()) {
      check(
          new TaylorWeight(),
          kind,
          (known, unit) ->
              Arrays.stream(known.gradients())
                  .mapToDouble(g -> square(dot(g[unit], known.weights()[unit])))
                  .average()
                  .orElseThrow());
    }
  }

  @Test
  void obdTakesTheSquaredGradientsOfAllCalibrationRows() {
    for (Kind kind : Kind.values()) {
      check(
          new OptimalBrainDamage(),
          kind,
          (known, unit) ->
              sum(
                  known.weights()[unit].length,
                  i ->
                      square(known.weights()[unit][i])
                          * Arrays.stream(known.gradients())
                              .mapToDouble(g -> square(g[unit][i]))
                              .average()
                              .orElseThrow()
                          / 2));
    }
  }

  @Test
  void snipIsTheMagnitudeOfEachWeightTimesItsMeanGradient() {
    for (Kind kind : Kind.values()) {
      check(
          new Snip(),
          kind,
          (known, unit) ->
              sum(
                  known.weights()[unit].length,
                  i ->
                      Math.abs(
                          known.weights()[unit][i]
                              * Arrays.stream(known.gradients())
                                  .mapToDouble(g -> g[unit][i])
                                  .average()
                                  .orElseThrow())));
    }
  }

  @Test
  void synflowIsTheSumOfFlowsThroughMagnitudes() {
    for (Kind kind : Kind.values()) {
      check(
          new SynFlow(),
          kind,
          (known, unit) ->
              sum(
                  known.weights()[unit].length,
                  i -> Math.abs(known.weights()[unit][i]) * known.flow()[unit][i]));
    }
  }

  @Test
  void lampIsTheShareOfAllThatIsNoSmaller() {
    for (Kind kind : Kind.values()) {
      check(
          new Lamp(),
          kind,
          (known, unit) -> {
            double own = dot(known.weights()[unit], known.weights()[unit]);
            double noSmaller =
                Arrays.stream(known.weights())
                    .mapToDouble(other -> dot(other, other))
                    .filter(other -> other >= own)
                    .sum();
            return own == 0 ? 0 : own / noSmaller;
          });
    }
  }

  @Test
  void lampOfEqualsIsEqualAndOfZeroIsZero() {
    assertThat(scores(new Lamp(), new float[][] {{2}, {0}, {-1}, {1}, {0}}))
        .containsExactly(4 / 4.0, 0, 1 / 6.0, 1 / 6.0, 0);
    assertThat(scores(new Lamp(), new float[3][1])).containsExactly(0, 0, 0);
  }

  @Test
  void wandaOfChannelsIsTheSumOfMagnitudesTimesInputs() {
    check(new Wanda(), Kind.CHANNELS, CriterionTest::throughput);
  }

  @Test
  void wandaOfUnitsThatShareAnOutputIsTheShareOfThoseBelow() {
    for (Kind kind : new Kind[] {Kind.KERNELS, Kind.SINGLE_WEIGHTS}) {
      check(new Wanda(), kind, CriterionTest::shareOfThoseBelow);
    }
  }

  @Test
  void wandaTakesTheSameShareOfEveryOutputHoweverLargeItsWeights() {
    Random random = new Random(1);
    int[] outputs = IntStream.range(0, 400).map(i -> i % 4).toArray();
    float[] weights = new float[400];
    float[] ones = new float[400];
    for (int i = 0; i < 400; i++) {
      weights[i] = (float) (random.nextGaussian() * Math.pow(10, outputs[i]));
      ones[i] = 1;
    }
    double[] scores =
        new Wanda()
            .scores(
                Units.of(Matrix.ofSingles(weights), outputs).withInputNorms(Matrix.ofSingles(ones)),
                new Random());

    double median = Arrays.stream(scores).sorted().toArray()[200];
    for (int output = 0; output < 4; output++) {
      int row = output;
      assertThat(IntStream.range(0, 400).filter(i -> outputs[i] == row && scores[i] < median))
          .hasSize(50);
    }
  }

  private static void check(
      Criterion criterion, Kind kind, ToDoubleBiFunction<KnownUnits, Integer> formula) {
    for (int seed = 0; seed < 50; seed++) {
      KnownUnits known = KnownUnits.draw(kind, new Random(seed));
      double[] expected =
          IntStream.range(0, known.count())
              .mapToDouble(unit -> formula.applyAsDouble(known, unit))
              .toArray();

      assertThat(criterion.scores(known.units(), new Random()))
          .as("%s of %s, seed %d", criterion, kind, seed)
          .containsExactly(expected, within(FLOAT_ROUNDING));
    }
  }

  private static double[] scores(Criterion criterion, float[][] weights) {
    return criterion.scores(ofChannels(weights), new Random());
  }

  private static Units ofChannels(float[][] weights) {
    return Units.ofChannels(KnownUnits.matrix(weights));
  }

  private static int lowest(double[] scores) {
    return IntStream.range(0, scores.length)
        .reduce((a, b) -> scores[b] < scores[a] ? b : a)
        .orElseThrow();
  }

  private static double shareOfThoseBelow(KnownUnits known, int unit) {
    if (Arrays.stream(known.outputs()).distinct().count() == known.count()) {
      return throughput(known, unit);
    }
    return IntStream.range(0, known.count())
        .filter(other -> known.outputs()[other] == known.outputs()[unit])
        .mapToDouble(other -> throughput(known, other) < throughput(known, unit) ? 1 : 0)
        .average()
        .orElseThrow();
  }

  private static double throughput(KnownUnits known, int unit) {
    return sum(
        known.weights()[unit].length,
        i -> (double) Math.abs(known.weights()[unit][i]) * known.inputs()[unit][i]);
  }

  private static double distance(float[] a, float[] b) {
    return Math.sqrt(sum(a.length, i -> square((double) a[i] - b[i])));
  }

  private static double dot(float[] a, float[] b) {
    return sum(a.length, i -> (double) a[i] * b[i]);
  }

  private static double square(double value) {
    return value * value;
  }

  private static double sum(int count, IntToDoubleFunction term) {
    return IntStream.range(0, count).mapToDouble(term).sum();
  }
}
