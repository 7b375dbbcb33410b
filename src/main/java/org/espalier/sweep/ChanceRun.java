package org.espalier.sweep;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A tree whose results are drawn, to see what early stopping would leave of it. */
final class ChanceRun {
  private static final int RUNS = 10;

  private final StageTree tree;
  private final EarlyStopping stopping;
  private final Random random;

  private ChanceRun(StageTree tree, EarlyStopping stopping, long seed) {
    this.tree = tree;
    this.stopping = stopping;
    this.random = new Random(seed);
  }

  /** How many stages are run, those of the dense model apart: the mean of some runs. */
  static long stages(StageTree tree, Supplier<EarlyStopping> stopping) {
    double mean =
        IntStream.range(0, RUNS)
            .mapToLong(seed -> new ChanceRun(tree, stopping.get(), seed).stages())
            .average()
            .orElseThrow();
    return Math.round(mean) - tree.dense().size();
  }

  private long stages() {
    Deque<Stage> ready = new ArrayDeque<>(tree.dense().subList(0, 1));
    long run = 0;
    while (!ready.isEmpty()) {
      run++;
      Variant drawn = drawn(ready.poll());
      children(drawn, false).forEach(ready::add);
      for (Variant variant : stopping.settled(drawn)) {
        children(variant, true).forEach(ready::add);
      }
    }
    return run;
  }

  private Stream<Stage> children(Variant variant, boolean goOn) {
    return tree.children(variant.stage()).stream().filter(child -> child.goesOn() == goOn);
  }

  private Variant drawn(Stage stage) {
    Measured measured =
        new Measured(random.nextDouble(), 0, cost(), cost(), cost(), cost(), Map.of());
    return new Variant(stage, Status.DONE, measured, null, 0, 0, "", null);
  }

  private long cost() {
    return random.nextInt(Integer.MAX_VALUE);
  }
}
