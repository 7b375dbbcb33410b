package org.espalier.sweep;

import java.io.Serializable;
import org.espalier.criterion.Criterion;
import org.espalier.criterion.Normalizer;
import org.espalier.plan.Granularity;
import org.espalier.plan.Ranking;
import org.espalier.schedule.NoSparseTraining;
import org.espalier.schedule.Order;
import org.espalier.schedule.RetrainPolicy;
import org.espalier.schedule.SparseTraining;
import org.espalier.schedule.SparsitySchedule;

/** One pruning schedule to be tried. */
public record Candidate(
    Criterion criterion,
    Normalizer normalizer,
    Ranking ranking,
    Granularity granularity,
    Order order,
    SparsitySchedule schedule,
    double target,
    RetrainPolicy retrain,
    long seed,
    SparseTraining sparseTraining)
    implements Serializable {
  /** Without sparse training. */
  public Candidate(
      Criterion criterion,
      Normalizer normalizer,
      Ranking ranking,
      Granularity granularity,
      Order order,
      SparsitySchedule schedule,
      double target,
      RetrainPolicy retrain,
      long seed) {
    this(
        criterion,
        normalizer,
        ranking,
        granularity,
        order,
        schedule,
        target,
        retrain,
        seed,
        new NoSparseTraining());
  }

  /** Named by what it is, so that it keeps its name when others come and go. */
  public String id() {
    return "c-" + Digest.of(toString()).substring(0, 6);
  }

  /** This schedule after a sparse training. */
  Candidate after(SparseTraining training) {
    return new Candidate(
        criterion,
        normalizer,
        ranking,
        granularity,
        order,
        schedule,
        target,
        retrain,
        seed,
        training);
  }

  public boolean trainsSparsely() {
    return !(sparseTraining instanceof NoSparseTraining);
  }

  /** All that determines what one round does to a given parent, but for the round itself. */
  String method() {
    return String.join(
        "|",
        criterion.toString(),
        normalizer.toString(),
        ranking.label(),
        granularity.label(),
        retrain.toString(),
        Long.toString(seed));
  }
}
