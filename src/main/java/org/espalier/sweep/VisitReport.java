package org.espalier.sweep;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.Objects;

/**
 * What came of a visit.
 *
 * @param checkpoint what it left, or null where it is not done or changed nothing
 * @param measured null where it is not done or did not score
 * @param executor host that did the work
 * @param error null when it is done
 * @param effort what it took, as far as that is known
 */
public record VisitReport(
    Outcome outcome,
    String checkpoint,
    Measured measured,
    double seconds,
    String executor,
    String error,
    Effort effort)
    implements Serializable {
  /** How a visit ends. */
  public enum Outcome {
    DONE,
    /** By what the model or its training did wrong: it would do so again. */
    FAILED,
    /** With the machine that worked on it, or for want of memory there: another may do it. */
    LOST,
    /** By files that could not be read or written: so may be all others, until that is mended. */
    BLOCKED
  }

  public VisitReport {
    if ((outcome == Outcome.DONE) != (error == null)) {
      throw new IllegalArgumentException(
          "a visit that is %s cannot have the error %s".formatted(outcome, error));
    }
  }

  /** Of a visit that went well. */
  public static VisitReport done(
      String checkpoint, Measured measured, double seconds, String executor) {
    return new VisitReport(
        Outcome.DONE, checkpoint, measured, seconds, executor, null, Effort.UNKNOWN);
  }

  /**
   * A failure.
   *
   * @param error its cause, in one line
   */
  public static VisitReport failed(double seconds, String executor, String error) {
    return without(Outcome.FAILED, seconds, executor, error);
  }

  /**
   * Of a visit whose machine is gone.
   *
   * @param error what is known of it, in one line
   */
  public static VisitReport lost(String error) {
    return without(Outcome.LOST, 0, "", error);
  }

  /** Of a visit around which something was thrown: files were out of reach, or it is lost. */
  public static VisitReport lost(Throwable thrown) {
    Outcome outcome = isOfFiles(thrown) ? Outcome.BLOCKED : Outcome.LOST;
    return without(outcome, 0, "", RootCause.of(thrown));
  }

  /**
   * Of a visit that was ended by what was thrown: files or memory that it could not have, or
   * anything else.
   */
  public static VisitReport thrown(double seconds, String executor, Throwable thrown) {
    return without(outcomeOf(thrown), seconds, executor, RootCause.of(thrown));
  }

  private static Outcome outcomeOf(Throwable thrown) {
    if (RootCause.wantOfMemory(thrown).isPresent()) {
      return Outcome.LOST; // those beside it on its machine may have taken it all
    }
    return isOfFiles(thrown) ? Outcome.BLOCKED : Outcome.FAILED;
  }

  private static boolean isOfFiles(Throwable thrown) {
    return RootCause.chain(thrown)
        .anyMatch(cause -> cause instanceof IOException || cause instanceof UncheckedIOException);
  }

  private static VisitReport without(
      Outcome outcome, double seconds, String executor, String error) {
    Objects.requireNonNull(error, "what is not done has a cause");
    return new VisitReport(outcome, null, null, seconds, executor, error, Effort.UNKNOWN);
  }

  /** The same, where it is known what the visit took. */
  public VisitReport taking(Effort known) {
    return new VisitReport(outcome, checkpoint, measured, seconds, executor, error, known);
  }

  public boolean isDone() {
    return outcome == Outcome.DONE;
  }
}
