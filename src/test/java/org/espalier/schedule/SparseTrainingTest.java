package org.espalier.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class SparseTrainingTest {
  private static final GroupSparsity GROUPS = new GroupSparsity(1e-3, 2, 0.02, 32);
  private static final List<SparseTraining> ALL =
      List.of(new NoSparseTraining(), new ScaleSparsity(1e-4, 3, 0.01, 64), GROUPS);

  @Test
  void everyTrainingHasANameOfItsOwnThatItsLabelBeginsWith() {
    assertThat(SparseTraining.class.getPermittedSubclasses())
        .containsExactlyInAnyOrderElementsOf(ALL.stream().<Class<?>>map(Object::getClass).toList());
    assertThat(ALL).extracting(SparseTraining::name).doesNotHaveDuplicates();
    assertThat(ALL).allSatisfy(some -> assertThat(some.label()).startsWith(some.name()));
  }

  @Test
  void trainsAtAConstantRate() {
    assertThat(ALL).extracting(some -> some.training().visits()).containsExactly(0L, 3L, 2L);
    assertThat(GROUPS.training()).isEqualTo(Training.of(2, 0.02, new ConstantRate(), 32));
  }

  /** 16 times as strongly at the smallest channel as at the largest. */
  @Test
  void pullsSmallChannelsMost() {
    assertThat(GROUPS.pull(3, 1, 3)).isCloseTo(1e-3, within(1e-12));
    assertThat(GROUPS.pull(2, 1, 3)).isCloseTo(4e-3, within(1e-12));
    assertThat(GROUPS.pull(1, 1, 3)).isCloseTo(16e-3, within(1e-12));
    assertThat(GROUPS.pull(2, 2, 2)).as("all alike").isEqualTo(1e-3);
  }

  @Test
  void refusesWhatCannotTrain() {
    assertThatThrownBy(() -> new GroupSparsity(0, 2, 0.01, 64)).hasMessageContaining("strength");
    assertThatThrownBy(() -> new ScaleSparsity(Double.NaN, 2, 0.01, 64))
        .hasMessageContainingAll("strength", "NaN");
    assertThatThrownBy(() -> new ScaleSparsity(1e-4, 0, 0.01, 64)).hasMessageContaining("visits");
    assertThatThrownBy(() -> new GroupSparsity(1e-4, 1, -1, 64))
        .hasMessageContainingAll("learning-rate", "-1");
    assertThatThrownBy(() -> new GroupSparsity(1e-4, 1, 1, 0)).hasMessageContaining("batch");
  }
}
