package org.espalier.sweep;

import java.util.List;
import java.util.Map;
import org.espalier.criterion.Criterion;
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

/** Made-up variants of a made-up network. */
final class Variants {
  static final Variant DENSE =
      done(Stage.baseline("dense"), new Measured(0.9, 0.3, 1000, 1000, 10_000, 4000, Map.of()));

  private Variants() {}

  static Candidate candidate(Criterion criterion, long seed, Control control) {
    return new Candidate(
        criterion,
        new NoNormalizer(),
        Ranking.LOCAL,
        Granularity.CHANNEL,
        Order.TOGETHER,
        new Linear(0.1),
        0.5,
        new FineTune(1, 0.01, 32),
        seed,
        new NoSparseTraining(),
        control);
  }

  /** The round of a level of sparsity, straight from the dense model. */
  static Stage round(Candidate candidate, double level) {
    Round round = new Round((int) Math.round(level * 10), level, List.of("conv"), level);
    return Stage.round(DENSE.stage(), candidate, round, List.of(), "");
  }

  static Variant searched(long seed, double level, double accuracy) {
    return done(round(candidate(new L1Norm(), seed, null), level), measured(level, accuracy));
  }

  static Measured measured(double level, double accuracy) {
    long left = Math.round(1000 * (1 - level));
    return new Measured(accuracy, 1 - accuracy, left, left, 10 * left, 4 * left, Map.of());
  }

  static Variant done(Stage stage, Measured measured) {
    return new Variant(stage, Status.DONE, measured, stage.id(), 1, 1, "here", null);
  }

  static Variant failed(Stage stage) {
    return new Variant(stage, Status.FAILED, null, null, 0, 1, "here", "why not");
  }
}
