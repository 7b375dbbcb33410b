package org.espalier.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.DoubleSummaryStatistics;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.espalier.codec.SweepFile;
import org.espalier.sweep.Replay.Outcome;
import org.espalier.sweep.spec.MoAsha;
import org.espalier.sweep.spec.ObjectiveName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What early stopping, with its defaults, makes of grids that were run in full. */
class RecordedCurvesTest {
  private static final List<ObjectiveName> OBJECTIVES =
      List.of(ObjectiveName.ACCURACY, ObjectiveName.MACS, ObjectiveName.BYTES);
  private static final int NAMINGS = 60;
  private static final MoAsha DEFAULTS =
      (MoAsha) SweepFile.read("stop-early: mo-asha", "sweep.yaml", List.of()).stopEarly();

  @ParameterizedTest
  @ValueSource(strings = {"lenet", "lenet-300-100", "lenet-mnist"})
  void whatArrivesFirstMakesNoDifference(String recording) {
    RecordedCurves curves = RecordedCurves.of(recording);
    Set<Outcome> outcomes = new HashSet<>();
    for (int order = 0; order < 20; order++) {
      outcomes.add(stoppedEarly(curves, 1 + order, new Random(order)).sorted());
    }

    assertThat(outcomes).hasSize(1);
  }

  /** The sequence in which members are compared is a matter of luck, so many are tried. */
  @ParameterizedTest
  @ValueSource(strings = {"lenet", "lenet-300-100", "lenet-mnist"})
  void halfOfTheStagesReachWhatAllOfThemDo(String recording) {
    List<RecordedCurves> renamed =
        IntStream.range(0, NAMINGS).mapToObj(RecordedCurves.of(recording)::renamed).toList();
    List<Outcome> outcomes =
        renamed.stream().map(curves -> stoppedEarly(curves, 4, new Random(1))).toList();

    DoubleSummaryStatistics reached =
        each(i -> renamed.get(i).reached(outcomes.get(i), OBJECTIVES));
    assertThat(reached.getAverage()).isGreaterThanOrEqualTo(0.99);
    assertThat(reached.getMin()).as("the worst").isGreaterThanOrEqualTo(0.98);
    assertThat(each(i -> renamed.get(i).shareOfStages(outcomes.get(i))).getAverage())
        .isLessThanOrEqualTo(0.5);
  }

  private static DoubleSummaryStatistics each(IntToDoubleFunction figure) {
    return IntStream.range(0, NAMINGS).mapToDouble(figure).summaryStatistics();
  }

  private static Outcome stoppedEarly(RecordedCurves curves, int slots, Random speeds) {
    EarlyStopping stopping =
        new MultiObjectiveAsha(DEFAULTS, OBJECTIVES, curves.stages(), RecordedCurves::milestone);
    return curves.replay().run(stopping, slots, speeds::nextInt);
  }
}
