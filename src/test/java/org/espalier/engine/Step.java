package org.espalier.engine;

import java.util.random.RandomGenerator;

/**
 * One step of a {@link Recipe}. Its numbers choose among what there is when it is reached, so that
 * it means something whatever steps are left out before it.
 *
 * @param what is added
 * @param from chooses what it reads
 * @param other chooses what is joined with that
 * @param size chooses how large it is
 * @param variant chooses all else
 */
record Step(Ingredient what, int from, int other, int size, int variant) {
  private static final int RANGE = 1 << 16;

  /** What a step adds. */
  enum Ingredient {
    CONVOLUTION(12),
    DECONVOLUTION(3),
    DEPTHWISE(4),
    SEPARABLE(3),
    BATCH_NORM(6),
    PRELU(3),
    ACTIVATION(3),
    SOFTMAX(1),
    LRN(1),
    DROPOUT(1),
    PADDING(2),
    CROPPING(2),
    UP_SAMPLING(2),
    POOLING(4),
    SPACE_TO_DEPTH(3),
    GLOBAL_POOLING(2),
    EXCITATION(2),
    ELEMENT_WISE(9),
    MERGE(8),
    SUBSET(5),
    RESHAPE(4),
    SCALE(1),
    SHIFT(1),
    SCALING(1),
    L2_NORMALISE(2),
    STACK(2),
    DENSE(5),
    UNFLATTEN(3),
    FLATTEN(1),
    ANSWER(1);

    private final int share;

    /**
     * An ingredient that comes as often as its share says.
     *
     * @param share of all ingredients'
     */
    Ingredient(int share) {
      this.share = share;
    }

    private static Ingredient random(RandomGenerator random) {
      int total = 0;
      for (Ingredient each : values()) {
        total += each.share;
      }
      int at = random.nextInt(total);
      for (Ingredient each : values()) {
        at -= each.share;
        if (at < 0) {
          return each;
        }
      }
      throw new IllegalStateException("shares do not add up");
    }
  }

  static Step random(RandomGenerator random) {
    return new Step(
        Ingredient.random(random),
        random.nextInt(RANGE),
        random.nextInt(RANGE),
        random.nextInt(RANGE),
        random.nextInt(RANGE));
  }

  /** The same with one number less to wonder about; itself where there is none. */
  Step simplified(int number) {
    return switch (number) {
      case 0 -> new Step(what, 0, other, size, variant);
      case 1 -> new Step(what, from, 0, size, variant);
      case 2 -> new Step(what, from, other, 0, variant);
      default -> new Step(what, from, other, size, 0);
    };
  }
}
