package org.espalier.engine.compiled;

/** A node of a network, whose way forward is recorded when it is made. */
interface Op {
  /** What comes out of it. */
  Tensor values();

  /**
   * Records the way back: the slopes of its parameters, and of what flows in.
   *
   * @param slopes of the loss by its values; not to be released here
   */
  void backward(Tape tape, Tensor slopes);
}
