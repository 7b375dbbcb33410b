package org.espalier.sweep;

import java.util.List;
import org.espalier.plan.Granularity;

/**
 * How a network's accuracy falls when one of its pools alone is pruned.
 *
 * @param pool name of the channel group, or of the weight matrix
 * @param units of the pool in the dense model
 * @param points by level, ascending
 */
public record SensitivityCurve(
    Granularity granularity, String pool, long units, List<SensitivityPoint> points) {
  public SensitivityCurve {
    points = List.copyOf(points);
  }

  /** Over all levels. */
  public double meanAccuracy() {
    return points.stream().mapToDouble(SensitivityPoint::accuracy).average().orElse(0);
  }
}
