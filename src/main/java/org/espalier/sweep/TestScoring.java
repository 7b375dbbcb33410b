package org.espalier.sweep;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.espalier.sweep.VisitReport.Outcome;

/** Scores variants on the test rows; again where a machine or files were out of reach. */
final class TestScoring {
  private static final Duration PAUSE = Duration.ofSeconds(5);

  /** A pause between each and the next: a minute in all. */
  private static final int TRIES = 13;

  private final StageExecutor executor;
  private final Progress progress;
  private final SweepClock clock;
  private final Runnable meanwhile;

  /**
   * @param meanwhile what is to be done while a score is waited for; may throw
   */
  TestScoring(StageExecutor executor, Progress progress, SweepClock clock, Runnable meanwhile) {
    this.executor = executor;
    this.progress = progress;
    this.clock = clock;
    this.meanwhile = meanwhile;
  }

  TestScore score(Variant variant) throws InterruptedException {
    VisitReport report = visit(variant);
    for (int tries = 1; isWorthATry(report) && tries < TRIES; tries++) {
      clock.await(new LinkedBlockingQueue<>(), PAUSE);
      report = visit(variant);
    }
    if (!report.isDone()) {
      throw new SweepFailure(
          "variant %s could not be scored on the test rows: %s; sweep again: what is settled is kept"
              .formatted(variant.id(), report.error()));
    }
    Measured measured = report.measured();
    return new TestScore(variant.id(), measured.accuracy(), measured.loss());
  }

  private static boolean isWorthATry(VisitReport report) {
    return report.outcome() == Outcome.LOST || report.outcome() == Outcome.BLOCKED;
  }

  private VisitReport visit(Variant variant) throws InterruptedException {
    BlockingQueue<VisitReport> answer = new LinkedBlockingQueue<>();
    meanwhile.run();
    executor.submit(StageVisits.ofTest(variant), answer::add);
    Optional<VisitReport> report = clock.await(answer, StageRuns.TICK);
    while (report.isEmpty()) {
      meanwhile.run();
      report = clock.await(answer, StageRuns.TICK);
    }
    progress.visited(report.get());
    return report.get();
  }
}
