package org.espalier.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class PathTest {
  private static final List<Pool> POOLS =
      List.of(new Pool("a", 10), new Pool("b", 30), new Pool("c", 60));

  @Test
  void togetherIsARoundALevel() {
    List<Round> rounds = Path.rounds(new Linear(0.1), 0.3, Order.TOGETHER, POOLS);

    assertThat(rounds).extracting(Round::number).containsExactly(1, 2, 3);
    assertThat(rounds).extracting(Round::level).containsExactly(0.1, 0.2, 0.3);
    assertThat(rounds).extracting(Round::sparsity).containsExactly(0.1, 0.2, 0.3);
    assertThat(rounds)
        .allSatisfy(round -> assertThat(round.touched()).containsExactly("a", "b", "c"));
  }

  @Test
  void frontToBackIsARoundALayerAndALevel() {
    List<Round> rounds = Path.rounds(new Linear(0.2), 0.4, Order.FRONT_TO_BACK, POOLS);

    assertThat(rounds).extracting(Round::number).containsExactly(1, 2, 3, 4, 5, 6);
    assertThat(rounds).extracting(Round::level).containsExactly(0.2, 0.2, 0.2, 0.4, 0.4, 0.4);
    assertThat(rounds)
        .extracting(Round::touched)
        .containsExactly(
            List.of("a"), List.of("b"), List.of("c"), List.of("a"), List.of("b"), List.of("c"));
  }

  @Test
  void backToFrontBeginsWithTheLastLayer() {
    List<Round> rounds = Path.rounds(new OneShot(), 0.4, Order.BACK_TO_FRONT, POOLS);

    assertThat(rounds)
        .extracting(Round::touched)
        .containsExactly(List.of("c"), List.of("b"), List.of("a"));
  }

  @Test
  void sparsityIsWeightedByDenseSizes() {
    List<Round> rounds = Path.rounds(new Linear(0.2), 0.4, Order.FRONT_TO_BACK, POOLS);

    double[] removedOfHundred = {2, 8, 20, 22, 28, 40};
    for (int i = 0; i < removedOfHundred.length; i++) {
      assertThat(rounds.get(i).sparsity()).isCloseTo(removedOfHundred[i] / 100, within(1e-12));
    }
  }

  @Test
  void sparsityIsTheLevelExactlyOnceEveryPoolHasReachedIt() {
    for (Order order : Order.values()) {
      List<Round> rounds = Path.rounds(new Linear(0.1), 0.9, order, POOLS);
      List<Double> reached =
          rounds.stream()
              .map(Round::sparsity)
              .filter(new Linear(0.1).levels(0.9)::contains)
              .toList();

      assertThat(reached).as(order.label()).isEqualTo(new Linear(0.1).levels(0.9));
    }
  }

  @Test
  void everyOrderTouchesEveryPoolOnceALevel() {
    for (Order order : Order.values()) {
      List<String> touched =
          order.rounds(POOLS).stream().flatMap(List::stream).map(Pool::name).toList();

      assertThat(touched).as(order.label()).containsExactlyInAnyOrder("a", "b", "c");
    }
  }

  @Test
  void costliestFirstGoesByWhatAllUnitsTakePartIn() {
    List<Pool> pools =
        List.of(
            costing("cheap", 10, 1),
            costing("many", 30, 2),
            costing("dear", 3, 50),
            costing("as many", 20, 3));

    assertThat(touched(Path.rounds(new OneShot(), 0.4, Order.COSTLIEST_FIRST, pools)))
        .containsExactly("dear", "many", "as many", "cheap");
  }

  @Test
  void leastSensitiveFirstGoesByTheRankingItIsGiven() {
    List<String> ranking = List.of("c", "x", "a", "b");

    assertThat(
            touched(Path.rounds(new Linear(0.2), 0.4, Order.LEAST_SENSITIVE_FIRST, POOLS, ranking)))
        .containsExactly("c", "a", "b", "c", "a", "b");
    assertThat(touched(Path.rounds(new OneShot(), 0.4, Order.FRONT_TO_BACK, POOLS, ranking)))
        .containsExactly("a", "b", "c");
  }

  @Test
  void networkOrderStandsInForASensitivityThatIsNotKnown() {
    assertThat(Path.rounds(new Linear(0.2), 0.4, Order.LEAST_SENSITIVE_FIRST, POOLS, null))
        .isEqualTo(Path.rounds(new Linear(0.2), 0.4, Order.FRONT_TO_BACK, POOLS));
  }

  @Test
  void refusesARankingThatLacksAPool() {
    assertThatThrownBy(
            () ->
                Path.rounds(
                    new OneShot(), 0.4, Order.LEAST_SENSITIVE_FIRST, POOLS, List.of("c", "a")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("b is not in the ranking by sensitivity: [c, a]");
  }

  private static Pool costing(String name, long size, double macs) {
    return new Pool(name, size, "", macs, 0, 1);
  }

  private static List<String> touched(List<Round> rounds) {
    return rounds.stream().flatMap(round -> round.touched().stream()).toList();
  }
}
