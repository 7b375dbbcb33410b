package org.espalier.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.CNN2DFormat;

/**
 * How a random network is made, in a form of which parts can be left out.
 *
 * @param seed of its parameters, of what is kept and of the images
 * @param sequential whether it is layer behind layer, not a graph
 * @param inputs how many images it takes at once
 */
record Recipe(
    long seed,
    boolean sequential,
    CNN2DFormat format,
    int inputs,
    int channels,
    int height,
    int width,
    List<Step> steps) {
  private static final int MOST_STEPS = 14;

  Recipe {
    steps = List.copyOf(steps);
  }

  static Recipe random(long seed) {
    RandomGenerator random = generator(seed);
    boolean sequential = random.nextInt(4) == 0;
    CNN2DFormat format = random.nextInt(5) < 3 ? CNN2DFormat.NCHW : CNN2DFormat.NHWC;
    int inputs = sequential || random.nextInt(4) > 0 ? 1 : 2;
    int channels = 1 + random.nextInt(4);
    int height = 4 + random.nextInt(5);
    int width = 4 + random.nextInt(5);
    List<Step> steps =
        Stream.generate(() -> Step.random(random))
            .limit(3 + random.nextInt(MOST_STEPS - 2))
            .toList();
    return new Recipe(seed, sequential, format, inputs, channels, height, width, steps);
  }

  /** A generator of its own for each purpose: none moves another's numbers. */
  static RandomGenerator generator(long seed) {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }

  /**
   * A recipe that is as short as it can be and still fails.
   *
   * @param fails true of this recipe
   */
  Recipe shrunk(Predicate<Recipe> fails) {
    for (Recipe simpler : simpler()) {
      if (fails.test(simpler)) {
        return simpler.shrunk(fails);
      }
    }
    return this;
  }

  /** Recipes with a little less in them, the boldest first. */
  private List<Recipe> simpler() {
    List<Recipe> simpler = new ArrayList<>();
    for (int length = steps.size() / 2; length >= 1; length /= 2) {
      for (int first = 0; first + length <= steps.size(); first += length) {
        List<Step> fewer = new ArrayList<>(steps);
        fewer.subList(first, first + length).clear();
        simpler.add(with(fewer));
      }
    }
    if (inputs > 1) {
      simpler.add(new Recipe(seed, sequential, format, 1, channels, height, width, steps));
    }
    if (format == CNN2DFormat.NHWC) {
      simpler.add(
          new Recipe(seed, sequential, CNN2DFormat.NCHW, inputs, channels, height, width, steps));
    }
    for (int i = 0; i < steps.size(); i++) {
      for (int number = 0; number < 4; number++) {
        Step simplified = steps.get(i).simplified(number);
        if (!simplified.equals(steps.get(i))) {
          List<Step> changed = new ArrayList<>(steps);
          changed.set(i, simplified);
          simpler.add(with(changed));
        }
      }
    }
    return simpler;
  }

  private Recipe with(List<Step> others) {
    return new Recipe(seed, sequential, format, inputs, channels, height, width, others);
  }
}
