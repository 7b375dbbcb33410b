package org.espalier.sweep;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.espalier.sweep.spec.ObjectiveName;

/**
 * All that a run has found out so far.
 *
 * @param variants the dense model first, then by what they are, so that no order of arrival shows
 *     through
 * @param tests the one look at the test set, by variant
 */
public record Results(List<Variant> variants, Map<String, TestScore> tests) {
  /** A variant and how it was come by, in words: to put them together costs more than to sort. */
  private record Line(Variant variant, String method) {
    static final Comparator<Line> ORDER =
        Comparator.<Line, Stage.Kind>comparing(line -> line.variant().stage().kind())
            .thenComparing(Line::method)
            .thenComparing(line -> sparsity(line.variant()))
            .thenComparing(line -> line.variant().id());

    static Line of(Variant variant) {
      return new Line(variant, Results.method(variant));
    }
  }

  public Results {
    variants =
        variants.stream()
            .filter(Variant::isRow)
            .map(Line::of)
            .sorted(Line.ORDER)
            .map(Line::variant)
            .toList();
    tests = Map.copyOf(tests);
  }

  public Results(List<Variant> variants, List<TestScore> tests) {
    this(
        variants,
        tests.stream().collect(Collectors.toMap(TestScore::variant, Function.identity())));
  }

  /** The results of a journal, whoever wrote it. */
  public static Results of(List<Entry> journal) {
    return new Results(variants(journal), only(TestScore.class, journal));
  }

  /** A variant whose model had to be made again has more than one line; the last one holds. */
  private static List<Variant> variants(List<Entry> journal) {
    Map<String, Variant> variants = new LinkedHashMap<>();
    only(Variant.class, journal).forEach(variant -> variants.put(variant.id(), variant));
    return List.copyOf(variants.values());
  }

  private static <T extends Entry> List<T> only(Class<T> kind, List<Entry> journal) {
    return journal.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  private static String method(Variant variant) {
    Candidate candidate = variant.stage().candidate();
    if (candidate == null) {
      return "";
    }
    String preparation = candidate.sparseTraining().label() + "|" + candidate.seed();
    return !variant.pruned()
        ? preparation
        : String.join(
            "|",
            candidate.criterion().name(),
            candidate.granularity().label(),
            candidate.ranking().label(),
            candidate.normalizer().label(),
            candidate.order().label(),
            candidate.schedule().label(),
            candidate.retrain().label(),
            preparation);
  }

  private static double sparsity(Variant variant) {
    return variant.stage().round() == null ? 0 : variant.stage().round().sparsity();
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
