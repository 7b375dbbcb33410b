package org.espalier.sweep;

import java.util.List;
import java.util.stream.IntStream;
import org.espalier.criterion.Criterion;
import org.espalier.criterion.L1Norm;
import org.espalier.criterion.NoNormalizer;
import org.espalier.plan.Granularity;
import org.espalier.plan.Ranking;
import org.espalier.schedule.NoRetraining;
import org.espalier.schedule.OneShot;
import org.espalier.schedule.Order;

/**
 * How it is found out what each layer can do without: of one after the other some units are
 * removed, of all others nothing, and the model is scored as it then is. Li et al., Pruning Filters
 * for Efficient ConvNets (2017).
 *
 * @param levels shares of a layer that go, ascending
 * @param calibrationRows of a shard, that tell what criteria ask of data
 * @param recalibrationRows of a shard, from which batch norms get their statistics anew, as after
 *     any removal; 0 for none
 * @param seed of random criteria
 */
public record Probing(
    Criterion criterion,
    Granularity granularity,
    List<Double> levels,
    int calibrationRows,
    int recalibrationRows,
    long seed) {
  private static final int TENTHS = 10;

  public Probing {
    levels = List.copyOf(levels);
    if (levels.isEmpty()) {
      throw new IllegalArgumentException("there must be a level at least");
    }
    double before = 0;
    for (double level : levels) {
      if (!(level > before && level < 1)) {
        throw new IllegalArgumentException(
            "levels must grow, and lie in (0, 1), not %s".formatted(levels));
      }
      before = level;
    }
    if (granularity.blocks() && !usualLevels(granularity).containsAll(levels)) {
      throw new IllegalArgumentException(
          "%s takes whole weights of every four: its levels are %s, not %s"
              .formatted(granularity.label(), usualLevels(granularity), levels));
    }
    double sensible = granularity.blocks() ? granularity.patternSparsity() : levels.get(0);
    Contradictions.in(candidate(criterion, granularity, sensible, seed))
        .ifPresent(
            reason -> {
              throw new IllegalArgumentException(reason);
            });
  }

  /** As a sweep does it: by the sums of absolute weights, which need no data. */
  static Probing usual(Granularity granularity, int calibrationRows, int recalibrationRows) {
    return new Probing(
        new L1Norm(), granularity, usualLevels(granularity), calibrationRows, recalibrationRows, 1);
  }

  /** Tenths; of what goes by blocks the quarters up to its pattern. */
  public static List<Double> usualLevels(Granularity granularity) {
    int parts = granularity.blocks() ? Granularity.BLOCK : TENTHS;
    double most = granularity.blocks() ? granularity.patternSparsity() : 1;
    return IntStream.range(1, parts)
        .mapToObj(part -> (double) part / parts)
        .filter(level -> level <= most)
        .toList();
  }

  /** The candidate that a removal is the one round of. */
  Candidate candidate(double level) {
    return candidate(criterion, granularity, level, seed);
  }

  private static Candidate candidate(
      Criterion criterion, Granularity granularity, double level, long seed) {
    return new Candidate(
        criterion,
        new NoNormalizer(),
        Ranking.LOCAL,
        granularity,
        Order.LEAST_SENSITIVE_FIRST,
        new OneShot(),
        level,
        new NoRetraining(),
        seed);
  }

  /** What determines the result of every removal beside candidate, round and shard. */
  String everyProbe() {
    return "calibration %d, recalibration %d".formatted(calibrationRows, recalibrationRows);
  }
}
