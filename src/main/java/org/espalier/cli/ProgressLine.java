package org.espalier.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.StringJoiner;
import org.espalier.sweep.Progress;
import org.espalier.sweep.RunStatus;
import org.espalier.sweep.Stage;
import org.espalier.sweep.Variant;

/**
 * Tells how a sweep goes: one line that renews itself on a terminal, a line now and then elsewhere.
 */
final class ProgressLine implements Progress {
  private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);
  private static final double[] SIZES = {1, 0.5, 0.25, 0.1};
  private static final String CLEAR = "\r\u001b[K";

  private final PrintStream out;
  private final boolean terminal;
  private Instant lastLine = Instant.EPOCH;
  private int settledAtStart = -1;

  ProgressLine(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  @Override
  public void changed(RunStatus status, Collection<Variant> settled) {
    if (settledAtStart < 0) {
      settledAtStart = settled(status);
    }
    boolean ended = status.state() != RunStatus.State.RUNNING;
    String line = line(status, settled);
    if (terminal) {
      out.print(CLEAR + line + (ended ? System.lineSeparator() : ""));
      out.flush();
    } else if (ended || lastLine.plus(BETWEEN_LINES).isBefore(status.updated())) {
      lastLine = status.updated();
      out.println(line);
    }
  }

  private String line(RunStatus status, Collection<Variant> settled) {
    StringJoiner parts = new StringJoiner(" | ");
    parts.add(
        "%d/%d stages done, %d running, %d failed"
            .formatted(
                status.done(),
                status.stages(),
                status.running(),
                status.failed() + status.skipped()));
    dense(settled).ifPresent(dense -> parts.add(best(dense, settled)));
    timeLeft(status).ifPresent(parts::add);
    return parts.toString();
  }

  private static Optional<Variant> dense(Collection<Variant> settled) {
    return settled.stream()
        .filter(variant -> variant.done() && variant.stage().kind() == Stage.Kind.BASELINE)
        .findFirst();
  }

  /** The best accuracy among the models of at most a share of the dense one's bytes. */
  private static String best(Variant dense, Collection<Variant> settled) {
    StringJoiner best = new StringJoiner(", ", "best ", " of the bytes");
    for (double size : SIZES) {
      settled.stream()
          .filter(variant -> variant.done() && !variant.isControl())
          .filter(variant -> variant.measured().bytes() <= size * dense.measured().bytes())
          .map(variant -> variant.measured().accuracy())
          .max(Comparator.naturalOrder())
          .ifPresent(
              accuracy -> best.add("%.1f %% at %.0f %%".formatted(100 * accuracy, 100 * size)));
    }
    return best.toString();
  }

  /** As fast as so far; nothing is said before something was done. */
  private Optional<String> timeLeft(RunStatus status) {
    int done = settled(status) - settledAtStart;
    if (done == 0) {
      return Optional.empty();
    }
    double seconds = Duration.between(status.started(), status.updated()).toMillis() / 1000.0;
    long left = Math.round(seconds / done * (status.stages() - settled(status)));
    return Optional.of(
        left < 60 ? left + " s left" : "%d:%02d min left".formatted(left / 60, left % 60));
  }

  private static int settled(RunStatus status) {
    return status.done() + status.failed() + status.skipped();
  }
}
