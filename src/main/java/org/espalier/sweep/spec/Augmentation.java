package org.espalier.sweep.spec;

/** How training rows are varied each time they are seen; what is scored is never varied. */
public enum Augmentation {
  /** Not at all. */
  NONE("none"),
  /**
   * Four black pixels are added on each side, of which an image of the old size is cut out at a
   * random place and mirrored with probability 1/2: He et al., Deep Residual Learning (2016), on
   * CIFAR-10.
   */
  FLIP_CROP("flip-crop");

  private final String label;

  Augmentation(String label) {
    this.label = label;
  }

  /** As it is called in sweep files. */
  public String label() {
    return label;
  }
}
