package org.espalier.sweep;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.espalier.plan.Selection;
import org.espalier.schedule.Pool;
import org.espalier.schedule.Round;

/**
 * The stages of a sensitivity analysis, one for each pool and number of its units that stays: where
 * a floor or a multiple makes levels leave the same units they share a stage, and where all units
 * stay the dense model's score is known already. Runs nothing.
 */
final class SensitivityPlan {
  private final Probing probing;
  private final List<Pool> pools;
  private final int shards;
  private final Map<Pool, Map<Long, Stage>> stages = new LinkedHashMap<>();

  /**
   * Plans.
   *
   * @param baseline the stage that has the dense model
   * @param pools in network order
   */
  SensitivityPlan(Stage baseline, Probing probing, List<Pool> pools, int shards) {
    this.probing = probing;
    this.pools = List.copyOf(pools);
    this.shards = shards;
    for (Pool pool : pools) {
      Map<Long, Stage> ofPool = new LinkedHashMap<>();
      for (double level : probing.levels()) {
        long kept = Selection.staying(pool, level);
        if (kept < pool.size()) {
          ofPool.computeIfAbsent(kept, units -> stage(baseline, pool, units));
        }
      }
      stages.put(pool, ofPool);
    }
  }

  private Stage stage(Stage baseline, Pool pool, long kept) {
    double gone = pool.size() - kept;
    double level = gone / pool.size();
    long all = pools.stream().mapToLong(Pool::size).sum();
    Round round = new Round(1, level, List.of(pool.name()), gone / all);
    String everyProbe = "%s, shard %d".formatted(probing.everyProbe(), shard(pool));
    return Stage.sensitivity(baseline, probing.candidate(level), round, everyProbe);
  }

  /** In network order, the fewest removals first. */
  List<Stage> stages() {
    return stages.values().stream().flatMap(ofPool -> ofPool.values().stream()).toList();
  }

  boolean has(Stage stage) {
    return stage.candidate().granularity() == probing.granularity();
  }

  /**
   * A stage's one visit.
   *
   * @param dense the dense model, among the run's checkpoints
   */
  Visit visit(Stage stage, Origin dense) {
    Pool pool = stage.round().touchedOf(pools).get(0);
    Prune prune =
        new Prune(
            probing.criterion(),
            stage.candidate().normalizer(),
            stage.candidate().ranking(),
            probing.granularity(),
            List.of(pool),
            stage.round().level(),
            probing.calibrationRows(),
            Seeds.of(probing.seed(), "scores of round 1"));
    return new Visit(
        stage.id(),
        1,
        shard(pool),
        dense,
        prune,
        null,
        null,
        probing.recalibrationRows(),
        null,
        Scoring.VALIDATION,
        false);
  }

  /**
   * Pools take turns with the shards, so that the work is spread over all that hold one; all points
   * of a curve are measured at the same place and differ in the removal alone.
   */
  private int shard(Pool pool) {
    return pools.indexOf(pool) % shards;
  }

  /**
   * What has been found: a curve for each pool, in network order.
   *
   * @param dense what was measured of the dense model
   * @param results what came of each stage
   */
  List<SensitivityCurve> curves(Measured dense, Function<Stage, Variant> results) {
    List<SensitivityCurve> curves = new ArrayList<>();
    for (Pool pool : pools) {
      List<SensitivityPoint> points = new ArrayList<>();
      for (double level : probing.levels()) {
        long kept = Selection.staying(pool, level);
        Stage stage = stages.get(pool).get(kept);
        points.add(
            stage == null
                ? new SensitivityPoint(level, kept, dense, null)
                : SensitivityPoint.of(level, kept, results.apply(stage)));
      }
      curves.add(new SensitivityCurve(probing.granularity(), pool.name(), pool.size(), points));
    }
    return curves;
  }
}
