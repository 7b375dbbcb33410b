package org.espalier.sweep;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.espalier.criterion.Criterion;
import org.espalier.sweep.spec.Control;

/** The candidates that are tried to compare those of a search with. */
final class Controls {
  private Controls() {}

  /** A batch with its controls behind it. */
  static Batch with(Batch searched, List<Control> controls) {
    List<Candidate> all = new ArrayList<>(searched.candidates());
    all.addAll(of(searched.candidates(), controls));
    return new Batch(all, searched.leftOut());
  }

  /**
   * Each distinct schedule of a search once for each control that has a criterion, but for those
   * that the search tries anyway: these stay candidates like all others.
   */
  static List<Candidate> of(List<Candidate> searched, List<Control> controls) {
    Set<Candidate> tried = Set.copyOf(searched);
    return controls.stream()
        .flatMap(
            control ->
                control.criterion().stream()
                    .flatMap(criterion -> schedules(searched, criterion))
                    .filter(candidate -> !tried.contains(candidate))
                    .map(candidate -> candidate.as(control)))
        .toList();
  }

  private static Stream<Candidate> schedules(List<Candidate> searched, Criterion criterion) {
    return searched.stream().map(candidate -> candidate.uniformlyBy(criterion)).distinct();
  }
}
