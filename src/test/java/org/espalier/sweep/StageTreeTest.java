package org.espalier.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.espalier.criterion.Criterion;
import org.espalier.criterion.L1Norm;
import org.espalier.criterion.L2Norm;
import org.espalier.criterion.NoNormalizer;
import org.espalier.plan.Granularity;
import org.espalier.plan.Guards;
import org.espalier.plan.Ranking;
import org.espalier.schedule.FineTune;
import org.espalier.schedule.Geometric;
import org.espalier.schedule.GroupSparsity;
import org.espalier.schedule.Linear;
import org.espalier.schedule.NoRetraining;
import org.espalier.schedule.NoSparseTraining;
import org.espalier.schedule.OneShot;
import org.espalier.schedule.Order;
import org.espalier.schedule.Pool;
import org.espalier.schedule.RetrainPolicy;
import org.espalier.schedule.SparseTraining;
import org.espalier.schedule.SparsitySchedule;
import org.espalier.sweep.spec.SearchSpec;
import org.junit.jupiter.api.Test;

class StageTreeTest {
  private static final Stage BASELINE = Stage.baseline("lenet|seed 1");
  private static final List<Double> TENTHS = List.of(0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9);

  @Test
  void targetsOnOnePathShareIt() {
    StageTree tree = tree(fourWaysToNineTargets());

    assertThat(tree.rounds()).isEqualTo(36);
    assertThat(tree.roundsApart()).isEqualTo(180);
    assertThat(tree.stages()).hasSize(37);
  }

  @Test
  void parentsStandBeforeTheirChildren() {
    StageTree tree = tree(fourWaysToNineTargets());
    Set<String> seen = new HashSet<>();
    for (Stage stage : tree.stages()) {
      assertThat(stage.parent() == null || seen.contains(stage.parent())).isTrue();
      assertThat(tree.children(stage))
          .allSatisfy(child -> assertThat(child.parent()).isEqualTo(stage.id()));
      seen.add(stage.id());
    }
    assertThat(tree.stages().get(0)).isEqualTo(tree.baseline());
    assertThat(tree.children(tree.baseline())).hasSize(4);
  }

  @Test
  void everyStageButTheBaselineIsAChildOnce() {
    StageTree tree = tree(fourWaysToNineTargets());
    List<Stage> children =
        tree.stages().stream().flatMap(stage -> tree.children(stage).stream()).toList();

    assertThat(children)
        .containsExactlyInAnyOrderElementsOf(tree.stages().subList(1, tree.stages().size()));
  }

  @Test
  void idsDoNotDependOnWhatElseIsTriedNorInWhichOrder() {
    List<Candidate> candidates = new ArrayList<>(fourWaysToNineTargets());
    Set<String> ids = ids(tree(candidates));
    Collections.shuffle(candidates, new Random(7));

    assertThat(ids(tree(candidates))).isEqualTo(ids).hasSize(37);
    assertThat(ids).containsAll(ids(tree(candidates.subList(0, 5))));
  }

  @Test
  void aStageBelongsToTheNearestTargetThatPassesThroughIt() {
    List<Candidate> candidates = new ArrayList<>(fourWaysToNineTargets());
    Collections.shuffle(candidates, new Random(3));
    StageTree tree = tree(candidates);

    assertThat(tree.stages().subList(1, 37))
        .allSatisfy(
            stage -> assertThat(stage.candidate().target()).isEqualTo(stage.round().sparsity()));
  }

  @Test
  void schedulesShareTheRoundsInWhichTheyAgree() {
    assertThat(tree(candidates(List.of(new OneShot(), new Linear(0.1)), List.of(0.1))).rounds())
        .isEqualTo(1);
    assertThat(
            tree(candidates(List.of(new Linear(0.5), new Geometric(0.5)), List.of(0.5, 0.75)))
                .rounds())
        .isEqualTo(2);
    assertThat(tree(candidates(List.of(new OneShot(), new Linear(0.1)), List.of(0.2))).rounds())
        .isEqualTo(3);
  }

  @Test
  void whateverDeterminesAResultChangesTheName() {
    Candidate some = candidate(new L1Norm(), Ranking.LOCAL, new FineTune(1, 0.01, 32), 1);
    List<Candidate> others =
        List.of(
            candidate(new L2Norm(), Ranking.LOCAL, new FineTune(1, 0.01, 32), 1),
            candidate(new L1Norm(), Ranking.GLOBAL, new FineTune(1, 0.01, 32), 1),
            candidate(new L1Norm(), Ranking.LOCAL, new FineTune(2, 0.01, 32), 1),
            candidate(new L1Norm(), Ranking.LOCAL, new FineTune(1, 0.02, 32), 1),
            candidate(new L1Norm(), Ranking.LOCAL, new FineTune(1, 0.01, 64), 1),
            candidate(new L1Norm(), Ranking.LOCAL, new NoRetraining(), 1),
            candidate(new L1Norm(), Ranking.LOCAL, new FineTune(1, 0.01, 32), 2));
    List<Candidate> all = new ArrayList<>(others);
    all.add(some);

    assertThat(tree(all).rounds()).isEqualTo(8);
    assertThat(ids(new StageTree(Stage.baseline("another"), all, candidate -> pools())))
        .doesNotContainAnyElementsOf(ids(tree(all)));
  }

  @Test
  void candidatesShareTheirSparseTraining() {
    SparseTraining sparse = new GroupSparsity(1e-3, 2, 0.01, 64);
    List<Candidate> plain = fourWaysToNineTargets();
    List<Candidate> after = plain.stream().map(candidate -> candidate.after(sparse)).toList();
    StageTree tree = tree(after);
    Stage stage = tree.children(BASELINE).get(0);

    assertThat(tree.children(BASELINE)).hasSize(1);
    assertThat(stage.kind()).isEqualTo(Stage.Kind.SPARSE);
    assertThat(tree.children(stage)).hasSize(4);
    assertThat(tree.rounds()).isEqualTo(37);
    assertThat(tree.roundsApart()).isEqualTo(216);
    assertThat(ids(tree(plain))).doesNotContainAnyElementsOf(roundIds(tree));
  }

  @Test
  void theDenseModelIsTheSameWhereverItsTrainingIsInterrupted() {
    DenseStages whole = new DenseStages("lenet", 8, new TreeSet<>());
    DenseStages parts = new DenseStages("lenet", 8, new TreeSet<>(List.of(5, 0, 2)));

    assertThat(whole.inOrder()).hasSize(1);
    assertThat(parts.baseline().id()).isEqualTo(whole.baseline().id());
    assertThat(parts.inOrder().stream().map(parts::trainingVisits)).containsExactly(0L, 2L, 3L, 3L);
    assertThat(parts.inOrder().stream().map(parts::behind)).containsExactly(0L, 0L, 2L, 5L);
    assertThat(parts.endingAfter(2)).isEqualTo(parts.inOrder().get(1));
    StageTree tree = new StageTree(parts.inOrder(), List.of(), candidate -> pools(), "", List.of());
    assertThat(tree.rounds()).isZero();
    assertThat(tree.heights().values()).containsExactlyInAnyOrder(1, 2, 3, 4);
    assertThat(tree.children(parts.endingAfter(5))).containsExactly(parts.baseline());
  }

  @Test
  void whatHoldsForEveryRoundIsPartOfItsName() {
    List<Candidate> candidates = fourWaysToNineTargets();
    assertThat(
            roundIds(new StageTree(List.of(BASELINE), candidates, some -> pools(), "a", List.of())))
        .doesNotContainAnyElementsOf(
            roundIds(
                new StageTree(List.of(BASELINE), candidates, some -> pools(), "b", List.of())));
  }

  @Test
  void ordersShareNothingButTheBaseline() {
    List<Candidate> candidates =
        grid(search(List.of(new OneShot()), List.of(0.5), List.of(Order.values())));
    StageTree tree = tree(candidates);

    // The first layer of front-to-back is also that of least-sensitive-first, as nothing is known.
    assertThat(tree.rounds()).isEqualTo(1 + 3 + 3 + 3);
    assertThat(tree.children(tree.baseline())).hasSize(4);
  }

  @Test
  void guardsArePartOfTheName() {
    List<Candidate> some = List.of(candidate(new L1Norm(), Ranking.LOCAL, new NoRetraining(), 1));
    List<Pool> plain = List.of(new Pool("conv", 20, "", 0, 1, 1));
    List<Pool> higher = List.of(new Pool("conv", 20, "", 0, 2, 1));
    List<Pool> rounded = List.of(new Pool("conv", 20, "", 0, 1, 8));
    Set<String> ids = new HashSet<>();
    for (List<Pool> pools : List.of(plain, higher, rounded)) {
      ids.addAll(ids(new StageTree(BASELINE, some, candidate -> pools)));
    }

    assertThat(ids).hasSize(1 + 3);
  }

  @Test
  void heightsCountTheLongestWayDown() {
    StageTree tree = tree(candidates(List.of(new OneShot(), new Linear(0.1)), List.of(0.3)));

    assertThat(tree.heights().get(tree.baseline().id())).isEqualTo(4);
    assertThat(tree.heights().values()).containsExactlyInAnyOrder(4, 3, 2, 1, 1);
  }

  @Test
  void withoutCandidatesThereIsTheBaseline() {
    StageTree tree = tree(List.of());

    assertThat(tree.stages()).containsExactly(BASELINE);
    assertThat(tree.rounds()).isZero();
  }

  private static List<Candidate> fourWaysToNineTargets() {
    SearchSpec search =
        new SearchSpec(
            List.of(new L1Norm(), new L2Norm()),
            List.of(new NoNormalizer()),
            List.of(Ranking.LOCAL),
            List.of(Granularity.CHANNEL, Granularity.WEIGHT),
            List.of(Order.TOGETHER),
            List.of(new Linear(0.1)),
            TENTHS,
            List.of(new FineTune(1, 0.01, 32)),
            List.of(1L),
            List.of(new NoSparseTraining()),
            0,
            Guards.NONE,
            256);
    return grid(search);
  }

  private static List<Candidate> candidates(
      List<SparsitySchedule> schedules, List<Double> targets) {
    return grid(search(schedules, targets, List.of(Order.TOGETHER)));
  }

  private static List<Candidate> grid(SearchSpec search) {
    return Grid.of(new SearchSpace(search)).candidates();
  }

  private static SearchSpec search(
      List<SparsitySchedule> schedules, List<Double> targets, List<Order> orders) {
    return new SearchSpec(
        List.of(new L1Norm()),
        List.of(new NoNormalizer()),
        List.of(Ranking.LOCAL),
        List.of(Granularity.CHANNEL),
        orders,
        schedules,
        targets,
        List.of(new NoRetraining()),
        List.of(1L),
        List.of(new NoSparseTraining()),
        0,
        Guards.NONE,
        256);
  }

  private static Candidate candidate(
      Criterion criterion, Ranking ranking, RetrainPolicy retrain, long seed) {
    return new Candidate(
        criterion,
        new NoNormalizer(),
        ranking,
        Granularity.CHANNEL,
        Order.TOGETHER,
        new OneShot(),
        0.5,
        retrain,
        seed);
  }

  private static StageTree tree(List<Candidate> candidates) {
    return new StageTree(BASELINE, candidates, candidate -> pools());
  }

  private static List<Pool> pools() {
    return List.of(
        new Pool("conv1", 20, "convolution", 3000, 1, 1),
        new Pool("conv2", 50, "convolution", 9000, 1, 1),
        new Pool("fc", 500, "dense", 100, 1, 1));
  }

  private static Set<String> roundIds(StageTree tree) {
    return tree.stages().stream()
        .filter(stage -> stage.kind() == Stage.Kind.ROUND)
        .map(Stage::id)
        .collect(Collectors.toSet());
  }

  private static Set<String> ids(StageTree tree) {
    return tree.stages().stream().map(Stage::id).collect(Collectors.toSet());
  }
}
