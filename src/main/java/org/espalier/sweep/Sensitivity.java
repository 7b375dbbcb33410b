package org.espalier.sweep;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.espalier.plan.Granularity;

/**
 * What a sensitivity analysis has found.
 *
 * @param dense what was measured of the dense model
 * @param curves one for each pool of each granularity, in network order
 */
public record Sensitivity(Measured dense, List<SensitivityCurve> curves) {
  /**
   * Means are compared as multiples of it: sums of the same numbers may differ in their last bits.
   */
  private static final double ROUNDING = 1e-9;

  public Sensitivity {
    curves = List.copyOf(curves);
  }

  /**
   * The curves, those first of which pruning takes the least accuracy: by the mean over all levels,
   * of equals the one in front.
   *
   * <p>One order holds for all targets, so that they can share their rounds; so no single level may
   * decide, and neither does the luck of one point. Levels at which every layer is lost add the
   * same to all.
   */
  public static List<SensitivityCurve> leastSensitiveFirst(List<SensitivityCurve> curves) {
    return curves.stream()
        .sorted(Comparator.comparingDouble(curve -> -Math.rint(curve.meanAccuracy() / ROUNDING)))
        .toList();
  }

  /** The names of each granularity's pools in that order. */
  public Map<Granularity, List<String>> order() {
    Map<Granularity, List<String>> order = new EnumMap<>(Granularity.class);
    for (SensitivityCurve curve : curves) {
      order.computeIfAbsent(curve.granularity(), this::orderOf);
    }
    return order;
  }

  private List<String> orderOf(Granularity granularity) {
    List<SensitivityCurve> ofOne =
        curves.stream().filter(curve -> curve.granularity() == granularity).toList();
    return leastSensitiveFirst(ofOne).stream().map(SensitivityCurve::pool).toList();
  }

  /** Points that could not be measured. */
  public long failed() {
    return curves.stream()
        .flatMap(curve -> curve.points().stream())
        .filter(point -> !point.done())
        .count();
  }
}
