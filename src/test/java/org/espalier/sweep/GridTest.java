package org.espalier.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
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
    SearchSpace space = new SearchSpace(SEARCH);
    Batch grid = Grid.of(space);
    List<Candidate> all = new ArrayList<>(grid.candidates());
    grid.leftOut().forEach(leftOut -> all.add(leftOut.candidate()));

    assertThat(space.combinations()).isEqualTo(3 * 3 * 5 * 5 * 2 * 2 * 2 * 2 * 2);
    assertThat(all).hasSize((int) space.combinations()).doesNotHaveDuplicates();
    assertThat(grid.leftOut())
        .allSatisfy(
            leftOut ->
                assertThat(Contradictions.in(leftOut.candidate())).contains(leftOut.reason()));
    assertThat(grid.candidates())
        .allSatisfy(candidate -> assertThat(Contradictions.in(candidate)).isEmpty());
  }

  @Test
  void theLastAxisTurnsFastest() {
    SearchSpace space = new SearchSpace(SEARCH);
    List<Candidate> first = LongStream.range(0, 5).mapToObj(space::place).map(space::at).toList();

    assertThat(first.stream().map(Candidate::trainsSparsely))
        .containsExactly(false, true, false, true, false);
    assertThat(first.stream().map(Candidate::seed)).containsExactly(1L, 1L, 2L, 2L, 1L);
    assertThat(space.at(space.place(space.combinations() - 1)).criterion())
        .isEqualTo(new RandomScore());
  }
}
