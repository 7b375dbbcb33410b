package org.espalier.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.espalier.plan.Granularity;
import org.junit.jupiter.api.Test;

class SensitivityTest {
  private static final Measured DENSE = measured(0.9);

  @Test
  void thoseComeFirstOfWhichPruningTakesTheLeastAccuracy() {
    assertThat(
            order(
                curve("stem", 0.8, 0.3, 0.1),
                curve("middle", 0.9, 0.9, 0.8),
                curve("late", 0.9, 0.7, 0.2)))
        .containsExactly("middle", "late", "stem");
  }

  @Test
  void allLevelsCountAndNoSingleOneDecides() {
    // At every level but the last it is the better one to prune.
    assertThat(order(curve("ends badly", 0.9, 0.9, 0.0), curve("fades", 0.6, 0.4, 0.3)))
        .containsExactly("ends badly", "fades");
  }

  @Test
  void ofEqualsTheOneInFrontIsFirst() {
    assertThat(
            order(curve("b", 0.1, 0.2, 0.3), curve("c", 0.7, 0.7, 0.7), curve("a", 0.3, 0.2, 0.1)))
        .containsExactly("c", "b", "a");
    assertThat(order(curve("b", 0.1, 0.7, 0.1), curve("a", 0.3, 0.3, 0.3)))
        .containsExactly("b", "a");
  }

  @Test
  void aPointThatFailedCountsAsNothingRight() {
    SensitivityCurve failing =
        new SensitivityCurve(
            Granularity.CHANNEL,
            "failing",
            10,
            List.of(
                new SensitivityPoint(0.1, 9, measured(0.9), null),
                new SensitivityPoint(0.2, 8, null, "not finite")));

    assertThat(order(failing, curve("other", 0.5, 0.5))).containsExactly("other", "failing");
    assertThat(order(failing, curve("other", 0.4, 0.4))).containsExactly("failing", "other");
    assertThat(new Sensitivity(DENSE, List.of(failing)).failed()).isEqualTo(1);
  }

  @Test
  void granularitiesHaveOrdersOfTheirOwn() {
    SensitivityCurve weights =
        new SensitivityCurve(
            Granularity.WEIGHT, "stem_W", 90, List.of(new SensitivityPoint(0.1, 81, DENSE, null)));
    Sensitivity found =
        new Sensitivity(DENSE, List.of(curve("stem", 0.1), weights, curve("late", 0.8)));

    assertThat(found.order())
        .isEqualTo(
            Map.of(
                Granularity.CHANNEL, List.of("late", "stem"),
                Granularity.WEIGHT, List.of("stem_W")));
  }

  private static List<String> order(SensitivityCurve... curves) {
    return new Sensitivity(DENSE, List.of(curves)).order().get(Granularity.CHANNEL);
  }

  private static SensitivityCurve curve(String pool, double... accuracies) {
    List<SensitivityPoint> points = new ArrayList<>();
    for (double accuracy : accuracies) {
      double level = (points.size() + 1) / 10.0;
      points.add(new SensitivityPoint(level, 9 - points.size(), measured(accuracy), null));
    }
    return new SensitivityCurve(Granularity.CHANNEL, pool, 10, points);
  }

  private static Measured measured(double accuracy) {
    return new Measured(accuracy, 1, 100, 100, 1000, 500, Map.of());
  }
}
