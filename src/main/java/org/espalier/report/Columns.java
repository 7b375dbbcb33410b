package org.espalier.report;

import static org.espalier.report.Column.decimal;
import static org.espalier.report.Column.flag;
import static org.espalier.report.Column.integer;
import static org.espalier.report.Column.text;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.espalier.schedule.Round;
import org.espalier.sweep.Candidate;
import org.espalier.sweep.Measured;
import org.espalier.sweep.TestScore;
import org.espalier.sweep.spec.Control;

/** The one table of what a row of the results holds, in order; every output is made from it. */
final class Columns {
  /**
   * Of a run's results. Other programs read them by name, and the order begins as it always has.
   */
  static final List<Column<Row>> RESULTS =
      List.of(
          text("variant", row -> Optional.of(row.variant().id())),
          text("parent", row -> row.variant().parent()),
          text("candidate", candidate(Candidate::id)),
          text("criterion", candidate(candidate -> candidate.criterion().name())),
          text("normalizer", candidate(candidate -> candidate.normalizer().label())),
          text("granularity", candidate(candidate -> candidate.granularity().label())),
          text("order", candidate(candidate -> candidate.order().label())),
          text("schedule", candidate(candidate -> candidate.schedule().label())),
          integer(
              "round", row -> Optional.of(row.round().map(Round::number).orElse(0).longValue())),
          decimal("target", candidate(Candidate::target)),
          decimal("sparsity", row -> Optional.of(row.round().map(Round::sparsity).orElse(0.0))),
          integer("seed", row -> row.preparation().map(Candidate::seed)),
          text("status", row -> Optional.of(row.variant().status().label())),
          decimal("val_accuracy", measured(Measured::accuracy)),
          decimal("val_loss", measured(Measured::loss)),
          integer("parameters", measured(Measured::parameters)),
          integer("nonzero", measured(Measured::nonzero)),
          integer("macs", measured(Measured::macs)),
          integer("bytes", measured(Measured::bytes)),
          decimal("latency_ms", row -> Optional.<Double>empty()),
          integer("visits", row -> Optional.of((long) row.variant().visits())),
          decimal("seconds", row -> Optional.of(milliseconds(row.variant().seconds()))),
          text("executor", row -> present(row.variant().executor())),
          flag("on_frontier", Row::onFrontier),
          text("error", row -> present(row.variant().error()).map(Columns::oneLine)),
          text("ranking", candidate(candidate -> candidate.ranking().label())),
          text("retrain", candidate(candidate -> candidate.retrain().label())),
          text("kind", row -> Optional.of(row.variant().stage().kind().label())),
          text(
              "sparse_training",
              row -> row.preparation().map(candidate -> candidate.sparseTraining().label())),
          text("control", row -> row.variant().stage().control().map(Control::label)));

  /** Of the front's members: the results' columns, and the one look at the test set. */
  static final List<Column<Row>> FRONTIER =
      and(RESULTS, decimal("test_accuracy", row -> row.test().map(TestScore::accuracy)));

  private Columns() {}

  private static <T> Function<Row, Optional<T>> candidate(Function<Candidate, T> reader) {
    return row -> row.candidate().map(reader);
  }

  private static <T> Function<Row, Optional<T>> measured(Function<Measured, T> reader) {
    return row -> row.measured().map(reader);
  }

  private static Optional<String> present(String text) {
    return Optional.ofNullable(text).filter(some -> !some.isBlank());
  }

  private static BigDecimal milliseconds(double seconds) {
    return BigDecimal.valueOf(seconds).setScale(3, RoundingMode.HALF_UP);
  }

  /** Errors of others may have several. */
  static String oneLine(String text) {
    return text.strip().replaceAll("\\s*\\R\\s*", " ");
  }

  private static List<Column<Row>> and(List<Column<Row>> columns, Column<Row> last) {
    List<Column<Row>> all = new ArrayList<>(columns);
    all.add(last);
    return List.copyOf(all);
  }
}
