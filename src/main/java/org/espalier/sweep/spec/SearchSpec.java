package org.espalier.sweep.spec;

import java.util.List;
import org.espalier.criterion.Criterion;
import org.espalier.criterion.Normalizer;
import org.espalier.plan.Granularity;
import org.espalier.plan.Ranking;
import org.espalier.schedule.Order;
import org.espalier.schedule.RetrainPolicy;
import org.espalier.schedule.SparsitySchedule;

/** The choices along each axis of the grid. */
public record SearchSpec(
    List<Criterion> criteria,
    List<Normalizer> normalizers,
    List<Ranking> rankings,
    List<Granularity> granularities,
    List<Order> orders,
    List<SparsitySchedule> schedules,
    List<Double> targets,
    List<RetrainPolicy> retrain,
    List<Long> seeds) {
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
  }
}
