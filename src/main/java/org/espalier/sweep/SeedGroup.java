package org.espalier.sweep;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.espalier.schedule.Round;
import org.espalier.schedule.SparseTraining;

/**
 * Variants that differ in their seed alone: what one way of pruning gives, and how much of that is
 * the luck of the draw.
 *
 * @param variants one at least, failed ones among them
 */
public record SeedGroup(List<Variant> variants) {
  private static final long ANY_SEED = 1;

  /** What variants of one group have in common. */
  private record Settings(
      Stage.Kind kind, SparseTraining sparseTraining, Candidate candidate, Round round) {
    static Settings of(Variant variant) {
      Stage stage = variant.stage();
      Candidate candidate = stage.candidate();
      return new Settings(
          stage.kind(),
          candidate == null ? null : candidate.sparseTraining(),
          variant.pruned() ? candidate.seeded(ANY_SEED) : null,
          stage.round());
    }
  }

  public SeedGroup {
    if (variants.isEmpty()) {
      throw new IllegalArgumentException("a group has one variant or more");
    }
    variants = List.copyOf(variants);
  }

  /** All groups, in the order of their first variants. */
  public static List<SeedGroup> of(Collection<Variant> variants) {
    return variants.stream()
        .collect(Collectors.groupingBy(Settings::of, LinkedHashMap::new, Collectors.toList()))
        .values()
        .stream()
        .map(SeedGroup::new)
        .toList();
  }

  /** One that has all settings of the group, and a seed of its own. */
  public Variant first() {
    return variants.get(0);
  }

  /** Those that were measured. */
  public List<Variant> done() {
    return variants.stream().filter(Variant::done).toList();
  }

  /** Those that failed, or were never begun because what they build on failed. */
  public int failed() {
    return variants.size() - done().size();
  }

  /** What was measured of those that are done. */
  public Sample sample(ToDoubleFunction<Measured> measure) {
    return new Sample(
        done().stream().map(variant -> measure.applyAsDouble(variant.measured())).toList());
  }
}
