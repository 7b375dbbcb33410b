package org.espalier.sweep;

import java.io.Serializable;
import org.espalier.criterion.Criterion;
import org.espalier.criterion.L1Norm;
import org.espalier.criterion.NoNormalizer;
import org.espalier.criterion.Normalizer;
import org.espalier.plan.Granularity;
import org.espalier.plan.Ranking;
import org.espalier.schedule.NoSparseTraining;
import org.espalier.schedule.Order;
import org.espalier.schedule.RetrainPolicy;
import org.espalier.schedule.SparseTraining;
import org.espalier.schedule.SparsitySchedule;
import org.espalier.sweep.spec.Control;

/**
 * One pruning schedule to be tried.
 *
 * @param control what it is tried as, to compare others with; null where the search itself asks for
 *     it
 */
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
    SparseTraining sparseTraining,
    Control control)
    implements Serializable {
  /** One that the search itself asks for. */
  public Candidate(
      Criterion criterion,
      Normalizer normalizer,
      Ranking ranking,
      Granularity granularity,
      Order order,
      SparsitySchedule schedule,
      double target,
      RetrainPolicy retrain,
      long seed,
      SparseTraining sparseTraining) {
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
        sparseTraining,
        null);
  }

  /** One that the search itself asks for, without sparse training. */
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
    return "c-" + Digest.of(as(null).toString()).substring(0, 12);
  }

  /** Whether it is there to compare others with. */
  public boolean isControl() {
    return control != null;
  }

  /** This schedule after a sparse training. */
  Candidate after(SparseTraining training) {
    return with(criterion, normalizer, ranking, seed, training, control);
  }

  /** This schedule with another retraining. */
  Candidate retrainedBy(RetrainPolicy policy) {
    return new Candidate(
        criterion,
        normalizer,
        ranking,
        granularity,
        order,
        schedule,
        target,
        policy,
        seed,
        sparseTraining,
        control);
  }

  /** This schedule, tried as a control; null for as the search's own. */
  Candidate as(Control another) {
    return with(criterion, normalizer, ranking, seed, sparseTraining, another);
  }

  /** This schedule by another criterion, which takes as much of every layer. */
  Candidate uniformlyBy(Criterion another) {
    return with(another, new NoNormalizer(), Ranking.LOCAL, seed, sparseTraining, null);
  }

  /** This schedule with another seed. */
  Candidate seeded(long another) {
    return with(criterion, normalizer, ranking, another, sparseTraining, control);
  }

  private Candidate with(
      Criterion otherCriterion,
      Normalizer otherNormalizer,
      Ranking otherRanking,
      long otherSeed,
      SparseTraining otherTraining,
      Control otherControl) {
    return new Candidate(
        otherCriterion,
        otherNormalizer,
        otherRanking,
        granularity,
        order,
        schedule,
        target,
        retrain,
        otherSeed,
        otherTraining,
        otherControl);
  }

  /**
   * Stands for all candidates that end with as many channels in every layer as this one, after as
   * much training. Where each layer is ranked alone, how many go is known whatever the criterion.
   */
  Candidate shape() {
    boolean known = granularity == Granularity.CHANNEL && ranking == Ranking.LOCAL;
    return known ? uniformlyBy(new L1Norm()) : this;
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
