package org.espalier.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.espalier.sweep.Replay.Outcome;
import org.espalier.sweep.spec.MoAsha;
import org.espalier.sweep.spec.ObjectiveName;
import org.junit.jupiter.api.Test;

/**
 * Early stopping by several objectives: the definition, and that nothing shows of who came first.
 */
class MultiObjectiveAshaTest {
  private static final List<ObjectiveName> OBJECTIVES =
      List.of(ObjectiveName.ACCURACY, ObjectiveName.MACS, ObjectiveName.BYTES);

  @Test
  void decidesWhatTheDefinitionSaysInWhateverOrderResultsArrive() {
    int stoppedSomewhere = 0;
    for (int seed = 0; seed < 400; seed++) {
      Random random = new Random(seed);
      RandomTree tree =
          new RandomTree(seed, 1 + random.nextInt(20), 1 + random.nextInt(10), seed % 3 * 0.05);
      MoAsha rule =
          new MoAsha(List.of(2.0, 2.5, 3.0, 4.0).get(random.nextInt(4)), 1 + random.nextInt(3));
      SlowAsha slow =
          new SlowAsha(rule, OBJECTIVES, tree.stages(), tree::result, RandomTree::visits);

      Replay replay = new Replay(tree.stages(), tree::result);
      for (int order = 0; order < 5; order++) {
        Outcome outcome = replay.run(asha(rule, tree), 1 + random.nextInt(30), random::nextInt);

        assertThat(outcome.ids()).as("seed %d", seed).isEqualTo(slow.run);
        assertThat(outcome.stopped()).as("seed %d", seed).isEqualTo(slow.stopped);
        assertThat(outcome.notRun()).isEqualTo(tree.stages().size() - slow.run.size());
      }
      stoppedSomewhere += slow.stopped.isEmpty() ? 0 : 1;
    }
    assertThat(stoppedSomewhere).isGreaterThan(200);
  }

  /** Every order in which the stages of a small tree can end on as many slots as it has paths. */
  @Test
  void everyOrderOfArrivalDecidesTheSame() {
    MoAsha rule = new MoAsha(2, 1);
    for (int seed = 0; seed < 6; seed++) {
      RandomTree tree = RandomTree.plain(seed, 4, 2 + seed % 2);
      Replay replay = new Replay(tree.stages(), tree::result);
      Set<Outcome> outcomes = new HashSet<>();
      AllOrders orders = new AllOrders();
      do {
        outcomes.add(replay.run(asha(rule, tree), 4, orders).sorted());
      } while (orders.hasAnother());

      assertThat(orders.tried()).isGreaterThan(24);
      assertThat(outcomes).hasSize(1);
      assertThat(outcomes.iterator().next().stopped()).isNotEmpty();
    }
  }

  @Test
  void resumedAnywhereItEndsAsIfNothingHadHappened() {
    for (int seed = 0; seed < 60; seed++) {
      Random random = new Random(seed);
      RandomTree tree = new RandomTree(seed, 12, 9, 0.03);
      MoAsha rule = new MoAsha(3, 1);
      Replay replay = new Replay(tree.stages(), tree::result);
      Outcome whole = replay.run(asha(rule, tree), 3, random::nextInt);
      Map<String, Variant> settled = Map.of();
      for (int kills = 0; kills < 4; kills++) {
        settled =
            replay
                .goOn(settled, asha(rule, tree), 4, random::nextInt, random.nextInt(20))
                .settled();
      }

      Outcome resumed =
          replay.goOn(settled, asha(rule, tree), 2, random::nextInt, Integer.MAX_VALUE);

      assertThat(resumed.sorted()).as("seed %d", seed).isEqualTo(whole.sorted());
    }
  }

  @Test
  void unitsMakeNoDifference() {
    for (int seed = 0; seed < 50; seed++) {
      RandomTree tree = RandomTree.plain(seed, 12, 9);
      Replay replay = new Replay(tree.stages(), tree::result);
      Replay inOtherUnits = new Replay(tree.stages(), stage -> inOtherUnits(tree.result(stage)));
      MoAsha rule = new MoAsha(3, 1);

      assertThat(inOtherUnits.run(asha(rule, tree), 3, running -> 0).ids())
          .isEqualTo(replay.run(asha(rule, tree), 3, running -> 0).ids());
    }
  }

  private static Variant inOtherUnits(Variant variant) {
    Measured measured = variant.measured();
    return Variants.done(
        variant.stage(),
        new Measured(
            measured.accuracy() / 1024,
            measured.loss(),
            measured.parameters(),
            measured.nonzero(),
            measured.macs() << 30,
            measured.bytes() * 8 + 5,
            Map.of()));
  }

  /** Known of published code: the place in a sort was taken for a rank, and units counted. */
  @Test
  void nobodyIsStoppedForOneWhomHeDominates() {
    for (int seed = 0; seed < 100; seed++) {
      RandomTree tree = RandomTree.plain(seed, 15, 2);
      MultiObjectiveAsha asha = asha(new MoAsha(3, 1), tree);
      List<Variant> lastDecided = List.of();
      List<Variant> seen = new ArrayList<>();
      Set<String> goneOnFrom = new HashSet<>();
      for (Stage stage : firstRounds(tree)) {
        seen.add(tree.result(stage));
        lastDecided = asha.settled(tree.result(stage));
        for (Variant chosen : lastDecided) {
          assertThat(seen)
              .filteredOn(other -> dominates(other, chosen))
              .allMatch(other -> goneOnFrom.contains(other.id()));
          goneOnFrom.add(chosen.id());
        }
      }
      assertThat(goneOnFrom).hasSizeBetween(5, 14);
    }
  }

  private static boolean dominates(Variant one, Variant other) {
    return VariantFront.rawCosts(one, OBJECTIVES)
        .dominates(VariantFront.rawCosts(other, OBJECTIVES));
  }

  @Test
  void nobodyWaitsForTheWholeRung() {
    RandomTree tree = RandomTree.plain(3, 12, 2);
    MultiObjectiveAsha asha = asha(new MoAsha(3, 1), tree);
    List<Stage> first = firstRounds(tree);

    for (int early : new int[] {0, 1, 2, 3, 4, 5, 6, 8}) {
      assertThat(asha.settled(tree.result(first.get(early)))).isEmpty();
    }
    assertThat(asha.settled(tree.result(first.get(7)))).hasSizeGreaterThanOrEqualTo(2);
    assertThat(asha.stopped()).isEmpty();
  }

  /** It has lost nothing yet: only when the rung is closed is it known who is not gone on from. */
  @Test
  void whoIsStoppedIsToldOnceItIsCertainAndWithItsRank() {
    RandomTree tree = RandomTree.plain(3, 9, 2);
    MultiObjectiveAsha asha = asha(new MoAsha(3, 1), tree);
    List<Stage> first = firstRounds(tree);
    Set<String> goneOnFrom = new HashSet<>();
    for (Stage stage : first) {
      assertThat(asha.stopped()).isEmpty();
      asha.settled(tree.result(stage)).forEach(variant -> goneOnFrom.add(variant.id()));
    }

    assertThat(asha.stopped()).hasSize(9 - goneOnFrom.size());
    assertThat(asha.stopped()).extracting(Stopped::variant).doesNotContainAnyElementsOf(goneOnFrom);
    assertThat(asha.stopped())
        .allMatch(stopped -> stopped.of() == 9 && stopped.rank() > 1 && stopped.rank() <= 9)
        .allMatch(
            stopped -> stopped.rung().equals("batch 1, round 1, sparsity 0.1, 1 visits, seed 1"));
  }

  @Test
  void theOnlyOneOfItsKindIsGoneOnFrom() {
    RandomTree tree = RandomTree.plain(1, 1, 9);

    Outcome outcome =
        new Replay(tree.stages(), tree::result).run(asha(new MoAsha(4, 1), tree), 1, running -> 0);

    assertThat(outcome.ids()).hasSize(10);
    assertThat(outcome.stopped()).isEmpty();
  }

  @Test
  void whatFailsCountsAndIsNeverGoneOnFrom() {
    RandomTree tree = RandomTree.plain(5, 3, 2);
    List<Stage> first = firstRounds(tree);
    MultiObjectiveAsha asha = asha(new MoAsha(3, 1), tree);

    assertThat(asha.settled(Variants.failed(first.get(0)))).isEmpty();
    assertThat(asha.settled(Variant.skipped(first.get(1), Variants.DENSE))).isEmpty();
    assertThat(asha.settled(tree.result(first.get(2)))).containsExactly(tree.result(first.get(2)));
    assertThat(asha.stopped()).isEmpty();
  }

  @Test
  void controlsAndOtherSeedsTakeNoPart() {
    MoAsha rule = new MoAsha(2, 1);
    for (int seed = 0; seed < 100; seed++) {
      RandomTree tree = new RandomTree(seed, 30, 9, 0.02);
      Outcome all = new Replay(tree.stages(), tree::result).run(asha(rule, tree), 4, r -> r / 2);
      for (long some : List.of(1L, 2L)) {
        List<Stage> search = tree.stages().stream().filter(stage -> isOf(some, stage)).toList();
        Outcome alone =
            new Replay(search, tree::result).run(asha(rule, search), 4, running -> running / 2);

        Set<String> ids = search.stream().map(Stage::id).collect(Collectors.toSet());
        assertThat(all.ids().stream().filter(ids::contains))
            .as("seed %d", seed)
            .containsExactlyInAnyOrderElementsOf(alone.ids());
      }
    }
  }

  private static boolean isOf(long seed, Stage stage) {
    return stage.candidate() == null
        || (stage.candidate().seed() == seed
            && stage.kind() == Stage.Kind.ROUND
            && !stage.candidate().isControl());
  }

  @Test
  void withNothingBuiltOnItAVariantIsNotHeld() {
    RandomTree tree = RandomTree.plain(2, 8, 3);

    Outcome outcome =
        new Replay(tree.stages(), tree::result).run(asha(new MoAsha(2, 3), tree), 2, running -> 0);

    assertThat(outcome.ids()).hasSize(25);
    assertThat(outcome.stopped()).isEmpty();
  }

  private static List<Stage> firstRounds(RandomTree tree) {
    List<Stage> first =
        new ArrayList<>(
            tree.stages().stream()
                .filter(stage -> stage.round() != null && stage.round().number() == 1)
                .toList());
    Collections.sort(first, (one, other) -> one.id().compareTo(other.id()));
    return first;
  }

  private static MultiObjectiveAsha asha(MoAsha rule, RandomTree tree) {
    return asha(rule, tree.stages());
  }

  private static MultiObjectiveAsha asha(MoAsha rule, List<Stage> stages) {
    return new MultiObjectiveAsha(rule, OBJECTIVES, stages, RandomTree::milestone);
  }
}
