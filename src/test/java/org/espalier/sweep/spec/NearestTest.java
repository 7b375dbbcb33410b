package org.espalier.sweep.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {
  @ParameterizedTest
  @CsvSource({
    "step, step, 0",
    "stop, step, 1",
    "setp, step, 1",
    "steps, step, 1",
    "STEP, step, 0",
    "kitten, sitting, 3",
    "'', step, 4",
    "geom, geometric, 1",
    "taylor, random, 4"
  })
  void countsSlips(String from, String to, int slips) {
    assertThat(Nearest.slips(from, to)).isEqualTo(slips);
  }

  @Test
  void prefersTheFirstOfEquals() {
    assertThat(Nearest.to("l3", List.of("l1", "l2"))).contains("l1");
    assertThat(Nearest.to("l3", List.of("l2", "l1"))).contains("l2");
  }

  @ParameterizedTest
  @CsvSource({
    "fashion-mnist, fashion-mnist-sample",
    "IDX, idx",
    "cifar-10, cifar10",
    "/data/mnist,"
  })
  void findsNothingAlikeWhereMostLettersDiffer(String word, String alike) {
    assertThat(Nearest.alike(word, List.of("fashion-mnist-sample", "idx", "cifar10")))
        .isEqualTo(Optional.ofNullable(alike));
  }

  @Test
  void hasNoHintWhereThereIsNoChoice() {
    assertThat(Nearest.hint("random", List.of("grid"))).isEmpty();
    assertThat(Nearest.hint("rnadom", List.of("l1", "random"))).isEqualTo("; nearest: random");
    assertThat(Nearest.to("x", List.of())).isEmpty();
  }
}
