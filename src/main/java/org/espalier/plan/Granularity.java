package org.espalier.plan;

/** What is removed. */
public enum Granularity {
  /** Single weights become zero; shapes stay. */
  WEIGHT("weight"),
  /** Whole filters or neurons are cut out; the network becomes smaller. */
  CHANNEL("channel"),
  /**
   * What a convolution's filter holds for one input channel, k x k weights, becomes zero. Mao et
   * al., Exploring the Granularity of Sparsity in Convolutional Neural Networks (2017): more
   * regular than single weights, at some of their accuracy.
   */
  KERNEL("kernel"),
  /**
   * Of every four neighbouring weights along the input axis two become zero. Mishra et al.,
   * Accelerating Sparse Deep Neural Networks (2021): the pattern that sparse tensor cores run at
   * twice the speed.
   */
  TWO_OF_FOUR("2:4", 2),
  /** Of every four neighbouring weights along the input axis three become zero. */
  ONE_OF_FOUR("1:4", 1);

  /** Neighbouring weights that make a block where a granularity goes by blocks. */
  public static final int BLOCK = 4;

  private final String label;
  private final int kept;

  Granularity(String label) {
    this(label, BLOCK);
  }

  Granularity(String label, int kept) {
    this.label = label;
    this.kept = kept;
  }

  /** As it is called in sweep files and results. */
  public String label() {
    return label;
  }

  /** Whether channels are cut out, so that shapes change. */
  public boolean cuts() {
    return this == CHANNEL;
  }

  /** Whether weights become zero and stay in their places. */
  public boolean zeroes() {
    return !cuts();
  }

  /** Whether so many weights go of every block of {@link #BLOCK}. */
  public boolean blocks() {
    return kept < BLOCK;
  }

  /** The sparsity that makes the pattern; only where it {@link #blocks}. */
  public double patternSparsity() {
    if (!blocks()) {
      throw new IllegalStateException(label + " has no pattern");
    }
    return 1 - (double) kept / BLOCK;
  }
}
