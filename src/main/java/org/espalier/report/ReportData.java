package org.espalier.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.espalier.sweep.Results;
import org.espalier.sweep.RunStatus;
import org.espalier.sweep.SeedGroup;
import org.espalier.sweep.Variant;
import org.espalier.sweep.VariantFront;
import org.espalier.sweep.spec.ObjectiveName;

/** What the report's scripts are given, as maps and lists. */
final class ReportData {
  private ReportData() {}

  static Map<String, Object> of(ReportInput input) {
    Results results = input.results();
    ResultTable table = ResultTable.ofVariants(results, input.front());
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("run", input.run());
    data.put("status", status(input.status()));
    data.put("dense", results.dense().map(Variant::id).orElse(null));
    data.put("point", Picks.POINT);
    data.put("picks", picks(Picks.of(results)));
    data.put("frontier", front(input.front()));
    data.put("tests", tests(results));
    data.put("channels", channels(input));
    data.put("sensitivity", input.sensitivity());
    data.put("columns", table.columns().stream().map(Column::name).toList());
    data.put("rows", table.rows().stream().map(row -> cells(table.columns(), row)).toList());
    data.put("seeds", seeds(results));
    data.put("environment", input.environment());
    data.put("sweep", input.sweep());
    return data;
  }

  private static Map<String, Object> status(RunStatus status) {
    Map<String, Object> data = new LinkedHashMap<>();
    if (status != null) {
      data.put("state", status.state().label().replace('-', ' '));
      data.put("stages", status.stages());
      data.put("done", status.done());
      data.put("failed", status.failed());
      data.put("skipped", status.skipped());
      data.put("started", status.started());
      data.put("updated", status.updated());
      data.put("cause", status.cause());
    }
    return data;
  }

  private static Map<String, Object> picks(Picks picks) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("smallest", picks.smallest().map(Variant::id).orElse(null));
    data.put("sparsest", picks.sparsest().map(Variant::id).orElse(null));
    return data;
  }

  private static Map<String, Object> front(VariantFront front) {
    Map<String, Object> data = new LinkedHashMap<>();
    if (front != null) {
      data.put("objectives", front.objectives().stream().map(ObjectiveName::label).toList());
      data.put("members", front.members().stream().map(Variant::id).toList());
      data.put("controls", front.unbeatenControls().stream().map(Variant::id).toList());
      data.put("hypervolume", front.hypervolume());
    }
    return data;
  }

  /** Test accuracies by variant. */
  private static Map<String, Object> tests(Results results) {
    Map<String, Object> data = new TreeMap<>();
    results.tests().forEach((variant, test) -> data.put(variant, test.accuracy()));
    return data;
  }

  /** Channels by group, of the dense model and the front's members. */
  private static Map<String, Object> channels(ReportInput input) {
    List<Variant> shown = new ArrayList<>();
    input.results().dense().ifPresent(shown::add);
    Optional.ofNullable(input.front()).ifPresent(front -> shown.addAll(front.members()));
    Map<String, Object> data = new LinkedHashMap<>();
    shown.forEach(variant -> data.put(variant.id(), variant.measured().channels()));
    return data;
  }

  /** Each way of pruning over its seeds; nothing where there is one seed for all. */
  private static Map<String, Object> seeds(Results results) {
    List<SeedGroup> groups = SeedGroup.of(results.variants());
    boolean repeated = groups.stream().anyMatch(group -> group.variants().size() > 1);
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("columns", SeedColumns.ALL.stream().map(Column::name).toList());
    data.put(
        "rows",
        repeated
            ? groups.stream().map(group -> cells(SeedColumns.ALL, group)).toList()
            : List.of());
    return data;
  }

  private static <R> List<Object> cells(List<Column<R>> columns, R row) {
    List<Object> cells = new ArrayList<>();
    columns.forEach(column -> cells.add(column.value(row).orElse(null)));
    return cells;
  }
}
