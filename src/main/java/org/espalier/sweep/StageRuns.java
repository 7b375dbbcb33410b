package org.espalier.sweep;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.espalier.sweep.RunStatus.State;
import org.espalier.sweep.VisitReport.Outcome;

/**
 * Runs stages in the order of what they build on, as many at once as the executor has slots. All
 * decisions are made on the caller's thread; executors only post their reports.
 */
final class StageRuns {
  private static final Duration HEARTBEAT = Duration.ofSeconds(5);
  private static final Duration TICK = Duration.ofMillis(500);

  /** A heartbeat between each and the next: a minute in all. */
  private static final int TEST_TRIES = 13;

  private record Reported(StageRun run, VisitReport report) {}

  private SweepPlan plan;
  private final StageExecutor executor;
  private final RunStore store;
  private final Progress progress;
  private final SweepClock clock;
  private final StoredModels models;
  private final Map<String, Variant> settled = new LinkedHashMap<>();
  private final Map<String, List<Visited>> visited = new HashMap<>();
  private final Set<Stopped> stopped = new HashSet<>();
  private final Map<String, StageRun> running = new LinkedHashMap<>();
  private final Map<String, List<Stage>> waitingFor = new HashMap<>();
  private final Retries retries = new Retries();
  private final BlockingQueue<Reported> reports = new LinkedBlockingQueue<>();
  private final List<Event> events = new ArrayList<>();
  private final Tally tally = new Tally();
  private final Instant started;
  private Instant lastTold = Instant.MIN;
  private Instant lastTick = Instant.MIN;
  private int finalistsKnown;
  private final Map<String, Integer> notRun = new HashMap<>();

  StageRuns(
      SweepPlan plan, StageExecutor executor, RunStore store, Progress progress, SweepClock clock) {
    this.plan = plan;
    this.executor = executor;
    this.store = store;
    this.progress = progress;
    this.clock = clock;
    this.started = clock.now();
    for (Entry entry : store.journal()) {
      if (entry instanceof Variant variant) {
        settled.put(variant.id(), variant);
        visited.remove(variant.id());
      } else if (entry instanceof Visited visit) {
        visited.computeIfAbsent(visit.stage(), stage -> new ArrayList<>()).add(visit);
      } else if (entry instanceof Stopped stop) {
        stopped.add(stop);
      }
    }
    settled.values().forEach(this::tellOf);
    this.models = StoredModels.cleared(store.checkpoints(), modelsKnown());
    visited.values().removeIf(visits -> models.isGone(visits.get(visits.size() - 1).checkpoint()));
  }

  private Set<String> modelsKnown() {
    return Stream.of(
            plan.givenModel().stream(),
            settled.values().stream().map(Variant::checkpoint),
            visited.values().stream().map(visits -> visits.get(visits.size() - 1).checkpoint()))
        .flatMap(names -> names)
        .filter(Objects::nonNull)
        .collect(Collectors.toSet());
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

  /** Runs stages and all that builds on them, until every one is settled. */
  void run(Course course) throws InterruptedException {
    finalistsKnown +=
        (int) course.first().stream().filter(s -> s.kind() == Stage.Kind.FINALIST).count();
    StageQueue ready =
        new StageQueue(course, this::variant, this::settle, models::delete, this::stop);
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
    variants.stream()
        .filter(variant -> models.isGone(variant.checkpoint()))
        .forEach(variant -> makeAgain(variant, List.of()));
    run(Course.of(List.of()));
  }

  /** Scores a variant on the test rows; again where its machine or files were out of reach. */
  TestScore score(Variant variant) throws InterruptedException {
    VisitReport report = visitTestRows(variant);
    for (int tries = 1; isWorthATry(report) && tries < TEST_TRIES; tries++) {
      clock.await(new LinkedBlockingQueue<>(), HEARTBEAT);
      report = visitTestRows(variant);
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

  private VisitReport visitTestRows(Variant variant) throws InterruptedException {
    checkExecutor();
    BlockingQueue<VisitReport> answer = new LinkedBlockingQueue<>();
    executor.submit(StageVisits.ofTest(variant), answer::add);
    Optional<VisitReport> report = clock.await(answer, TICK);
    while (report.isEmpty()) {
      checkExecutor();
      tick();
      report = clock.await(answer, TICK);
    }
    progress.visited(report.get());
    return report.get();
  }

  private void checkExecutor() {
    if (executor.isGone()) {
      throw new SweepFailure(
          "what ran the stages has stopped; sweep again: what is settled is kept");
    }
  }

  void finish() {
    tell(status());
  }

  void fail(String cause) {
    tell(status(State.FAILED, cause));
  }

  void cancelled() {
    tell(status(State.CANCELLED, "ended from outside; sweep again to go on"));
  }

  RunStatus status() {
    return status(tooManyFailed() ? State.TOO_MANY_FAILED : State.DONE, null);
  }

  private void start(Stage stage) {
    Optional<Variant> parent = Optional.ofNullable(stage.parent()).map(this::variant);
    Optional<Variant> early = plan.rewindsTo(stage).map(this::variant);
    Optional<Variant> gone =
        Stream.of(parent, early)
            .flatMap(Optional::stream)
            .filter(variant -> models.isGone(variant.checkpoint()))
            .findFirst();
    if (gone.isPresent()) {
      makeAgain(gone.get(), List.of(stage));
      return;
    }
    List<Visited> behind = visited.getOrDefault(stage.id(), List.of());
    StageRun run =
        new StageRun(
            plan,
            stage,
            parent.map(Variant::checkpoint).orElse(null),
            early.map(Variant::checkpoint).orElse(null),
            behind);
    running.put(stage.id(), run);
    submit(run);
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
    note(Event.Kind.STARTED, visit.stage(), visit.number(), "", null);
    executor.submit(visit, report -> reports.add(new Reported(run, report)));
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
    store.append(visit);
    run.leftovers().forEach(models::delete);
    note(Event.Kind.VISITED, visit.stage(), visit.number(), visit.executor(), null);
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
    settle(variant);
    run.leftovers().forEach(models::delete);
    return variant;
  }

  private void settle(Variant variant) {
    store.append(variant);
    models.add(variant.checkpoint());
    know(variant);
    String how = variant.error() == null ? variant.status().label() : "failed: " + variant.error();
    note(Event.Kind.SETTLED, variant.id(), 0, variant.executor(), how);
  }

  /** Leaves word of it, unless an earlier driver has. */
  private void stop(Stopped variant, int stages) {
    notRun.put(variant.variant(), stages);
    if (stopped.add(variant)) {
      store.append(variant);
      String place = "rank %d of %d in %s".formatted(variant.rank(), variant.of(), variant.rung());
      note(Event.Kind.STOPPED, variant.variant(), 0, "", place);
    }
  }

  private int notRun() {
    return notRun.values().stream().mapToInt(Integer::intValue).sum();
  }

  private void know(Variant variant) {
    if (settled.put(variant.id(), variant) == null) {
      tellOf(variant);
    }
  }

  private void tellOf(Variant variant) {
    tally.add(variant);
    progress.settled(variant);
  }

  /** What time brings with it. */
  private void tick() {
    Instant now = clock.now();
    if (lastTick.plus(TICK).isAfter(now)) {
      return;
    }
    Duration passed = lastTick.equals(Instant.MIN) ? TICK : Duration.between(lastTick, now);
    lastTick = now;
    // A longer one is a nap of the machine, in which nobody worked.
    endOverdue(passed.compareTo(HEARTBEAT) > 0 ? TICK : passed);
    tryAgain(now);
    if (!lastTold.plus(HEARTBEAT).isAfter(now)) {
      tell(status(State.RUNNING, null));
    }
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
        note(Event.Kind.TRIED_AGAIN, run.stage().id(), 0, "", run.last().error());
        submit(run);
      } else {
        reports.add(new Reported(run, run.last()));
      }
    }
  }

  /** Of those that came to an end: what early stopping spared neither failed nor went well. */
  private boolean tooManyFailed() {
    return tally.lost() > plan.spec().limits().failedFraction() * tally.settled();
  }

  private int stages() {
    return plan.stages() + finalistsKnown;
  }

  private void note(Event.Kind kind, String stage, int visit, String host, String detail) {
    events.add(new Event(clock.now(), kind, stage, visit, host, detail));
  }

  private void tell(RunStatus status) {
    lastTold = status.updated();
    store.tell(status, List.copyOf(events));
    events.clear();
    progress.stands(status);
  }

  private RunStatus status(State state, String cause) {
    return new RunStatus(
        state,
        stages(),
        tally.of(Status.DONE),
        tally.of(Status.FAILED),
        tally.of(Status.SKIPPED),
        notRun(),
        running.size(),
        started,
        clock.now(),
        cause);
  }
}
