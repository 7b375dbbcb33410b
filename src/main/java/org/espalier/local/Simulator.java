package org.espalier.local;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;
import java.util.function.Function;
import org.espalier.sweep.StageExecutor;
import org.espalier.sweep.SweepClock;
import org.espalier.sweep.Visit;
import org.espalier.sweep.VisitReport;

/**
 * Executors that do nothing, in a time that passes only while the sweep waits: so the scheduler of
 * a sweep of months on a thousand machines is tried in seconds. For one thread.
 */
public final class Simulator implements StageExecutor, SweepClock {
  private record Due(
      Instant at, long number, Visit visit, VisitReport report, Consumer<VisitReport> whenDone) {}

  private final int slots;
  private final Function<Visit, VisitReport> script;
  private final PriorityQueue<Due> dues =
      new PriorityQueue<>(Comparator.comparing(Due::at).thenComparing(Due::number));
  private final Set<String> atWork = new HashSet<>();
  private Instant now = Instant.EPOCH;
  private long submitted;

  /**
   * Executors that are all free.
   *
   * @param script a visit's report, which comes when its {@code seconds} have passed
   */
  public Simulator(int slots, Function<Visit, VisitReport> script) {
    this.slots = slots;
    this.script = script;
  }

  @Override
  public int slots() {
    return slots;
  }

  @Override
  public void submit(Visit visit, Consumer<VisitReport> whenDone) {
    VisitReport report = script.apply(visit);
    Instant at = now.plusNanos(Math.round(report.seconds() * 1e9));
    dues.add(new Due(at, submitted++, visit, report, whenDone));
    atWork.add(visit.stage());
  }

  @Override
  public boolean isAtWork(String stage) {
    return atWork.contains(stage);
  }

  @Override
  public void cancel(String stage) {
    List<Due> cancelled = dues.stream().filter(due -> due.visit().stage().equals(stage)).toList();
    dues.removeAll(cancelled);
    atWork.remove(stage);
    cancelled.forEach(
        due -> due.whenDone().accept(VisitReport.failed(0, "simulated", "cancelled")));
  }

  @Override
  public boolean isGone() {
    return false;
  }

  @Override
  public void close() {
    dues.clear();
  }

  @Override
  public Instant now() {
    return now;
  }

  @Override
  public <T> Optional<T> await(BlockingQueue<T> queue, Duration patience) {
    Instant until = now.plus(patience);
    while (queue.isEmpty() && !dues.isEmpty() && !dues.peek().at().isAfter(until)) {
      Due due = dues.poll();
      now = due.at();
      atWork.remove(due.visit().stage());
      due.whenDone().accept(due.report());
    }
    if (queue.isEmpty()) {
      now = until;
    }
    return Optional.ofNullable(queue.poll());
  }
}
