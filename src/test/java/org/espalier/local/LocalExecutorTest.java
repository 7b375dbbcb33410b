package org.espalier.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.espalier.local.ScriptedEngine.Script;
import org.espalier.sweep.ModelMemory;
import org.espalier.sweep.StageMemory;
import org.espalier.sweep.Visit;
import org.espalier.sweep.VisitReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class LocalExecutorTest {
  private static final VisitReport DONE = VisitReport.done("left", null, 1, "engine");

  @Test
  void reportsWhatTheEngineReports() throws Exception {
    try (LocalExecutor executor = executor(2, (visit, cancelled) -> DONE)) {
      assertThat(submit(executor, "a").get()).isSameAs(DONE);
    }
  }

  @Test
  void runsAsManyVisitsAtATimeAsThereAreSlots() throws Exception {
    int slots = 3;
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch allRunning = new CountDownLatch(slots);
    Script script =
        (visit, cancelled) -> {
          most.accumulateAndGet(running.incrementAndGet(), Math::max);
          allRunning.countDown();
          allRunning.await();
          Thread.sleep(2);
          running.decrementAndGet();
          return DONE;
        };
    try (LocalExecutor executor = executor(slots, script)) {
      assertThat(executor.slots()).isEqualTo(slots);
      List<CompletableFuture<VisitReport>> reports = new ArrayList<>();
      for (int i = 0; i < 30; i++) {
        reports.add(submit(executor, "stage-" + i));
      }
      for (CompletableFuture<VisitReport> report : reports) {
        assertThat(report.get()).isSameAs(DONE);
      }
      assertThat(most).hasValue(slots);
    }
  }

  @Test
  void cancelEndsTheStagesVisitAndNoOther() throws Exception {
    CountDownLatch bothRunning = new CountDownLatch(2);
    CountDownLatch release = new CountDownLatch(1);
    Script script =
        (visit, cancelled) -> {
          bothRunning.countDown();
          while (!cancelled.getAsBoolean() && release.getCount() > 0) {
            Thread.sleep(1);
          }
          return DONE;
        };
    try (LocalExecutor executor = executor(2, script)) {
      CompletableFuture<VisitReport> ended = submit(executor, "ended");
      CompletableFuture<VisitReport> other = submit(executor, "other");
      bothRunning.await();

      executor.cancel("ended");
      assertThat(ended.get().error()).isEqualTo("cancelled");
      assertThat(ended.get().checkpoint()).isNull();
      assertThat(other).isNotDone();

      release.countDown();
      assertThat(other.get()).isSameAs(DONE);
    }
  }

  /** As one does that waits for a file: it never asks whether it is cancelled. */
  @Test
  void cancelInterruptsWorkThatHangsAndFreesItsThread() throws Exception {
    CountDownLatch hanging = new CountDownLatch(1);
    Script script =
        (visit, cancelled) -> {
          if (visit.stage().equals("hangs")) {
            hanging.countDown();
            new CountDownLatch(1).await();
          }
          return DONE;
        };
    try (LocalExecutor executor = executor(1, script)) {
      CompletableFuture<VisitReport> hangs = submit(executor, "hangs");
      hanging.await();

      executor.cancel("hangs");

      assertThat(hangs.get().error()).isEqualTo("cancelled");
      assertThat(submit(executor, "next").get()).isSameAs(DONE);
    }
  }

  /** As many as there are slots, or shards, are held at a time. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          4 | 2 | 350 |   0 |
          4 | 2 | 351 |   0 | Set -Xmx1003m, or more
          9 | 1 | 700 |   0 |
          4 | 9 | 175 |   0 |
          4 | 9 | 176 |   0 | 4 stages at a time hold 704 MiB of models and shards, and do not fit a heap of 1000 MiB
          4 | 9 | 100 |  75 |
          4 | 9 | 100 |  76 | Set -Xmx1005m, or more
          """)
  void refusesStagesThatTheHeapCannotHold(
      int slots, int shards, long shard, long model, String advice) {
    StageMemory stage = new StageMemory(new ModelMemory(model << 20, 0), shard << 20, shards);

    Optional<String> problem = LocalExecutor.problem(stage, slots, 1000L << 20);

    assertThat(problem.orElse("")).contains(advice == null ? "" : advice);
    assertThat(problem.isPresent()).isEqualTo(advice != null);
  }

  @Test
  void whatFilesDoWrongIsNotTheVisitsFault() throws Exception {
    Script script =
        (visit, cancelled) ->
            ScriptedEngine.fail(new UncheckedIOException(new IOException("No space left")));
    try (LocalExecutor executor = executor(1, script)) {
      VisitReport report = submit(executor, "a").get();
      assertThat(report.outcome()).isEqualTo(VisitReport.Outcome.BLOCKED);
      assertThat(report.error()).isEqualTo("IOException: No space left");
    }
  }

  @Test
  void aVisitThatIsCancelledWhileItWaitsIsNeverPerformed() throws Exception {
    List<String> performed = new ArrayList<>();
    CountDownLatch release = new CountDownLatch(1);
    Script script =
        (visit, cancelled) -> {
          performed.add(visit.stage());
          release.await();
          return DONE;
        };
    try (LocalExecutor executor = executor(1, script)) {
      CompletableFuture<VisitReport> first = submit(executor, "first");
      CompletableFuture<VisitReport> waiting = submit(executor, "waiting");
      executor.cancel("waiting");
      release.countDown();

      assertThat(first.get()).isSameAs(DONE);
      assertThat(waiting.get().error()).isEqualTo("cancelled");
      assertThat(performed).containsExactly("first");
    }
  }

  @Test
  void aStageThatWasCancelledMayBeTriedAgain() throws Exception {
    try (LocalExecutor executor = executor(1, (visit, cancelled) -> DONE)) {
      executor.cancel("a");
      assertThat(submit(executor, "a").get()).isSameAs(DONE);
      executor.cancel("a");
      assertThat(submit(executor, "a").get()).isSameAs(DONE);
    }
  }

  @Test
  void whatIsThrownIsReportedByItsRootCause() throws Exception {
    List<Throwable> thrown =
        List.of(
            new IllegalStateException("wrapped", new ArithmeticException("NaN in layer 3")),
            new OutOfMemoryError("Physical memory usage is too high"),
            new StackOverflowError(),
            new AssertionError((Object) null));
    List<String> errors =
        List.of(
            "ArithmeticException: NaN in layer 3",
            "OutOfMemoryError: Physical memory usage is too high",
            "StackOverflowError",
            "AssertionError: null");
    for (int i = 0; i < thrown.size(); i++) {
      Throwable failure = thrown.get(i);
      try (LocalExecutor executor =
          executor(1, (visit, cancelled) -> ScriptedEngine.fail(failure))) {
        VisitReport report = submit(executor, "a").get();
        assertThat(report.isDone()).isFalse();
        assertThat(report.error()).isEqualTo(errors.get(i));
        assertThat(report.executor()).isNotBlank();
      }
    }
  }

  @Test
  void aFailureLeavesTheSlotToTheNext() throws Exception {
    Script script =
        (visit, cancelled) ->
            visit.stage().equals("bad") ? ScriptedEngine.fail(new OutOfMemoryError()) : DONE;
    try (LocalExecutor executor = executor(1, script)) {
      assertThat(submit(executor, "bad").get().isDone()).isFalse();
      assertThat(submit(executor, "good").get()).isSameAs(DONE);
    }
  }

  @Test
  void closeEndsWhatRunsAndWhatWaits() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    Script untilCancelled =
        (visit, cancelled) -> {
          running.countDown();
          while (!cancelled.getAsBoolean()) {
            Thread.onSpinWait();
          }
          return VisitReport.failed(0, "engine", "stopped when it was told to");
        };
    LocalExecutor executor = executor(1, untilCancelled);
    CompletableFuture<VisitReport> runs = submit(executor, "runs");
    CompletableFuture<VisitReport> waits = submit(executor, "waits");
    running.await();

    executor.close();

    assertThat(runs).isDone();
    assertThat(runs.get().error()).isEqualTo("stopped when it was told to");
    assertThat(waits).isDone();
    assertThat(waits.get().error()).isEqualTo("cancelled");
    assertThat(submit(executor, "late").get().error()).isEqualTo("cancelled");
  }

  @Test
  void closeDoesNotWaitForEver() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    Script deaf =
        (visit, cancelled) -> {
          running.countDown();
          while (release.getCount() > 0) {
            Thread.onSpinWait();
          }
          return DONE;
        };
    LocalExecutor executor =
        new LocalExecutor(new ScriptedEngine(deaf), null, null, 1, Duration.ofMillis(50));
    CompletableFuture<VisitReport> report = submit(executor, "deaf");
    running.await();

    executor.close();
    assertThat(report).isNotDone();

    release.countDown();
    assertThat(report.get(10, TimeUnit.SECONDS).error()).isEqualTo("cancelled");
  }

  @Test
  void theEngineGetsTheVisitItself() throws Exception {
    CompletableFuture<Visit> seen = new CompletableFuture<>();
    Script script =
        (visit, cancelled) -> {
          seen.complete(visit);
          assertThat(Thread.currentThread().isDaemon()).isTrue();
          return DONE;
        };
    try (LocalExecutor executor = executor(1, script)) {
      assertThat(submit(executor, "a").get()).isSameAs(DONE);
      assertThat(seen.get()).isEqualTo(visit("a"));
    }
  }

  @Test
  void refusesToHaveNoSlots() {
    assertThatThrownBy(() -> executor(0, (visit, cancelled) -> DONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("slots", "0");
  }

  private static LocalExecutor executor(int slots, Script script) {
    return new LocalExecutor(new ScriptedEngine(script), null, null, slots);
  }

  private static CompletableFuture<VisitReport> submit(LocalExecutor executor, String stage) {
    CompletableFuture<VisitReport> report = new CompletableFuture<>();
    executor.submit(
        visit(stage),
        result -> {
          if (!report.complete(result)) {
            throw new AssertionError(stage + " was reported twice");
          }
        });
    return report;
  }

  private static Visit visit(String stage) {
    return new Visit(stage, 1, 0, null, null, null, 0, null, null);
  }
}
