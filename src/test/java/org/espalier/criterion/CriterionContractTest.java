package org.espalier.criterion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.espalier.codec.Names;
import org.espalier.criterion.KnownUnits.Kind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every criterion in the table of names keeps to. */
class CriterionContractTest {
  private static final int CASES = 60;

  static Stream<Criterion> all() {
    return Names.CRITERIA.names().stream().map(Names.CRITERIA::named);
  }

  @ParameterizedTest
  @MethodSource("all")
  void isARecordSinceStagesAreNamedByItsText(Criterion criterion) {
    assertThat(criterion.getClass()).isRecord();
  }

  @ParameterizedTest
  @MethodSource("all")
  void isOfChannelsAloneWhereItsEvidenceIs(Criterion criterion) {
    if (criterion.needs().stream().anyMatch(Evidence::channelsOnly)) {
      assertThat(criterion.channelsOnly()).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void scoresEveryUnitWithAFiniteNumberFromZeroOn(Criterion criterion) {
    forCases(
        criterion,
        (known, seed) ->
            assertThat(scores(criterion, known, seed))
                .hasSize(known.count())
                .satisfies(
                    scores ->
                        assertThat(Arrays.stream(scores))
                            .allSatisfy(score -> assertThat(score).isFinite().isNotNegative())));
  }

  @ParameterizedTest
  @MethodSource("all")
  void theSameUnitsAndStreamGiveTheSameBits(Criterion criterion) {
    forCases(
        criterion,
        (known, seed) ->
            assertThat(scores(criterion, known, seed)).isEqualTo(scores(criterion, known, seed)));
  }

  @ParameterizedTest
  @MethodSource("all")
  void scoresAreTheCallersToChange(Criterion criterion) {
    forCases(
        criterion,
        (known, seed) -> {
          Units units = known.units();
          double[] scores = criterion.scores(units, new Random(seed));
          double[] before = scores.clone();
          Arrays.fill(scores, Double.NEGATIVE_INFINITY);

          assertThat(criterion.scores(units, new Random(seed))).isEqualTo(before);
        });
  }

  @ParameterizedTest
  @MethodSource("all")
  void aUnitKeepsItsScoreWhereverItStands(Criterion criterion) {
    forCases(
        criterion,
        (known, seed) -> {
          double[] scores = scores(criterion, known, seed);
          boolean draws = !Arrays.equals(scores, scores(criterion, known, seed + 1));
          int[] order = order(known.count(), seed);
          double[] expected = Arrays.stream(order).mapToDouble(unit -> scores[unit]).toArray();

          if (!draws) {
            assertThat(scores(criterion, known.inOrder(order), seed))
                .containsExactly(expected, within(1e-9));
          }
        });
  }

  @ParameterizedTest
  @MethodSource("all")
  void needsTheEvidenceItSaysAndNoOther(Criterion criterion) {
    forCases(
        criterion,
        (known, seed) ->
            assertThat(criterion.scores(known.units(criterion.needs()), new Random(seed)))
                .isEqualTo(scores(criterion, known, seed)));
    KnownUnits some = cases(criterion).filter(known -> known.count() > 0).findFirst().orElseThrow();
    for (Evidence needed : criterion.needs()) {
      Set<Evidence> others = EnumSet.allOf(Evidence.class);
      others.remove(needed);
      assertThatThrownBy(() -> criterion.scores(some.units(others), new Random()))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining(needed.label());
    }
  }

  /** A selection refuses what is not below infinity: no damaged weight may be ranked unseen. */
  @ParameterizedTest
  @MethodSource("all")
  void aWeightThatIsNotFiniteShowsUnlessWeightsAreNotLookedAt(Criterion criterion) {
    forCases(
        criterion,
        (known, seed) -> {
          for (float damaged : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
            for (int unit = 0; unit < known.count(); unit++) {
              double[] scores = scores(criterion, known, seed);
              double[] damagedScores = scores(criterion, known.with(unit, damaged), seed);

              if (!Arrays.equals(damagedScores, scores)) {
                assertThat(damagedScores[unit] < Double.POSITIVE_INFINITY)
                    .as("%s for %s", damagedScores[unit], damaged)
                    .isFalse();
              }
            }
          }
        });
  }

  private static void forCases(Criterion criterion, BiConsumer<KnownUnits, Integer> check) {
    List<KnownUnits> cases = cases(criterion).toList();
    for (int seed = 0; seed < cases.size(); seed++) {
      check.accept(cases.get(seed), seed);
    }
  }

  private static Stream<KnownUnits> cases(Criterion criterion) {
    return IntStream.range(0, CASES)
        .boxed()
        .flatMap(
            seed ->
                (criterion.channelsOnly() ? Stream.of(Kind.CHANNELS) : Stream.of(Kind.values()))
                    .map(kind -> KnownUnits.draw(kind, new Random(seed))));
  }

  private static double[] scores(Criterion criterion, KnownUnits known, int seed) {
    return criterion.scores(known.units(), new Random(seed));
  }

  private static int[] order(int count, int seed) {
    List<Integer> order = new ArrayList<>(IntStream.range(0, count).boxed().toList());
    Collections.shuffle(order, new Random(seed));
    return order.stream().mapToInt(Integer::intValue).toArray();
  }
}
