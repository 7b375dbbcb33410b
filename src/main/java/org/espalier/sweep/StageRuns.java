package org.espalier.sweep;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Stream;
import org.espalier.sweep.RunStatus.State;

/**
 * Runs stages in the order of what they build on, as many at once as the executor has slots. All
 * decisions are made on the caller's thread; executors only post their reports.
 */
final class StageRuns {
  private static final Duration HEARTBEAT = Duration.ofSeconds(5);
  private static final Duration TICK = Duration.ofMillis(500);

  private record Reported(StageRun run, VisitReport report) {}

  private SweepPlan plan;
  private final StageExecutor executor;
  private final RunStore store;
  private final Progress progress;
  private final Map<String, Variant> settled = new LinkedHashMap<>();
  private final Map<String, List<Visited>> visited = new HashMap<>();
  private final Map<String, StageRun> running = new LinkedHashMap<>();
  private final BlockingQueue<Reported> reports = new LinkedBlockingQueue<>();
  private final Instant started = Instant.now();
  private Instant lastStatus = Instant.EPOCH;
  private int finalistsKnown;

  StageRuns(SweepPlan plan, StageExecutor executor, RunStore store, Progress progress) {
    this.plan = plan;
    this.executor = executor;
    this.store = store;
    this.progress = progress;
    for (Entry entry : store.journal()) {
      if (entry instanceof Variant variant) {
        settled.put(variant.id(), variant);
      } else if (entry instanceof Visited visit) {
        visited.computeIfAbsent(visit.stage(), stage -> new ArrayList<>()).add(visit);
      }
    }
  }

  /** From now on stages are those of a plan that knows more than the one before. */
  void goOnBy(SweepPlan newer) {
    plan = newer;
  }

  Variant variant(Stage stage) {
    return variant(stage.id());
  }

  Variant variant(String stage) {
    return settled.get(stage);
  }

  Stream<Variant> settled(Stage stage) {
    return Stream.ofNullable(settled.get(stage.id()));
  }

  /**
   * Runs stages and all that builds on them, until every one is settled.
   *
   * @param first their parents are settled
   * @param heights stages with more below them go first, so that the longest chain does not wait;
   *     among equals the id decides
   */
  void run(
      List<Stage> first,
      Function<Stage, List<Stage>> children,
      Map<String, Integer> heights,
      EarlyStopping stopping)
      throws InterruptedException {
    finalistsKnown += (int) first.stream().filter(s -> s.kind() == Stage.Kind.FINALIST).count();
    Queue ready = new Queue(children, heights, stopping);
    first.forEach(ready::offer);
    while (!ready.isEmpty() || !running.isEmpty()) {
      while (running.size() < executor.slots() && !ready.isEmpty()) {
        start(ready.poll());
      }
      renewStatus(State.RUNNING, false);
      Reported reported = reports.poll(TICK.toMillis(), TimeUnit.MILLISECONDS);
      if (reported == null) {
        checkExecutor();
      } else {
        take(reported).ifPresent(ready::follow);
      }
      endOverdue();
    }
  }

  /** Scores a variant on the test rows. */
  TestScore score(Variant variant) throws InterruptedException {
    CompletableFuture<VisitReport> answer = new CompletableFuture<>();
    checkExecutor();
    executor.submit(StageVisits.ofTest(variant), answer::complete);
    VisitReport report = await(answer);
    if (report.failed()) {
      throw new SweepFailure(
          "variant %s could not be scored on the test rows: %s"
              .formatted(variant.id(), report.error()));
    }
    return new TestScore(variant.id(), report.measured().accuracy(), report.measured().loss());
  }

  private VisitReport await(CompletableFuture<VisitReport> answer) throws InterruptedException {
    while (true) {
      try {
        return answer.get(TICK.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        checkExecutor();
      } catch (ExecutionException e) {
        throw new IllegalStateException("a report is never an exception", e);
      }
    }
  }

  private void checkExecutor() {
    if (executor.isGone()) {
      throw new SweepFailure(
          "what ran the stages has stopped; sweep again: what is settled is kept");
    }
  }

  void finish() {
    renewStatus(endState(), true);
  }

  void fail(String cause) {
    store.status(status(State.FAILED, cause));
  }

  RunStatus status() {
    return status(endState(), null);
  }

  private State endState() {
    return tooManyFailed() ? State.TOO_MANY_FAILED : State.DONE;
  }

  private void start(Stage stage) {
    String parent = stage.parent() == null ? null : settled.get(stage.parent()).checkpoint();
    String early = plan.rewindsTo(stage).map(to -> variant(to).checkpoint()).orElse(null);
    List<Visited> behind = visited.getOrDefault(stage.id(), List.of());
    StageRun run = new StageRun(plan, stage, parent, early, behind, Instant.now());
    running.put(stage.id(), run);
    submit(run);
  }

  private void submit(StageRun run) {
    checkExecutor();
    executor.submit(run.nextVisit(), report -> reports.add(new Reported(run, report)));
  }

  /** Takes a visit's report; the stage's variant, where it was the last. */
  private Optional<Variant> take(Reported reported) {
    StageRun run = reported.run();
    run.add(reported.report());
    if (run.goesOn()) {
      store.append(run.visited());
      submit(run);
      return Optional.empty();
    }
    running.remove(run.stage().id());
    Variant variant = run.variant();
    settle(variant);
    run.leftovers().forEach(this::deleteCheckpoint);
    return Optional.of(variant);
  }

  private void settle(Variant variant) {
    store.append(variant);
    settled.put(variant.id(), variant);
    renewStatus(State.RUNNING, true);
  }

  private void deleteCheckpoint(String name) {
    try {
      store.checkpoints().delete(name);
    } catch (IOException e) {
      // It costs space, no result: a later clean-up of the run's checkpoints takes it along.
      System.getLogger(StageRuns.class.getName())
          .log(System.Logger.Level.WARNING, "checkpoint {0} stays: {1}", name, e.getMessage());
    }
  }

  private void endOverdue() {
    double minutes = plan.spec().limits().stageMinutes();
    Duration limit = Duration.ofMillis((long) (minutes * 60_000));
    for (StageRun run : running.values()) {
      if (run.isOverdue(limit, Instant.now())) {
        // Said again at every tick: a visit that had not quite started would not have heard it.
        executor.cancel(run.stage().id());
      }
    }
  }

  private boolean tooManyFailed() {
    int lost = count(Status.FAILED) + count(Status.SKIPPED);
    return lost > plan.spec().limits().failedFraction() * stages();
  }

  private int stages() {
    return plan.stages() + finalistsKnown;
  }

  private int count(Status status) {
    return (int) settled.values().stream().filter(v -> v.status() == status).count();
  }

  private void renewStatus(State state, boolean changed) {
    Instant now = Instant.now();
    if (changed || lastStatus.plus(HEARTBEAT).isBefore(now)) {
      lastStatus = now;
      RunStatus status = status(state, null);
      store.status(status);
      Collection<Variant> variants = settled.values().stream().filter(Variant::isRow).toList();
      progress.changed(status, variants);
    }
  }

  private RunStatus status(State state, String cause) {
    return new RunStatus(
        state,
        stages(),
        count(Status.DONE),
        count(Status.FAILED),
        count(Status.SKIPPED),
        running.size(),
        started,
        Instant.now(),
        cause);
  }

  /** The stages that can be run by now: those that build on variants which are gone on from. */
  private final class Queue {
    private final Function<Stage, List<Stage>> children;
    private final EarlyStopping stopping;
    private final PriorityQueue<Stage> ready;

    Queue(
        Function<Stage, List<Stage>> children,
        Map<String, Integer> heights,
        EarlyStopping stopping) {
      this.children = children;
      this.stopping = stopping;
      this.ready =
          new PriorityQueue<>(
              Comparator.<Stage>comparingInt(stage -> -heights.getOrDefault(stage.id(), 0))
                  .thenComparing(Stage::id));
    }

    boolean isEmpty() {
      return ready.isEmpty();
    }

    Stage poll() {
      return ready.poll();
    }

    /** Takes a stage that is not settled yet, and goes on below one that is. */
    void offer(Stage stage) {
      Variant variant = settled.get(stage.id());
      if (variant == null) {
        ready.add(stage);
      } else {
        follow(variant);
      }
    }

    /** Takes what can be run now that a variant is settled. */
    void follow(Variant variant) {
      if (!variant.done()) {
        children.apply(variant.stage()).forEach(child -> skip(child, variant));
      }
      for (Variant goneOnFrom : stopping.settled(variant)) {
        children.apply(goneOnFrom.stage()).forEach(this::offer);
      }
    }

    private void skip(Stage stage, Variant failed) {
      if (!settled.containsKey(stage.id())) {
        settle(Variant.skipped(stage, failed));
      }
      Variant skipped = settled.get(stage.id());
      children.apply(stage).forEach(child -> skip(child, failed));
      stopping
          .settled(skipped)
          .forEach(other -> children.apply(other.stage()).forEach(this::offer));
    }
  }
}
