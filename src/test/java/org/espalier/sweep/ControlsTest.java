package org.espalier.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.espalier.criterion.Criterion;
import org.espalier.criterion.L1Norm;
import org.espalier.criterion.L2Norm;
import org.espalier.criterion.MeanNormalizer;
import org.espalier.criterion.NoNormalizer;
import org.espalier.criterion.Normalizer;
import org.espalier.criterion.RandomScore;
import org.espalier.plan.Granularity;
import org.espalier.plan.Guards;
import org.espalier.plan.Ranking;
import org.espalier.schedule.FineTune;
import org.espalier.schedule.GroupSparsity;
import org.espalier.schedule.Linear;
import org.espalier.schedule.NoSparseTraining;
import org.espalier.schedule.OneShot;
import org.espalier.schedule.Order;
import org.espalier.sweep.spec.Control;
import org.espalier.sweep.spec.SearchSpec;
import org.junit.jupiter.api.Test;

/** Which candidates are added to a search to compare its own with. */
class ControlsTest {
  @Test
  void everyScheduleIsTriedOnceMoreByEachControl() {
    Batch plain = grid(List.of(new L2Norm()), List.of());
    Batch grid = grid(List.of(new L2Norm()), List.of(Control.RANDOM, Control.UNIFORM_L1));

    Set<Candidate> schedules = schedules(plain.candidates());
    assertThat(grid.candidates()).startsWith(plain.candidates().toArray(Candidate[]::new));
    for (Control control : List.of(Control.RANDOM, Control.UNIFORM_L1)) {
      List<Candidate> added = of(grid, control);
      assertThat(schedules(added)).isEqualTo(schedules);
      assertThat(added).hasSameSizeAs(schedules);
      assertThat(added)
          .allSatisfy(
              candidate -> {
                assertThat(candidate.criterion()).isEqualTo(control.criterion().orElseThrow());
                assertThat(candidate.normalizer()).isEqualTo(new NoNormalizer());
                assertThat(candidate.ranking()).isEqualTo(Ranking.LOCAL);
                assertThat(Contradictions.in(candidate)).isEmpty();
              });
    }
    assertThat(grid.controls()).isEqualTo(2L * schedules.size());
    assertThat(grid.leftOut()).isEqualTo(plain.leftOut());
  }

  /** A search that has a control's criterion anyway has chosen it: its candidates stay its own. */
  @Test
  void whatTheSearchTriesAnywayIsNoControl() {
    List<Criterion> criteria = List.of(new L1Norm(), new RandomScore());
    Batch plain = grid(criteria, List.of());

    assertThat(grid(criteria, List.of(Control.values()))).isEqualTo(plain);
    assertThat(plain.candidates()).noneMatch(Candidate::isControl);

    Batch half = grid(List.of(new RandomScore()), List.of(Control.values()));
    assertThat(of(half, Control.RANDOM)).isEmpty();
    assertThat(of(half, Control.UNIFORM_L1)).isNotEmpty();
  }

  @Test
  void noCandidateIsThereTwice() {
    for (List<Criterion> criteria :
        List.<List<Criterion>>of(
            List.of(new L1Norm()),
            List.of(new L2Norm(), new RandomScore()),
            List.of(new L2Norm()))) {
      List<Candidate> all = grid(criteria, List.of(Control.values())).candidates();
      assertThat(all.stream().map(candidate -> candidate.as(null))).doesNotHaveDuplicates();
      assertThat(all.stream().map(Candidate::id)).doesNotHaveDuplicates();
    }
  }

  /** What a candidate is tried for does not determine what comes of it. */
  @Test
  void aControlHasTheNameThatItWouldHaveInASearch() {
    Candidate searched = grid(List.of(new RandomScore()), List.of()).candidates().get(0);

    assertThat(searched.as(Control.RANDOM).id()).isEqualTo(searched.id());
    assertThat(searched.as(Control.RANDOM).method()).isEqualTo(searched.method());
  }

  private static List<Candidate> of(Batch grid, Control control) {
    return grid.candidates().stream().filter(each -> each.control() == control).toList();
  }

  /** What is left of candidates when all that a control replaces is the same. */
  private static Set<Candidate> schedules(List<Candidate> candidates) {
    return candidates.stream()
        .map(candidate -> candidate.uniformlyBy(new L2Norm()))
        .collect(Collectors.toCollection(HashSet::new));
  }

  private static Batch grid(List<Criterion> criteria, List<Control> controls) {
    List<Normalizer> normalizers = List.of(new NoNormalizer(), new MeanNormalizer());
    return Proposals.of(
            new SearchSpec(
                criteria,
                normalizers,
                List.of(Ranking.values()),
                List.of(Granularity.CHANNEL, Granularity.WEIGHT, Granularity.TWO_OF_FOUR),
                List.of(Order.TOGETHER, Order.FRONT_TO_BACK),
                List.of(new OneShot(), new Linear(0.25)),
                List.of(0.5, 0.75),
                List.of(new FineTune(1, 0.01, 32)),
                List.of(1L, 2L),
                List.of(new NoSparseTraining(), new GroupSparsity(1e-3, 1, 0.01, 64)),
                0,
                Guards.NONE,
                256,
                controls))
        .batch();
  }
}
