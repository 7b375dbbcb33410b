package org.espalier.sweep.spec;

import java.util.List;
import java.util.stream.Stream;
import org.espalier.criterion.Criterion;
import org.espalier.criterion.Normalizer;
import org.espalier.plan.Granularity;
import org.espalier.plan.Guards;
import org.espalier.plan.Ranking;
import org.espalier.schedule.Order;
import org.espalier.schedule.RetrainPolicy;
import org.espalier.schedule.SparseTraining;
import org.espalier.schedule.SparsitySchedule;

/**
 * How candidates are chosen, the choices along each axis, and what holds for every candidate.
 *
 * @param recalibrationRows of a shard, from which batch norms get their statistics anew after each
 *     removal; 0 for none
 * @param guards hold for every candidate
 * @param calibrationRows training rows of a shard that tell what criteria ask of data
 * @param controls what runs beside the search, to be compared with
 */
public record SearchSpec(
    Strategy strategy,
    List<Criterion> criteria,
    List<Choice<Normalizer>> normalizers,
    List<Ranking> rankings,
    List<Granularity> granularities,
    List<Order> orders,
    List<Choice<SparsitySchedule>> schedules,
    List<Choice<Double>> targets,
    List<Choice<RetrainPolicy>> retrain,
    List<Long> seeds,
    List<Choice<SparseTraining>> sparseTrainings,
    int recalibrationRows,
    Guards guards,
    int calibrationRows,
    List<Control> controls) {
  /** A grid of single values, with controls. */
  public SearchSpec(
      List<Criterion> criteria,
      List<Normalizer> normalizers,
      List<Ranking> rankings,
      List<Granularity> granularities,
      List<Order> orders,
      List<SparsitySchedule> schedules,
      List<Double> targets,
      List<RetrainPolicy> retrain,
      List<Long> seeds,
      List<SparseTraining> sparseTrainings,
      int recalibrationRows,
      Guards guards,
      int calibrationRows,
      List<Control> controls) {
    this(
        new Strategy.Grid(),
        criteria,
        Choice.ofEach(normalizers),
        rankings,
        granularities,
        orders,
        Choice.ofEach(schedules),
        Choice.ofEach(targets),
        Choice.ofEach(retrain),
        seeds,
        Choice.ofEach(sparseTrainings),
        recalibrationRows,
        guards,
        calibrationRows,
        controls);
  }

  /** A grid of single values, without controls. */
  public SearchSpec(
      List<Criterion> criteria,
      List<Normalizer> normalizers,
      List<Ranking> rankings,
      List<Granularity> granularities,
      List<Order> orders,
      List<SparsitySchedule> schedules,
      List<Double> targets,
      List<RetrainPolicy> retrain,
      List<Long> seeds,
      List<SparseTraining> sparseTrainings,
      int recalibrationRows,
      Guards guards,
      int calibrationRows) {
    this(
        criteria,
        normalizers,
        rankings,
        granularities,
        orders,
        schedules,
        targets,
        retrain,
        seeds,
        sparseTrainings,
        recalibrationRows,
        guards,
        calibrationRows,
        List.of());
  }

  public SearchSpec {
    criteria = List.copyOf(criteria);
    normalizers = List.copyOf(normalizers);
    rankings = List.copyOf(rankings);
    granularities = List.copyOf(granularities);
    orders = List.copyOf(orders);
    schedules = List.copyOf(schedules);
    targets = List.copyOf(targets);
    retrain = List.copyOf(retrain);
    seeds = List.copyOf(seeds);
    sparseTrainings = List.copyOf(sparseTrainings);
    controls = List.copyOf(controls);
    boolean fixed =
        Stream.of(normalizers, schedules, targets, retrain, sparseTrainings)
            .flatMap(List::stream)
            .allMatch(Choice::isFixed);
    if (strategy instanceof Strategy.Grid && !fixed) {
      throw new IllegalArgumentException("a grid cannot try all of a range");
    }
  }
}
