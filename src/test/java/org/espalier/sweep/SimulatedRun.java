package org.espalier.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.espalier.local.Simulator;
import org.espalier.store.MemoryRun;

/**
 * A sweep on simulated executors, whose results depend on stages alone, as real ones do. A visit
 * reads the models that it builds on, and leaves one, so that a model that was let go too early is
 * missed.
 */
final class SimulatedRun implements RunStore {
  final MemoryRun run = new MemoryRun();
  final List<Visit> visits = new ArrayList<>();
  final List<RunStatus> told = new ArrayList<>();
  final List<Event> events = new ArrayList<>();
  private final Map<String, Integer> tries = new HashMap<>();
  private final Trouble trouble;
  private final Function<Visit, Measured> results;
  private final long speeds;
  private int mostModels;

  /** What goes wrong; {@code null} for nothing. */
  interface Trouble {
    VisitReport of(Visit visit, int earlierTries);
  }

  SimulatedRun(Trouble trouble) {
    this(trouble, SimulatedRun::byStage, 0);
  }

  /**
   * A run.
   *
   * @param results what is measured after each visit
   * @param speeds another number makes for another order of arrival
   */
  SimulatedRun(Trouble trouble, Function<Visit, Measured> results, long speeds) {
    this.trouble = trouble;
    this.results = results;
    this.speeds = speeds;
  }

  static SimulatedRun calm() {
    return new SimulatedRun((visit, tries) -> null);
  }

  Results sweep(SweepPlan plan, int slots) throws InterruptedException {
    return sweep(plan, simulator -> simulator, slots);
  }

  /** On simulated executors that something else happens to. */
  Results sweep(SweepPlan plan, UnaryOperator<StageExecutor> fate, int slots)
      throws InterruptedException {
    Simulator simulator = new Simulator(slots, this::perform);
    Sweep sweep = new Sweep(plan, fate.apply(simulator), this, Progress.UNSEEN, simulator);
    Results results = sweep.run();
    sweep.finish();
    return results;
  }

  private VisitReport perform(Visit visit) {
    visits.add(visit);
    int earlier = tries.merge(visit.stage() + visit.number(), 1, Integer::sum) - 1;
    VisitReport wrong = trouble.of(visit, earlier);
    try {
      return wrong != null ? wrong : well(visit, earlier);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private VisitReport well(Visit visit, int earlier) throws IOException {
    if (visit.origin() instanceof Origin.Checkpoint origin) {
      checkpoints().read(origin.name());
    }
    String left = null;
    if (visit.leavesCheckpoint()) {
      left = "%s-%d-%d.zip".formatted(visit.stage(), visit.number(), earlier);
      checkpoints().write(left, new byte[1]);
      mostModels = Math.max(mostModels, checkpoints().names().size());
    }
    int seconds = 1 + new Random(visit.stage().hashCode() + speeds).nextInt(100);
    return VisitReport.done(left, results.apply(visit), seconds, "simulated");
  }

  private static Measured byStage(Visit visit) {
    Random random = new Random(visit.stage().hashCode());
    long size = 100L + random.nextInt(900);
    return new Measured(random.nextDouble(), 1, size, size, 10 * size, 4 * size, Map.of());
  }

  /** How many models there were at a time. */
  int mostModels() {
    assertThat(mostModels).isPositive();
    return mostModels;
  }

  @Override
  public List<Entry> journal() {
    return run.journal();
  }

  @Override
  public void append(Entry entry) {
    run.append(entry);
  }

  @Override
  public void tell(RunStatus status, List<Event> happened) {
    told.add(status);
    events.addAll(happened);
  }

  @Override
  public Checkpoints checkpoints() {
    return run.checkpoints();
  }

  @Override
  public void write(String name, byte[] content) {}

  @Override
  public void close() {}
}
