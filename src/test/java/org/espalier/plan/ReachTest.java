package org.espalier.plan;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.espalier.schedule.Pool;
import org.junit.jupiter.api.Test;

class ReachTest {
  private static final List<Pool> POOLS =
      List.of(pool("a", 4, "conv", 1), pool("b", 4, "conv", 1), pool("c", 100, "dense", 1));

  @Test
  void theLastOfAPoolThatIsRankedByItselfStaysWithoutAWord() {
    assertThatCode(() -> Reach.check(POOLS, 0.99, Ranking.LOCAL)).doesNotThrowAnyException();
  }

  @Test
  void aHigherFloorIsNamedWhereItIsOutOfReach() {
    List<Pool> pools = List.of(pool("a", 64, "", 8), pool("b", 16, "", 8));

    assertThatCode(() -> Reach.check(pools, 0.5, Ranking.LOCAL)).doesNotThrowAnyException();
    assertThatThrownBy(() -> Reach.check(pools, 0.6, Ranking.LOCAL))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("sparsity 0.6", "6 of 16", "b: 8 of 16", "lower target");
  }

  @Test
  void poolsThatAreRankedTogetherCanLendEachOther() {
    assertThatCode(() -> Reach.check(POOLS, 0.97, Ranking.GLOBAL)).doesNotThrowAnyException();
    assertThatThrownBy(() -> Reach.check(POOLS, 0.98, Ranking.GLOBAL))
        .hasMessageContainingAll("2 of 108", "3 must stay", "a: 1 of 4, b: 1 of 4, c: 1 of 100");
  }

  @Test
  void underAnIsomorphicRankingEachKindMustReachIt() {
    assertThatCode(() -> Reach.check(POOLS, 0.75, Ranking.ISOMORPHIC)).doesNotThrowAnyException();
    assertThatThrownBy(() -> Reach.check(POOLS, 0.9, Ranking.ISOMORPHIC))
        .hasMessageContainingAll("1 of 8", "2 must stay", "a: 1 of 4, b: 1 of 4)");
  }

  private static Pool pool(String name, long size, String kind, int floor) {
    return new Pool(name, size, kind, 0, floor, 1);
  }
}
