package org.espalier.sweep;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Stages to be run, each once what it builds on is there.
 *
 * @param first their parents are settled
 * @param children what builds on a stage
 * @param heights stages with more below them go first, so that the longest chain does not wait;
 *     among equals the id decides
 * @param stopping which variants are gone on from
 * @param retention which models are needed; null to keep all
 */
record Course(
    List<Stage> first,
    Function<Stage, List<Stage>> children,
    Map<String, Integer> heights,
    EarlyStopping stopping,
    Retention retention) {
  /** Of stages on which nothing builds. */
  static Course of(List<Stage> stages) {
    return new Course(stages, stage -> List.of(), Map.of(), EarlyStopping.NONE, null);
  }
}
