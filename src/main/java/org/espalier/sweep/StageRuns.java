package org.espalier.sweep;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.espalier.sweep.RunStatus.State;

/**
 * Runs stages in the order of what they build on, as many at once as the executor has slots. All
 * decisions are made on the caller's thread; executors only post their reports.
 */
final class StageRuns {
  static final Duration TICK = Duration.ofMillis(500);

  /** After a longer pause between ticks the machine had a nap, in which nobody worked. */
  private static final Duration NAP = Duration.ofSeconds(5);

  private record Reported(StageRun run, VisitReport report) {}

  private SweepPlan plan;
  private final StageExecutor executor;
  private final SweepClock clock;
  private final Ledger ledger;
  private final Bulletin bulletin;
  private final StoredModels models;
  private final TestScoring testScoring;
  private final Map<String, StageRun> running = new LinkedHashMap<>();
  private final Map<String, List<Stage>> waitingFor = new HashMap<>();
  private final Map<String, Integer> notRun = new HashMap<>();
  private final Retries retries = new Retries();
  private final BlockingQueue<Reported> reports = new LinkedBlockingQueue<>();
  private final Progress progress;
  private final Instant started;
  private Instant lastTick = Instant.MIN;
  private int finalistsKnown;

  StageRuns(
      SweepPlan plan, StageExecutor executor, RunStore store, Progress progress, SweepClock clock) {
    this.plan = plan;
    this.executor = executor;
    this.progress = progress;
    this.clock = clock;
    this.started = clock.now();
    this.ledger = new Ledger(store, progress);
    this.bulletin = new Bulletin(store, progress, clock);
    Set<String> known = ledger.models();
    plan.givenModel().ifPresent(known::add);
    this.models = StoredModels.cleared(store.checkpoints(), known);
    ledger.forgetVisits(models::isGone);
    this.testScoring = new TestScoring(executor, progress, clock, this::whileWaiting);
  }

  /** From now on stages are those of a plan that knows more than the one before. */
  void goOnBy(SweepPlan newer) {
    plan = newer;
  }

  Variant variant(Stage stage) {
    return variant(stage.id());
  }

  Variant variant(String stage) {
    return ledger.variant(stage);
  }

  Stream<Variant> settled(Stage stage) {
    return Stream.ofNullable(variant(stage));
  }

  /** Runs stages and all that builds on them, until every one is settled. */
  void run(Course course) throws InterruptedException {
    finalistsKnown +=
        (int) course.first().stream().filter(s -> s.kind() == Stage.Kind.FINALIST).count();
    StageQueue ready =
        new StageQueue(
            course,
            this::variant,
            variant -> settle(variant, Effort.UNKNOWN),
            models::delete,
            this::stop);
    while (!ready.isEmpty() || !running.isEmpty()) {
      while (running.size() < executor.slots() && !ready.isEmpty()) {
        start(ready.poll());
      }
      Optional<Reported> reported = clock.await(reports, TICK);
      if (reported.isPresent()) {
        take(reported.get()).ifPresent(variant -> follow(variant, ready));
      } else {
        checkExecutor();
      }
      tick();
    }
  }

  private void follow(Variant variant, StageQueue ready) {
    List<Stage> waiting = waitingFor.remove(variant.id());
    if (waiting == null) {
      ready.follow(variant);
    } else {
      ready.madeAgain(variant, waiting);
    }
  }

  /** Makes those models again that are gone, though they are to be delivered. */
  void haveModels(List<Variant> variants) throws InterruptedException {
    variants.stream().filter(this::isGone).forEach(variant -> makeAgain(variant, List.of()));
    run(Course.of(List.of()));
  }

  TestScore score(Variant variant) throws InterruptedException {
    return testScoring.score(variant);
  }

  private void start(Stage stage) {
    Optional<Variant> parent = Optional.ofNullable(stage.parent()).map(this::variant);
    Optional<Variant> early = plan.rewindsTo(stage).map(this::variant);
    Optional<Variant> gone =
        Stream.of(parent, early).flatMap(Optional::stream).filter(this::isGone).findFirst();
    if (gone.isPresent()) {
      makeAgain(gone.get(), List.of(stage));
      return;
    }
    StageRun run =
        new StageRun(
            plan,
            stage,
            parent.map(Variant::checkpoint).orElse(null),
            early.map(Variant::checkpoint).orElse(null),
            ledger.visits(stage));
    running.put(stage.id(), run);
    submit(run);
  }

  private boolean isGone(Variant variant) {
    return models.isGone(variant.checkpoint());
  }

  /**
   * Runs a settled stage once more, since its model is gone and somebody needs it: a line of the
   * journal was lost that had let it go, or the model was lost itself. It is the same to the bit.
   */
  private void makeAgain(Variant gone, List<Stage> waiting) {
    List<Stage> others = waitingFor.putIfAbsent(gone.id(), new ArrayList<>(waiting));
    if (others == null) {
      start(gone.stage());
    } else {
      others.addAll(waiting);
    }
  }

  private void submit(StageRun run) {
    checkExecutor();
    Visit visit = run.nextVisit();
    bulletin.started(visit);
    executor.submit(visit, report -> reports.add(new Reported(run, report)));
  }

  private void whileWaiting() {
    checkExecutor();
    tick();
  }

  private void checkExecutor() {
    if (executor.isGone()) {
      throw new SweepFailure(
          "what ran the stages has stopped; sweep again: what is settled is kept");
    }
  }

  /** Takes a visit's report; the stage's variant, where it was the last. */
  private Optional<Variant> take(Reported reported) {
    StageRun run = reported.run();
    progress.visited(reported.report());
    run.add(reported.report(), clock.now());
    retries.isBack(run);
    if (run.isStuck()) {
      throw new SweepFailure(
          "files could not be read or written for a minute: %s; mend that and sweep again: what is"
                  .formatted(run.last().error())
              + " settled is kept");
    }
    if (run.triesAgain()) {
      retries.add(run);
      return Optional.empty();
    }
    if (run.goesOn()) {
      goOn(run);
      return Optional.empty();
    }
    return Optional.of(end(run));
  }

  private void goOn(StageRun run) {
    Visited visit = run.visited();
    ledger.add(visit);
    run.leftovers().forEach(models::delete);
    bulletin.visited(visit, run.last().effort());
    submit(run);
  }

  private Variant end(StageRun run) {
    running.remove(run.stage().id());
    Variant variant = run.variant();
    if (waitingFor.containsKey(variant.id()) && !variant.done()) {
      throw new SweepFailure(
          "the model of variant %s is gone, and could not be made again: %s; sweep again"
              .formatted(variant.id(), variant.error()));
    }
    settle(variant, run.last().effort());
    run.leftovers().forEach(models::delete);
    return variant;
  }

  private void settle(Variant variant, Effort effort) {
    ledger.settle(variant);
    models.add(variant.checkpoint());
    bulletin.settled(variant, effort);
  }

  private void stop(Stopped variant, int spared) {
    notRun.put(variant.variant(), spared);
    if (ledger.stop(variant)) {
      bulletin.stopped(variant);
    }
  }

  /** What time brings with it. */
  private void tick() {
    Instant now = clock.now();
    if (lastTick.plus(TICK).isAfter(now)) {
      return;
    }
    Duration passed = lastTick.equals(Instant.MIN) ? TICK : Duration.between(lastTick, now);
    lastTick = now;
    endOverdue(passed.compareTo(NAP) > 0 ? TICK : passed);
    tryAgain(now);
    goesOn();
  }

  private void endOverdue(Duration passed) {
    Duration limit = Duration.ofMillis((long) (plan.spec().limits().stageMinutes() * 60_000));
    for (StageRun run : running.values()) {
      if (executor.isAtWork(run.stage().id())) {
        run.work(passed);
      }
      if (run.isOverdue(limit)) {
        // Said again at every tick: a visit that had not quite started would not have heard it.
        executor.cancel(run.stage().id());
      }
    }
  }

  private void tryAgain(Instant now) {
    for (StageRun run : retries.due(now)) {
      if (run.triesAgain()) {
        bulletin.triedAgain(run);
        submit(run);
      } else {
        reports.add(new Reported(run, run.last()));
      }
    }
  }

  void goesOn() {
    if (bulletin.isDue(clock.now())) {
      bulletin.tell(status(State.RUNNING, null));
    }
  }

  void finish() {
    bulletin.tell(status());
  }

  void fail(String cause) {
    bulletin.tell(status(State.FAILED, cause));
  }

  void cancelled() {
    bulletin.tell(status(State.CANCELLED, "ended from outside; sweep again to go on"));
  }

  RunStatus status() {
    return status(tooManyFailed() ? State.TOO_MANY_FAILED : State.DONE, null);
  }

  /** Of those that came to an end: what early stopping spared neither failed nor went well. */
  private boolean tooManyFailed() {
    Tally tally = ledger.tally();
    return tally.lost() > plan.spec().limits().failedFraction() * tally.settled();
  }

  private RunStatus status(State state, String cause) {
    Tally tally = ledger.tally();
    return new RunStatus(
        state,
        plan.stages() + finalistsKnown,
        tally.of(Status.DONE),
        tally.of(Status.FAILED),
        tally.of(Status.SKIPPED),
        notRun.values().stream().mapToInt(Integer::intValue).sum(),
        running.size(),
        started,
        clock.now(),
        cause);
  }
}
