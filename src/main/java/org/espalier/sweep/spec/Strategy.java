package org.espalier.sweep.spec;

/** How a search chooses its candidates. */
public sealed interface Strategy {
  /** As it is called in sweep files. */
  String name();

  /** Every combination of the choices along all axes. */
  record Grid() implements Strategy {
    @Override
    public String name() {
      return "grid";
    }
  }

  /**
   * Some candidates by chance. Bergstra and Bengio, Random Search for Hyper-Parameter Optimization
   * (2012): where few of many settings matter it tries more values of these than a grid of the same
   * size.
   *
   * @param samples how many
   */
  record Random(int samples, long seed) implements Strategy {
    public Random {
      Strategy.checkCount("samples", samples, 1);
      Strategy.checkSeed(seed);
    }

    @Override
    public String name() {
      return "random";
    }
  }

  /**
   * Generations that descend from the best of those before: Deb et al., A Fast and Elitist
   * Multiobjective Genetic Algorithm: NSGA-II (2002). All of a generation has ended before the next
   * one begins, so that nothing depends on what ended first.
   *
   * @param population candidates of a generation
   * @param generations the first, which is drawn by chance, included
   */
  record Nsga2(int population, int generations, long seed) implements Strategy {
    public Nsga2 {
      Strategy.checkCount("population", population, 2);
      Strategy.checkCount("generations", generations, 1);
      Strategy.checkSeed(seed);
    }

    @Override
    public String name() {
      return "nsga2";
    }
  }

  private static void checkCount(String name, int count, int least) {
    if (count < least) {
      throw new IllegalArgumentException(
          "%s must be at least %d, not %d".formatted(name, least, count));
    }
  }

  private static void checkSeed(long seed) {
    if (seed == 0) {
      throw new IllegalArgumentException("seed must not be 0");
    }
  }
}
