package org.espalier.sweep.spec;

import java.util.List;

/** A whole sweep file, every key resolved. */
public record SweepSpec(
    String run,
    ModelSpec model,
    DataSpec data,
    SearchSpec search,
    EarlyStop stopEarly,
    List<ObjectiveName> objectives,
    FinalistSpec finalists,
    LimitSpec limits) {
  public SweepSpec {
    objectives = List.copyOf(objectives);
  }
}
