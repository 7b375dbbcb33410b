package org.espalier.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Law 1 on many networks that nobody has thought of. */
class RandomGraphsIT {
  /** 200, unless the profile {@code nightly} asks for more. */
  private static final int CASES = Integer.getInteger("espalier.random-graphs", 200);

  @Test
  void aCutModelAnswersAsTheOneWithTheSameChannelsZeroed() {
    RandomGraphs.Seen seen = RandomGraphs.check(1, CASES);

    assertThat(seen.groups()).as("channel groups of all").isGreaterThan(2 * CASES);
    assertThat(seen.ablated()).as("compared with filters zeroed by hand").isGreaterThan(CASES / 8);
  }
}
