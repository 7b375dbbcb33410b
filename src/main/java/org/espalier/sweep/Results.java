package org.espalier.sweep;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.espalier.sweep.spec.ObjectiveName;

/**
 * All that a run has found out so far.
 *
 * @param variants the dense model first, then in the order of the stage tree, so that no order of
 *     arrival shows through
 * @param tests the one look at the test set, by variant
 */
public record Results(List<Variant> variants, Map<String, TestScore> tests) {
  public Results {
    variants = List.copyOf(variants);
    tests = Map.copyOf(tests);
  }

  public Results(List<Variant> variants, List<TestScore> tests) {
    this(
        variants, tests.stream().collect(Collectors.toMap(TestScore::variant, Function.identity())));
  }

  /** The unpruned model, once it is there. */
  public Optional<Variant> dense() {
    return variants.stream()
        .filter(variant -> variant.stage().kind() == Stage.Kind.BASELINE && variant.done())
        .findFirst();
  }

  /** Empty until the dense model has been scored. */
  public Optional<VariantFront> front(List<ObjectiveName> objectives) {
    return dense().map(dense -> VariantFront.of(variants, dense, objectives));
  }
}
