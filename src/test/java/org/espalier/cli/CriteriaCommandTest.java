package org.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.espalier.cli.SmallSweep.Ran;
import org.espalier.codec.Names;
import org.junit.jupiter.api.Test;

class CriteriaCommandTest {
  private final Ran ran = SmallSweep.run("criteria");

  @Test
  void listsAllThatASearchMayRankBy() {
    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.out().lines()).anyMatch(line -> line.matches("criterion +ranks +needs"));
    for (String name : Names.CRITERIA.names()) {
      assertThat(ran.out().lines()).anyMatch(line -> line.startsWith(name + " "));
    }
    for (String name : Names.NORMALIZERS.names()) {
      assertThat(ran.out().lines()).anyMatch(line -> line.startsWith("  ") && line.contains(name));
    }
  }

  @Test
  void saysWhatEachNeeds() {
    assertThat(ran.out())
        .containsPattern("l1 +weights and channels +nothing but the model")
        .containsPattern("bn-scale +channels +batch-norm scales")
        .containsPattern("wanda +weights and channels +inputs")
        .contains("{type: mac-penalised, lambda: 0.01}");
  }

  @Test
  void endsWithASummary() {
    assertThat(ran.lastLine())
        .startsWith("{\"command\":\"criteria\",\"criteria\":[\"l1\"")
        .contains("\"normalizers\":[\"none\"");
  }
}
