package org.espalier.report;

import static org.espalier.report.Column.decimal;
import static org.espalier.report.Column.integer;
import static org.espalier.report.Column.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.espalier.sweep.Candidate;
import org.espalier.sweep.Measured;
import org.espalier.sweep.Sample;
import org.espalier.sweep.SeedGroup;
import org.espalier.sweep.Variant;

/** What a row of {@code seeds.csv} holds, in order: a group's settings, then what it measured. */
final class SeedColumns {
  /** The results' columns that all variants of a group agree in. */
  private static final Set<String> SETTINGS =
      Set.of(
          "criterion",
          "normalizer",
          "granularity",
          "order",
          "schedule",
          "round",
          "target",
          "sparsity",
          "ranking",
          "retrain",
          "kind",
          "sparse_training",
          "control");

  private static final List<Column<SeedGroup>> MEMBERS =
      List.of(
          text("seeds", group -> Optional.of(spaced(group, SeedColumns::seed))),
          text("variants", group -> Optional.of(spaced(group, Variant::id))),
          integer("n", group -> Optional.of((long) group.done().size())),
          integer("failed", group -> Optional.of((long) group.failed())));

  static final List<Column<SeedGroup>> ALL = all();

  private SeedColumns() {}

  private static List<Column<SeedGroup>> all() {
    List<Column<SeedGroup>> columns = new ArrayList<>();
    Columns.RESULTS.stream()
        .filter(column -> SETTINGS.contains(column.name()))
        .map(SeedColumns::setting)
        .forEach(columns::add);
    columns.addAll(MEMBERS);
    addStatistics(columns, "val_accuracy", Measured::accuracy);
    addStatistics(columns, "val_loss", Measured::loss);
    addStatistics(columns, "parameters", Measured::parameters);
    addStatistics(columns, "nonzero", Measured::nonzero);
    addStatistics(columns, "macs", Measured::macs);
    addStatistics(columns, "bytes", Measured::bytes);
    return List.copyOf(columns);
  }

  private static Column<SeedGroup> setting(Column<Row> column) {
    return new Column<>(
        column.name(),
        column.type(),
        group -> column.value(new Row(group.first(), false, Optional.empty())));
  }

  private static void addStatistics(
      List<Column<SeedGroup>> columns, String name, ToDoubleFunction<Measured> measure) {
    columns.add(decimal(name + "_mean", statistic(measure, Sample::mean)));
    columns.add(decimal(name + "_sd", statistic(measure, Sample::deviation)));
  }

  private static Function<SeedGroup, Optional<Double>> statistic(
      ToDoubleFunction<Measured> measure, Function<Sample, OptionalDouble> statistic) {
    return group -> {
      OptionalDouble value = statistic.apply(group.sample(measure));
      return value.isPresent() ? Optional.of(value.getAsDouble()) : Optional.empty();
    };
  }

  private static String spaced(SeedGroup group, Function<Variant, String> text) {
    return group.variants().stream()
        .map(text)
        .filter(each -> !each.isEmpty())
        .collect(Collectors.joining(" "));
  }

  /** The dense model has none. */
  private static String seed(Variant variant) {
    Candidate candidate = variant.stage().candidate();
    return candidate == null ? "" : Long.toString(candidate.seed());
  }
}
