package org.espalier.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.espalier.criterion.L1Norm;
import org.espalier.criterion.L2Norm;
import org.espalier.criterion.NoNormalizer;
import org.espalier.criterion.RandomScore;
import org.espalier.plan.Granularity;
import org.espalier.plan.Guards;
import org.espalier.plan.Ranking;
import org.espalier.schedule.FineTune;
import org.espalier.schedule.GroupSparsity;
import org.espalier.schedule.Linear;
import org.espalier.schedule.NoRetraining;
import org.espalier.schedule.NoSparseTraining;
import org.espalier.schedule.OneShot;
import org.espalier.schedule.Order;
import org.espalier.sweep.spec.SearchSpec;
import org.junit.jupiter.api.Test;

class GridTest {
  private static final SearchSpec SEARCH =
      new SearchSpec(
          List.of(new L1Norm(), new L2Norm(), new RandomScore()),
          List.of(new NoNormalizer()),
          List.of(Ranking.values()),
          List.of(Granularity.values()),
          List.of(Order.values()),
          List.of(new OneShot(), new Linear(0.25)),
          List.of(0.5, 0.75),
          List.of(new FineTune(1, 0.01, 32), new NoRetraining()),
          List.of(1L, 2L),
          List.of(new NoSparseTraining(), new GroupSparsity(1e-3, 1, 0.01, 64)),
          0,
          Guards.NONE,
          256);

  @Test
  void everyCombinationIsACandidateOrIsLeftOut() {
    Grid grid = Grid.of(SEARCH);
    List<Candidate> all = new ArrayList<>(grid.candidates());
    grid.leftOut().forEach(leftOut -> all.add(leftOut.candidate()));

    assertThat(SEARCH.combinations()).isEqualTo(3 * 3 * 5 * 5 * 2 * 2 * 2 * 2 * 2);
    assertThat(all).hasSize(SEARCH.combinations()).doesNotHaveDuplicates();
    assertThat(grid.leftOut())
        .allSatisfy(
            leftOut ->
                assertThat(Contradictions.in(leftOut.candidate())).contains(leftOut.reason()));
    assertThat(grid.candidates())
        .allSatisfy(candidate -> assertThat(Contradictions.in(candidate)).isEmpty());
  }

  @Test
  void theLastAxisTurnsFastest() {
    List<String> combinations =
        IntStream.range(0, 6)
            .mapToObj(number -> new Pick(number, 6))
            .map(pick -> pick.from(List.of("a", "b", "c")) + pick.from(List.of(1, 2)))
            .toList();

    assertThat(combinations).containsExactly("a1", "a2", "b1", "b2", "c1", "c2");
  }
}
