package org.espalier.sweep;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.espalier.criterion.L1Norm;
import org.espalier.criterion.NoNormalizer;
import org.espalier.plan.Granularity;
import org.espalier.plan.Ranking;
import org.espalier.schedule.FineTune;
import org.espalier.schedule.Linear;
import org.espalier.schedule.NoSparseTraining;
import org.espalier.schedule.Order;
import org.espalier.schedule.Round;
import org.espalier.sweep.spec.Control;

/**
 * A stage tree and its results, drawn at random: paths that share rounds and part, of two budgets,
 * two seeds and some controls; results on so coarse a grid that ties are common, and failures.
 */
final class RandomTree {
  private final Random random;
  private final double failures;
  private final List<Stage> stages = new ArrayList<>(List.of(Variants.DENSE.stage()));
  private final Map<String, Variant> results = new HashMap<>();

  /**
   * Draws.
   *
   * @param paths that leave the dense model
   * @param rounds of the longest
   * @param failures share of the stages
   */
  RandomTree(long seed, int paths, int rounds, double failures) {
    this.random = new Random(seed);
    this.failures = failures;
    results.put(Variants.DENSE.id(), Variants.DENSE);
    for (int path = 0; path < paths; path++) {
      grow(Variants.DENSE.stage(), candidate(path), 1, rounds, 0);
    }
  }

  /** A tree of one seed without controls, of paths that never part and never fail. */
  static RandomTree plain(long seed, int paths, int rounds) {
    RandomTree tree = new RandomTree(seed, 0, 0, 0);
    for (int path = 0; path < paths; path++) {
      Stage stage = Variants.DENSE.stage();
      for (int number = 1; number <= rounds; number++) {
        stage = tree.add(stage, candidate(path, 1, 1, null), number, 0.1 * number);
      }
    }
    return tree;
  }

  List<Stage> stages() {
    return List.copyOf(stages);
  }

  Variant result(Stage stage) {
    return results.get(stage.id());
  }

  static RungKey.Milestone milestone(Stage stage) {
    Round round = stage.round();
    return new RungKey.Milestone(
        stage.candidate().seed(),
        stage.candidate().control(),
        1,
        round.number(),
        round.sparsity(),
        visits(stage));
  }

  static long visits(Stage stage) {
    return (long) stage.round().number() * ((FineTune) stage.candidate().retrain()).visits();
  }

  private void grow(Stage parent, Candidate candidate, int number, int rounds, double sparsity) {
    if (number > rounds) {
      return;
    }
    int branches = random.nextInt(6) == 0 ? 2 : 1;
    for (int branch = 0; branch < branches; branch++) {
      double more = sparsity + (random.nextInt(4) == 0 ? 0.05 : 0.02);
      Stage stage = add(parent, candidate, number, more);
      if (random.nextInt(12) > 0) {
        grow(stage, candidate, number + 1, rounds, more);
      }
      if (random.nextInt(12) == 0) {
        // As where a control's path goes on from the end of one that the search itself asks for.
        grow(stage, candidate.as(Control.RANDOM), number + 1, rounds, more);
      }
      if (random.nextInt(8) == 0) {
        settle(Stage.fromScratch(stage));
      }
    }
  }

  private Stage add(Stage parent, Candidate candidate, int number, double sparsity) {
    Round round = new Round(number, sparsity, List.of("conv"), sparsity);
    Stage stage = Stage.round(parent, candidate, round, List.of(), "" + stages.size());
    settle(stage);
    return stage;
  }

  private void settle(Stage stage) {
    stages.add(stage);
    Measured measured =
        new Measured(
            random.nextInt(9) / 8.0, 0, 1, 1, random.nextInt(9), random.nextInt(9), Map.of());
    results.put(
        stage.id(),
        random.nextDouble() < failures ? Variants.failed(stage) : Variants.done(stage, measured));
  }

  private Candidate candidate(int path) {
    Control control = random.nextInt(5) == 0 ? Control.RANDOM : null;
    return candidate(path, 1 + random.nextInt(2), 1 + random.nextInt(5) / 4, control);
  }

  private static Candidate candidate(int path, long seed, int visits, Control control) {
    return new Candidate(
        new L1Norm(),
        new NoNormalizer(),
        Ranking.LOCAL,
        Granularity.CHANNEL,
        Order.TOGETHER,
        new Linear(0.1),
        0.9,
        new FineTune(visits, 0.001 * (path + 1), 32),
        seed,
        new NoSparseTraining(),
        control);
  }
}
