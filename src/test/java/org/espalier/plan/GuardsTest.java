package org.espalier.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class GuardsTest {
  @Test
  void aStarStandsForAnyLettersAndNothingElseIsSpecial() {
    assertThat(Guards.matches("conv1", "conv1")).isTrue();
    assertThat(Guards.matches("conv1", "conv10")).isFalse();
    assertThat(Guards.matches("conv*", "conv10")).isTrue();
    assertThat(Guards.matches("*_3x3", "stem_3x3")).isTrue();
    assertThat(Guards.matches("res*_1*", "res2a_1x1")).isTrue();
    assertThat(Guards.matches("*", "")).isTrue();
    assertThat(Guards.matches("a.c", "abc")).isFalse();
    assertThat(Guards.matches("a\\E*", "a\\Eb")).isTrue();
  }

  @Test
  void leavesWhatAnyPatternStandsFor() {
    Guards guards = new Guards(1, 1, List.of("stem", "res*"));

    assertThat(guards.leaves("stem")).isTrue();
    assertThat(guards.leaves("res5")).isTrue();
    assertThat(guards.leaves("fc")).isFalse();
    assertThat(Guards.NONE.leaves("stem")).isFalse();
  }

  @Test
  void refusesWhatGuardsNothing() {
    assertThatThrownBy(() -> new Guards(0, 1, List.of())).hasMessageContainingAll("floor", "0");
    assertThatThrownBy(() -> new Guards(1, 0, List.of())).hasMessageContainingAll("round-to", "0");
  }
}
