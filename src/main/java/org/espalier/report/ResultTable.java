package org.espalier.report;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.espalier.sweep.Results;
import org.espalier.sweep.Variant;
import org.espalier.sweep.VariantFront;

/** Columns, and the rows that fill them. */
record ResultTable(List<Column<Row>> columns, List<Row> rows) {
  ResultTable {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }

  /**
   * Every variant, the dense model first.
   *
   * @param front null while the dense model has no score: then nothing is on it
   */
  static ResultTable ofVariants(Results results, VariantFront front) {
    Set<String> members = front == null ? Set.of() : front.ids();
    return new ResultTable(Columns.RESULTS, rows(results.variants(), results, members));
  }

  /** The front's members, in its order. */
  static ResultTable ofFront(Results results, VariantFront front) {
    return new ResultTable(Columns.FRONTIER, rows(front.members(), results, front.ids()));
  }

  private static List<Row> rows(
      Collection<Variant> variants, Results results, Set<String> members) {
    return variants.stream()
        .map(
            variant ->
                new Row(
                    variant,
                    members.contains(variant.id()),
                    Optional.ofNullable(results.tests().get(variant.id()))))
        .toList();
  }
}
