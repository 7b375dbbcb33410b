package org.espalier.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** The contract that every schedule keeps, and what each adds to it. */
class SparsityScheduleTest {
  private static final Map<Class<?>, Function<Random, SparsitySchedule>> SOME =
      Map.of(
          OneShot.class, random -> new OneShot(),
          Linear.class, random -> new Linear(share(random)),
          Geometric.class, random -> new Geometric(share(random)),
          Polynomial.class,
              random -> new Polynomial(1 + random.nextInt(200), 10 - 9.99 * random.nextDouble()));

  @Test
  void everyScheduleIsUnderThisContract() {
    assertThat(SparsitySchedule.class.getPermittedSubclasses())
        .containsExactlyInAnyOrderElementsOf(SOME.keySet());
  }

  @Test
  void levelsGrowFromAboveZeroAndEndAtTheTarget() {
    onSome(
        (schedule, target) -> {
          List<Double> levels = schedule.levels(target);
          assertThat(levels).isNotEmpty().doesNotHaveDuplicates().isSorted();
          assertThat(levels.get(0)).isGreaterThan(0);
          assertThat(levels.get(levels.size() - 1)).isEqualTo(target);
        });
  }

  @Test
  void levelsAreTheSameEachTime() {
    onSome(
        (schedule, target) ->
            assertThat(schedule.levels(target)).isEqualTo(schedule.levels(target)));
  }

  @Test
  void namesAndLabelsAreDistinct() {
    List<SparsitySchedule> all =
        SOME.values().stream().map(maker -> maker.apply(new Random(1))).toList();

    assertThat(all).extracting(SparsitySchedule::name).doesNotHaveDuplicates();
    assertThat(all)
        .allSatisfy(schedule -> assertThat(schedule.label()).startsWith(schedule.name()));
  }

  @Test
  void stepsThatWouldNeverEndAreRefused() {
    assertThatThrownBy(() -> new Linear(1e-9)).hasMessageContaining("[0.001, 1)");
    assertThatThrownBy(() -> new Geometric(1e-40)).hasMessageContaining("[0.001, 1)");
  }

  @Test
  void oneShotIsOneRound() {
    assertThat(new OneShot().levels(0.7)).containsExactly(0.7);
  }

  @Test
  void linearCountsInDecimals() {
    assertThat(new Linear(0.1).levels(0.9))
        .containsExactly(0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9);
    assertThat(new Linear(0.3).levels(0.7)).containsExactly(0.3, 0.6, 0.7);
    assertThat(new Linear(0.5).levels(0.2)).containsExactly(0.2);
  }

  @Test
  void linearTargetsOnOnePathShareIt() {
    List<Double> longest = new Linear(0.05).levels(0.95);
    for (int rounds = 1; rounds <= longest.size(); rounds++) {
      assertThat(new Linear(0.05).levels(longest.get(rounds - 1)))
          .isEqualTo(longest.subList(0, rounds));
    }
  }

  @Test
  void geometricTakesAShareOfWhatIsLeft() {
    assertThat(new Geometric(0.2).levels(0.5)).containsExactly(0.2, 0.36, 0.488, 0.5);
    assertThat(new Geometric(0.2).levels(0.9)).element(9).isEqualTo(0.8926258176);
    assertThat(new Geometric(0.5).levels(0.9)).containsExactly(0.5, 0.75, 0.875, 0.9);
  }

  @Test
  void geometricTargetsOnOnePathShareIt() {
    for (double step : new double[] {0.05, 0.1, 0.2, 0.3, 0.5}) {
      List<Double> longest = new Geometric(step).levels(0.99);
      for (int rounds = 1; rounds <= longest.size(); rounds++) {
        assertThat(new Geometric(step).levels(longest.get(rounds - 1)))
            .isEqualTo(longest.subList(0, rounds));
      }
    }
  }

  @Test
  void polynomialFollowsZhuAndGupta() {
    List<Double> levels = new Polynomial(4, 3).levels(0.8);

    assertThat(levels).hasSize(4);
    for (int round = 1; round <= 4; round++) {
      double left = 1 - round / 4.0;
      assertThat(levels.get(round - 1)).isEqualTo(0.8 * (1 - left * left * left));
    }
  }

  @Test
  void polynomialLeavesOutRoundsThatWouldRemoveNothing() {
    assertThat(new Polynomial(1000, 10).levels(0.5)).doesNotHaveDuplicates().hasSizeLessThan(1000);
    assertThat(new Polynomial(2, 1e-17).levels(0.5)).containsExactly(0.5);
  }

  @Test
  void refusesStepsOutsideOfTheOpenUnitInterval() {
    for (double step : new double[] {0, 1, -0.1, 1.5, Double.NaN}) {
      assertThatThrownBy(() -> new Linear(step)).hasMessageContainingAll("step", "" + step);
      assertThatThrownBy(() -> new Geometric(step)).hasMessageContainingAll("step", "" + step);
    }
  }

  @Test
  void refusesPolynomialsWithoutRoundsOrPower() {
    assertThatThrownBy(() -> new Polynomial(0, 3)).hasMessageContainingAll("rounds", "0");
    for (double power : new double[] {0, -1, 10.5, Double.NaN}) {
      assertThatThrownBy(() -> new Polynomial(3, power))
          .hasMessageContainingAll("power", "" + power);
    }
  }

  private interface Law {
    void check(SparsitySchedule schedule, double target);
  }

  private static void onSome(Law law) {
    for (Function<Random, SparsitySchedule> maker : SOME.values()) {
      for (int seed = 0; seed < 500; seed++) {
        Random random = new Random(seed);
        SparsitySchedule schedule = maker.apply(random);
        double target = target(random);
        try {
          law.check(schedule, target);
        } catch (RuntimeException | AssertionError e) {
          throw new AssertionError("%s to %s".formatted(schedule, target), e);
        }
      }
    }
  }

  /** Round decimals as people write them, and any others. */
  private static double target(Random random) {
    return random.nextBoolean()
        ? (1 + random.nextInt(99)) / 100.0
        : 0.001 + 0.998 * random.nextDouble();
  }

  private static double share(Random random) {
    return random.nextBoolean()
        ? (1 + random.nextInt(99)) / 100.0
        : 0.005 + 0.99 * random.nextDouble();
  }
}
