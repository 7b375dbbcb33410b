package org.espalier.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.StringJoiner;
import org.espalier.sweep.Measured;
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
  private final double[] best = new double[SIZES.length];
  private Variant dense;

  ProgressLine(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
    Arrays.fill(best, -1);
  }

  @Override
  public void settled(Variant variant) {
    if (!variant.done() || !variant.isRow()) {
      return;
    }
    if (variant.stage().kind() == Stage.Kind.BASELINE) {
      dense = variant;
    }
    if (dense != null && !variant.isControl()) {
      weigh(variant.measured());
    }
  }

  private void weigh(Measured measured) {
    for (int i = 0; i < SIZES.length; i++) {
      if (measured.bytes() <= SIZES[i] * dense.measured().bytes()) {
        best[i] = Math.max(best[i], measured.accuracy());
      }
    }
  }

  @Override
  public void stands(RunStatus status) {
    if (settledAtStart < 0) {
      settledAtStart = settled(status);
    }
    boolean ended = status.state() != RunStatus.State.RUNNING;
    String line = line(status);
    if (terminal) {
      out.print(CLEAR + line + (ended ? System.lineSeparator() : ""));
      out.flush();
    } else if (ended || lastLine.plus(BETWEEN_LINES).isBefore(status.updated())) {
      lastLine = status.updated();
      out.println(line);
    }
  }

  private String line(RunStatus status) {
    StringJoiner parts = new StringJoiner(" | ");
    parts.add(
        "%d/%d stages done, %d running, %d failed"
            .formatted(
                status.done(),
                status.stages(),
                status.running(),
                status.failed() + status.skipped()));
    if (status.stopped() > 0) {
      parts.add("%d stopped early".formatted(status.stopped()));
    }
    if (dense != null) {
      parts.add(best());
    }
    timeLeft(status).ifPresent(parts::add);
    return parts.toString();
  }

  /** The best accuracy among the models of at most a share of the dense one's bytes. */
  private String best() {
    StringJoiner parts = new StringJoiner(", ", "best ", " of the bytes");
    for (int i = 0; i < SIZES.length; i++) {
      if (best[i] >= 0) {
        parts.add("%.1f %% at %.0f %%".formatted(100 * best[i], 100 * SIZES[i]));
      }
    }
    return parts.toString();
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
    return status.done() + status.failed() + status.skipped() + status.stopped();
  }
}
