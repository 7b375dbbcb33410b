package org.espalier.criterion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.espalier.codec.Names;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every normalizer in the table of names keeps to. */
class NormalizerContractTest {
  private static final int CASES = 200;

  static Stream<Normalizer> all() {
    return Names.NORMALIZERS.names().stream().map(Names.NORMALIZERS::named);
  }

  /** All but the control make pools compare whose scores differ by a factor. */
  static Stream<Normalizer> scaling() {
    return all().filter(normalizer -> !(normalizer instanceof NoNormalizer));
  }

  @ParameterizedTest
  @MethodSource("all")
  void isARecordSinceStagesAreNamedByItsText(Normalizer normalizer) {
    assertThat(normalizer.getClass()).isRecord();
  }

  @ParameterizedTest
  @MethodSource("all")
  void itsLabelIsItsNameAndAllItsSettings(Normalizer normalizer) {
    String label = normalizer.label();
    assertThat(label).startsWith(normalizer.name());
    for (RecordComponent setting : normalizer.getClass().getRecordComponents()) {
      assertThat(label).contains(setting.getName());
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void theOrderWithinAPoolStays(Normalizer normalizer) {
    for (int seed = 0; seed < CASES; seed++) {
      double[] scores = scores(seed);
      double[] before = scores.clone();
      double[] normal = normalizer.normalize(scores, relativeMacs(seed));

      assertThat(scores).isEqualTo(before);
      assertThat(normal).hasSize(scores.length);
      for (int i = 0; i < scores.length; i++) {
        for (int j = 0; j < scores.length; j++) {
          assertThat(Double.compare(normal[i], normal[j]))
              .as("%s of %s", normalizer, Arrays.toString(scores))
              .isEqualTo(Double.compare(scores[i], scores[j]));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void scoresAreFiniteEvenWhereAllAreZeroEqualTinyOrHuge(Normalizer normalizer) {
    double[][] odd = {
      {},
      {0},
      {0, 0, 0},
      {0.1, 0.1, 0.1, 0.1, 0.1, 0.1},
      {7},
      {0, 0, 1e-300},
      {Double.MIN_VALUE, 0},
      {1e-200, 2e-200},
      {1e80, 3e80, 0}
    };
    for (double[] scores : odd) {
      assertThat(DoubleStream.of(normalizer.normalize(scores, 2)))
          .as("%s of %s", normalizer, Arrays.toString(scores))
          .hasSize(scores.length)
          .allSatisfy(score -> assertThat(score).isFinite());
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void equalsStayEqual(Normalizer normalizer) {
    assertThat(DoubleStream.of(normalizer.normalize(new double[] {0.1, 0.1, 0.1}, 1)).distinct())
        .hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("all")
  void aUnitKeepsItsScoreWhereverItStands(Normalizer normalizer) {
    for (int seed = 0; seed < CASES; seed++) {
      double[] scores = scores(seed);
      List<Integer> order = new ArrayList<>(IntStream.range(0, scores.length).boxed().toList());
      Collections.shuffle(order, new Random(seed));
      double macs = relativeMacs(seed);
      double[] normal = normalizer.normalize(scores, macs);

      assertThat(normalizer.normalize(inOrder(order, scores), macs))
          .containsExactly(inOrder(order, normal), within(1e-9));
    }
  }

  @ParameterizedTest
  @MethodSource("scaling")
  void theScaleOfAPoolIsGone(Normalizer normalizer) {
    for (int seed = 0; seed < CASES; seed++) {
      double[] scores = scores(seed);
      double factor = Math.pow(10, new Random(seed).nextInt(400) - 200);
      double[] scaled = Arrays.stream(scores).map(score -> factor * score).toArray();
      double macs = relativeMacs(seed);

      assertThat(normalizer.normalize(scaled, macs))
          .containsExactly(normalizer.normalize(scores, macs), within(1e-9));
    }
  }

  /** A selection refuses it there; no normalizer may make a number of it. */
  @ParameterizedTest
  @MethodSource("all")
  void whatIsNotANumberStaysNone(Normalizer normalizer) {
    for (double[] scores :
        new double[][] {{Double.NaN}, {1, Double.NaN}, {Double.NaN, 0, Double.NaN}}) {
      double[] normal = normalizer.normalize(scores, 1);
      for (int i = 0; i < scores.length; i++) {
        if (Double.isNaN(scores[i])) {
          assertThat(normal[i]).isNaN();
        }
      }
    }
    assertThat(normalizer.normalize(new double[] {1, Double.POSITIVE_INFINITY}, 1)[1])
        .isNotFinite()
        .isNotEqualTo(Double.NEGATIVE_INFINITY);
  }

  private static double[] scores(int seed) {
    Random random = new Random(seed);
    double[] scores = random.doubles(random.nextInt(20)).toArray();
    for (int i = 0; i < scores.length; i++) {
      if (random.nextInt(6) == 0) {
        scores[i] = random.nextBoolean() ? 0 : scores[random.nextInt(scores.length)];
      }
    }
    return scores;
  }

  private static double relativeMacs(int seed) {
    return 3 * new Random(seed).nextDouble();
  }

  private static double[] inOrder(List<Integer> order, double[] scores) {
    return order.stream().mapToDouble(unit -> scores[unit]).toArray();
  }
}
