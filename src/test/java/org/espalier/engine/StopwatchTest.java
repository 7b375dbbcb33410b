package org.espalier.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.espalier.sweep.Phase;
import org.junit.jupiter.api.Test;

class StopwatchTest {
  private final Stopwatch watch = new Stopwatch();

  @Test
  void noSecondCountsTwice() {
    long start = System.nanoTime();
    watch.during(
        Phase.SCORING,
        () -> {
          pause();
          watch.during(Phase.READING, StopwatchTest::pause);
          watch.during(Phase.READING, StopwatchTest::pause);
          pause();
        });
    double elapsed = (System.nanoTime() - start) / 1e9;
    pause();

    Map<Phase, Double> seconds = watch.effort().seconds();
    assertThat(seconds).containsOnlyKeys(Phase.SCORING, Phase.READING);
    assertThat(seconds.values()).allMatch(some -> some >= 0.04);
    assertThat(seconds.values().stream().mapToDouble(some -> some).sum())
        .isBetween(0.98 * elapsed - 0.01, elapsed);
  }

  @Test
  void whatFailsHasTakenItsTimeToo() {
    assertThatThrownBy(
            () ->
                watch.during(
                    Phase.TRAINING,
                    () -> {
                      pause();
                      throw new IllegalStateException("not finite");
                    }))
        .hasMessage("not finite");
    pause();

    assertThat(watch.effort().seconds().get(Phase.TRAINING)).isBetween(0.02, 10.0);
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(20);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
