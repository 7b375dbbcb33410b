package org.espalier.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.espalier.codec.SweepFile;
import org.espalier.criterion.L1Norm;
import org.espalier.criterion.RandomScore;
import org.espalier.plan.Granularity;
import org.espalier.plan.Ranking;
import org.espalier.schedule.FineTune;
import org.espalier.schedule.Linear;
import org.espalier.schedule.Pool;
import org.espalier.search.Dimension;
import org.espalier.sweep.spec.Control;
import org.espalier.sweep.spec.SearchSpec;
import org.junit.jupiter.api.Test;

/** What each strategy wants to have tried. */
class ProposalsTest {
  private static final String CHOICES =
      """
      search:
        criterion: [l1, l2, fpgm]
        normalizer: [none, mean]
        ranking: [local, global]
        granularity: [channel, weight, 2:4]
        order: [together, front-to-back]
        schedule: [one-shot, {type: linear, step: 0.25}]
        target: [0.5, 0.75]
      """;

  private static final String RANGES =
      """
      search:
        criterion: [l1, random]
        granularity: [channel, 2:4]
        schedule: [one-shot, {type: linear, step: {uniform: [0.1, 0.3]}}]
        target: [0.5, {uniform: [0.6, 0.9]}]
        retrain: {policy: fine-tune, learning-rate: {log-uniform: [0.001, 0.1]}}
      """;

  @Test
  void aSpaceHasACoordinateForEachChoiceAndEachRange() {
    SearchSpace space = space(RANGES);

    assertThat(space.cube().dimensions())
        .containsExactly(
            Dimension.CHOICE,
            Dimension.CHOICE,
            Dimension.CHOICE,
            Dimension.RANGE,
            Dimension.CHOICE,
            Dimension.RANGE,
            Dimension.RANGE);
    assertThat(space.at(List.of(0.9, 0.0, 0.5, 0.5, 0.99, 0.5, 0.5)))
        .isEqualTo(
            new Candidate(
                new RandomScore(),
                space.at(space.place(0)).normalizer(),
                space.at(space.place(0)).ranking(),
                Granularity.CHANNEL,
                space.at(space.place(0)).order(),
                new Linear(0.2),
                0.75,
                new FineTune(2, 0.01, 64),
                1));
  }

  @Test
  void rangesThatAreNotChosenAreIgnored() {
    SearchSpace space = space(RANGES);

    assertThat(space.at(List.of(0.1, 0.1, 0.4, 0.8, 0.2, 0.7, 0.5)))
        .isEqualTo(space.at(List.of(0.2, 0.3, 0.1, 0.1, 0.4, 0.2, 0.5)));
    assertThat(space.at(List.of(0.1, 0.1, 0.6, 0.8, 0.2, 0.7, 0.5)))
        .isNotEqualTo(space.at(List.of(0.2, 0.3, 0.6, 0.1, 0.4, 0.2, 0.5)));
  }

  /** A number that happens to be the pattern's would make the candidate the luck of the draw. */
  @Test
  void aPatternIsNoMatterOfLuck() {
    SearchSpace space =
        space("search: {granularity: 2:4, schedule: one-shot, target: {uniform: [0.4, 0.6]}}");

    assertThat(space.at(List.of(0.5)).target()).isEqualTo(0.5);
    assertThat(space.contradiction(List.of(0.5)))
        .hasValueSatisfying(why -> assertThat(why).contains("not 0.4"));
    assertThat(space.outlines()).isEmpty();
  }

  @Test
  void outlinesHaveBothEndsOfRanges() {
    assertThat(space(RANGES).outlines().stream().map(Candidate::target))
        .contains(0.5, 0.6, 0.9)
        .doesNotContain(0.75);
    assertThat(space(RANGES).outlines().stream().map(Candidate::schedule))
        .contains(new Linear(0.1), new Linear(0.3));
  }

  @Test
  void outlinesHaveControlsToo() {
    SearchSpace space =
        space(CHOICES.replace("[local, global]", "global") + "  controls: uniform-l1\n");

    assertThat(space.outlines())
        .anyMatch(outline -> outline.isControl() && outline.ranking() == Ranking.LOCAL);
  }

  @Test
  void chanceTriesAsManyAsItIsToldAllDifferentAndMeaningful() {
    for (String text : List.of(CHOICES, RANGES)) {
      for (long seed = 1; seed <= 20; seed++) {
        Batch batch = first(text, "{type: random, samples: 15, seed: %d}".formatted(seed)).batch();

        assertThat(batch.candidates()).hasSize(15).doesNotHaveDuplicates();
        assertThat(batch.candidates()).allMatch(some -> Contradictions.in(some).isEmpty());
        assertThat(batch.leftOut()).doesNotHaveDuplicates();
      }
    }
  }

  @Test
  void equalSeedsDrawEqualCandidatesAndOthersOthers() {
    String seven = "{type: random, samples: 15, seed: 7}";

    assertThat(first(RANGES, seven).batch()).isEqualTo(first(RANGES, seven).batch());
    assertThat(first(RANGES, seven.replace("7", "8")).batch())
        .isNotEqualTo(first(RANGES, seven).batch());
  }

  /**
   * A run's own sweep.yaml has all settings in one order, whatever the file's that it came from.
   */
  @Test
  void itDoesNotMatterHowAFileIsWritten() {
    String rate = "learning-rate: {log-uniform: [0.001, 0.1]}";
    String strength = "strength: {log-uniform: [1e-5, 1e-3]}";
    List<Batch> batches =
        List.of(strength + ", " + rate, rate + ", " + strength).stream()
            .map(settings -> "search: {sparse-training: {type: group-l2, %s}}".formatted(settings))
            .map(text -> first(text, "random").batch())
            .toList();

    assertThat(batches.get(0).candidates()).hasSize(20);
    assertThat(batches.get(1)).isEqualTo(batches.get(0));
  }

  @Test
  void whereThereAreFewerThanAskedForAllAreTaken() {
    List<Candidate> all = first(CHOICES, "grid").batch().candidates();

    for (int samples : List.of(all.size(), 500)) {
      String random = "{type: random, samples: %d}".formatted(samples);
      assertThat(first(CHOICES, random).batch().candidates())
          .containsExactlyInAnyOrderElementsOf(all);
    }
  }

  @Test
  void generationsTryNothingTwice() {
    List<Batch> batches =
        all(first(RANGES, "{type: nsga2, population: 8, generations: 6}"), this::cost);

    assertThat(batches).hasSize(6).allMatch(batch -> batch.candidates().size() == 8);
    assertThat(batches.stream().flatMap(batch -> batch.candidates().stream()))
        .doesNotHaveDuplicates()
        .allMatch(candidate -> Contradictions.in(candidate).isEmpty());
  }

  @Test
  void generationsEndWhereAllHasBeenTried() {
    List<Candidate> grid = first(CHOICES, "grid").batch().candidates();
    List<Batch> batches =
        all(first(CHOICES, "{type: nsga2, population: 20, generations: 90}"), this::cost);

    assertThat(batches.stream().flatMap(batch -> batch.candidates().stream()).toList())
        .containsExactlyInAnyOrderElementsOf(grid);
  }

  @Test
  void equalResultsLeadToEqualProposals() {
    String nsga2 = "{type: nsga2, population: 8, generations: 4, seed: 3}";

    assertThat(all(first(RANGES, nsga2), this::cost))
        .isEqualTo(all(first(RANGES, nsga2), this::cost));
    assertThat(all(first(RANGES, nsga2), some -> Optional.empty()))
        .isNotEqualTo(all(first(RANGES, nsga2), this::cost));
    assertThat(all(first(RANGES, nsga2.replace("3}", "4}")), this::cost))
        .isNotEqualTo(all(first(RANGES, nsga2), this::cost));
  }

  /** What the paper promises: the children are nearer to what is wanted than chance is. */
  @Test
  void childrenDescendFromTheBest() {
    Function<Candidate, Optional<List<Double>>> wanted =
        some ->
            some.granularity() == Granularity.CHANNEL
                ? Optional.of(List.of(Math.abs(some.target() - 0.8)))
                : Optional.empty();
    List<Batch> batches =
        all(first(RANGES, "{type: nsga2, population: 10, generations: 8}"), wanted);

    assertThat(misses(batches.get(7), wanted)).isLessThan(0.3 * misses(batches.get(0), wanted));
  }

  private static double misses(Batch batch, Function<Candidate, Optional<List<Double>>> costs) {
    return batch.candidates().stream()
        .mapToDouble(some -> costs.apply(some).map(cost -> cost.get(0)).orElse(1.0))
        .sum();
  }

  @Test
  void controlsComeWithWhatIsKnownAndAfterTheLastGeneration() {
    String controls = "  controls: [random, uniform-l1]\n";
    Batch drawn = first(CHOICES + controls, "{type: random, samples: 9}").batch();
    List<Batch> batches =
        all(first(CHOICES + controls, "{type: nsga2, population: 6, generations: 2}"), this::cost);

    assertThat(drawn.controls()).isPositive();
    assertThat(drawn.candidates()).hasSize(9 + (int) drawn.controls());
    assertThat(batches).hasSize(3);
    assertThat(batches.get(0).controls() + batches.get(1).controls()).isZero();
    assertThat(batches.get(2).candidates()).allMatch(Candidate::isControl);
    List<Candidate> searched = new ArrayList<>(batches.get(0).candidates());
    searched.addAll(batches.get(1).candidates());
    assertThat(batches.get(2).candidates())
        .isEqualTo(Controls.of(searched, List.of(Control.RANDOM, Control.UNIFORM_L1)));
  }

  /** Somewhere in the middle of a search what is a control to one may be a candidate of its own. */
  @Test
  void noStageIsAControlsThatTheSearchAsksForToo() {
    Candidate searched = Variants.candidate(new L1Norm(), 1, null);
    Candidate control =
        new Candidate(
            searched.criterion(),
            searched.normalizer(),
            searched.ranking(),
            searched.granularity(),
            searched.order(),
            searched.schedule(),
            0.3,
            searched.retrain(),
            searched.seed(),
            searched.sparseTraining(),
            Control.UNIFORM_L1);
    StageTree tree =
        new StageTree(
            Stage.baseline("dense"),
            List.of(control, searched),
            some -> List.of(new Pool("conv", 10)));

    assertThat(tree.rounds()).isEqualTo(5);
    assertThat(tree.stages()).allMatch(stage -> stage.control().isEmpty());
  }

  private Optional<List<Double>> cost(Candidate candidate) {
    Random random = new Random(candidate.id().hashCode());
    return random.nextInt(5) == 0
        ? Optional.empty()
        : Optional.of(IntStream.range(0, 2).mapToObj(i -> random.nextDouble()).toList());
  }

  private static List<Batch> all(
      Proposals first, Function<Candidate, Optional<List<Double>>> costs) {
    List<Batch> batches = new ArrayList<>();
    Set<Candidate> seen = new HashSet<>();
    Optional<Proposals> next = Optional.of(first);
    while (next.isPresent()) {
      batches.add(next.get().batch());
      seen.addAll(next.get().batch().candidates());
      next = next.get().after(candidate -> known(candidate, seen, costs));
    }
    return batches;
  }

  private static Optional<List<Double>> known(
      Candidate candidate, Set<Candidate> seen, Function<Candidate, Optional<List<Double>>> costs) {
    assertThat(seen).as("nobody knows what comes of what was not tried").contains(candidate);
    return costs.apply(candidate);
  }

  private static Proposals first(String text, String strategy) {
    return Proposals.of(search(text, strategy));
  }

  private static SearchSpace space(String text) {
    return new SearchSpace(search(text, "random"));
  }

  private static SearchSpec search(String text, String strategy) {
    return SweepFile.read(text, "sweep.yaml", List.of("search.strategy=" + strategy)).search();
  }
}
