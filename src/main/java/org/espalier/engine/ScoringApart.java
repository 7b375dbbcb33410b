package org.espalier.engine;

import java.io.IOException;
import org.espalier.engine.training.StageFailure;
import org.espalier.sweep.Checkpoints;
import org.espalier.sweep.Measured;
import org.espalier.sweep.Origin;
import org.espalier.sweep.Phase;
import org.espalier.sweep.Visit;
import org.espalier.sweep.VisitReport;

/**
 * The end of a visit whose model is not scored where it was worked on, but where the rows are: of a
 * visit {@link Visit#unscored without its scoring} it makes the whole one.
 */
public record ScoringApart(Measuring measuring, Checkpoints checkpoints) {
  /** Whoever has the rows. */
  @FunctionalInterface
  public interface Measuring {
    /**
     * All figures of a model.
     *
     * @throws StageFailure where its output is not finite
     */
    Measured of(String checkpoint) throws IOException;
  }

  /**
   * Scores the model that a visit has left, and gives it up where the visit is not to leave one, or
   * nothing comes of it.
   *
   * @param worked what came of the visit without its scoring
   */
  public VisitReport score(Visit visit, VisitReport worked) throws IOException {
    long start = System.nanoTime();
    String left = null;
    try {
      Measured measured = measuring.of(model(visit, worked));
      double took = seconds(start);
      left = visit.leavesCheckpoint() ? worked.checkpoint() : null;
      return VisitReport.done(left, measured, worked.seconds() + took, worked.executor())
          .taking(worked.effort().and(Phase.SCORING, took));
    } catch (StageFailure e) {
      double took = seconds(start);
      return VisitReport.failed(worked.seconds() + took, worked.executor(), e.getMessage())
          .taking(worked.effort().and(Phase.SCORING, took));
    } finally {
      if (worked.checkpoint() != null && left == null) {
        checkpoints.delete(worked.checkpoint());
      }
    }
  }

  /** A visit that changes nothing leaves nothing. */
  private static String model(Visit visit, VisitReport worked) {
    return worked.checkpoint() == null
        ? ((Origin.Checkpoint) visit.origin()).name()
        : worked.checkpoint();
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}
