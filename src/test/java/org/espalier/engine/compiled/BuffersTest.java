package org.espalier.engine.compiled;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is alive at the same time does not overlap, and what is free is handed out again. */
class BuffersTest {
  private static final int STEPS = 200;

  @Test
  void partsThatAreAliveDoNotOverlap() {
    for (int seed = 0; seed < 100; seed++) {
      Random random = new Random(seed);
      Buffers buffers = new Buffers();
      List<Buffers.Buffer> alive = new ArrayList<>();
      List<Buffers.Buffer> kept = new ArrayList<>();
      List<Buffers.Buffer> everTaken = new ArrayList<>();
      for (int step = 0; step < STEPS; step++) {
        int what = random.nextInt(10);
        if (what < 4 && !alive.isEmpty()) {
          buffers.release(alive.remove(random.nextInt(alive.size())));
        } else if (what == 9) {
          Buffers.Buffer part = buffers.keep(1 + random.nextInt(1000));
          assertApart("a kept part and one that was ever taken", seed, part, everTaken);
          kept.add(part);
        } else {
          Buffers.Buffer part = buffers.take(1 + random.nextInt(1000));
          assertApart("two that are alive", seed, part, alive);
          assertApart("one that is alive and one that is kept", seed, part, kept);
          alive.add(part);
          everTaken.add(part);
        }
      }
      assertThat(everTaken).allMatch(part -> part.end() <= buffers.bytes());
    }
  }

  private static void assertApart(
      String what, int seed, Buffers.Buffer part, List<Buffers.Buffer> others) {
    assertThat(others)
        .as("%s, seed %d", what, seed)
        .noneMatch(other -> part.start() < other.end() && other.start() < part.end());
  }

  /** Whoever shares a part holds it. */
  @Test
  void aPartIsFreeWhenAllHaveReleasedIt() {
    Buffers buffers = new Buffers();
    Buffers.Buffer shared = buffers.take(64).held();

    buffers.release(shared);
    assertThat(buffers.take(64).start()).isNotEqualTo(shared.start());
    buffers.release(shared);
    assertThat(buffers.take(64).start()).isEqualTo(shared.start());
  }

  /** Neighbours become one, and the last part grows. */
  @Test
  void takesNoMoreThanWhatIsAliveAtOnce() {
    Buffers buffers = new Buffers();
    List<Buffers.Buffer> small = List.of(buffers.take(64), buffers.take(64), buffers.take(64));
    small.forEach(buffers::release);

    buffers.release(buffers.take(192));
    assertThat(buffers.bytes()).isEqualTo(192);
    buffers.take(256);
    assertThat(buffers.bytes()).isEqualTo(256);
  }
}
