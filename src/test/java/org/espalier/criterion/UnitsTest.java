package org.espalier.criterion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class UnitsTest {
  private static final Matrix THREE_BY_TWO = zeros(3, 2);

  private static Matrix zeros(int rows, int columns) {
    return new Matrix(rows, columns, new float[rows * columns]);
  }

  private static Activations activations(int channels) {
    return new Activations(new double[channels], new double[channels], new double[channels]);
  }

  static Stream<Function<Units, Units>> evidenceOfOtherUnits() {
    return Stream.of(
        units -> units.withScales(zeros(2, 1)),
        units -> units.withActivations(activations(4)),
        units -> units.withGradients(zeros(2, 2)),
        units -> units.withGradients(zeros(3, 3)),
        units -> units.withSquaredGradients(zeros(3, 1)),
        units -> units.withGates(new double[4]),
        units -> units.withInputNorms(zeros(6, 1)),
        units -> units.withFlow(zeros(2, 3)));
  }

  @ParameterizedTest
  @MethodSource("evidenceOfOtherUnits")
  void refusesEvidenceOfOtherUnits(Function<Units, Units> step) {
    Units units = Units.ofChannels(THREE_BY_TWO);

    assertThatThrownBy(() -> step.apply(units))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("but weights of");
  }

  @Test
  void refusesPartsOfEvidenceThatDoNotFitEachOther() {
    assertThatThrownBy(() -> new Activations(new double[2], new double[2], new double[3]))
        .hasMessageContainingAll("2 means", "3 Taylor");
  }

  @Test
  void refusesOutputsOfOtherUnits() {
    assertThatThrownBy(() -> Units.of(THREE_BY_TWO, new int[2]))
        .hasMessage("outputs of 2 units, but weights of 3");
    assertThatThrownBy(() -> Units.of(THREE_BY_TWO, new int[] {0, -1, 0}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("below 0");
  }

  @Test
  void channelsAreOutputsByThemselves() {
    Units channels = Units.ofChannels(THREE_BY_TWO);

    assertThat(channels.count()).isEqualTo(3);
    assertThat(channels.output(2)).isEqualTo(2);
  }

  @Test
  void aStepAddsEvidenceAndLeavesTheUnitsBeforeItAsTheyWere() {
    Units bare = Units.ofChannels(THREE_BY_TWO);
    Matrix scales = zeros(3, 1);
    Matrix flow = zeros(3, 2);
    Units known = bare.withScales(scales).withFlow(flow);

    assertThat(known.scales()).isSameAs(scales);
    assertThat(known.flow()).isSameAs(flow);
    assertThat(known.weights()).isSameAs(THREE_BY_TWO);
    assertThatThrownBy(bare::flow)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("synaptic flow");
    assertThatThrownBy(known::activations).hasMessageContaining("activations");
    assertThatThrownBy(known::gradients).hasMessageContaining("gradients");
    assertThatThrownBy(known::squaredGradients).hasMessageContaining("squared gradients");
    assertThatThrownBy(known::gates).hasMessageContaining("gates");
    assertThatThrownBy(known::inputNorms).hasMessageContaining("inputs");
    assertThatThrownBy(bare::scales).hasMessageContaining("batch-norm scales");
  }

  @Test
  void aMatrixIsFilledRowAfterRow() {
    Matrix matrix = new Matrix(2, 3, new float[] {0, 1, 2, 10, 11, 12});

    assertThat(matrix.at(0, 2)).isEqualTo(2);
    assertThat(matrix.at(1, 0)).isEqualTo(10);
    assertThat(matrix.l1Norms()).containsExactly(3, 33);
    assertThat(matrix.squaredL2Norms()).containsExactly(5, 365);
    assertThatThrownBy(() -> new Matrix(2, 3, new float[5]))
        .hasMessageContainingAll("5 values", "2 x 3");
    assertThatThrownBy(() -> new Matrix(65536, 65536, new float[0]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aMatrixIsReadFromWhereItsRowsLie() {
    Matrix matrix =
        new Matrix(2, 2, (row, into, start) -> Arrays.fill(into, start, start + 2, -row));

    assertThat(matrix.l1Norms()).containsExactly(0, 2);
    assertThat(matrix.at(0, 1)).isZero();
    assertThat(matrix.at(1, 0)).isEqualTo(-1);
  }
}
