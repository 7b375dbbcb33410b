package org.espalier.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PoolTest {
  @Test
  void roundsUpToTheNextMultipleButNeverAboveWhatThereIs() {
    Pool eights = new Pool("conv", 30, "", 0, 1, 8);

    assertThat(eights.roundedUp(1, 30)).isEqualTo(8);
    assertThat(eights.roundedUp(16, 30)).isEqualTo(16);
    assertThat(eights.roundedUp(17, 30)).isEqualTo(24);
    assertThat(eights.roundedUp(25, 30)).isEqualTo(30);
    assertThat(new Pool("conv", 30).roundedUp(17, 30)).isEqualTo(17);
  }

  @Test
  void refusesWhatNoPoolCanKeep() {
    assertThatThrownBy(() -> new Pool("conv", 4, "", 0, 5, 1)).hasMessageContainingAll("conv", "5");
    assertThatThrownBy(() -> new Pool("conv", 4, "", 0, -1, 1)).hasMessageContaining("-1");
    assertThatThrownBy(() -> new Pool("conv", 4, "", 0, 1, 0))
        .hasMessageContaining("multiple of 0");
  }
}
