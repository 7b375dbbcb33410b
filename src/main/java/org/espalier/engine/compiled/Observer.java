package org.espalier.engine.compiled;

/** Is told what reaches batch norms. */
@FunctionalInterface
public interface Observer {
  /**
   * Is told after each batch, for each of them.
   *
   * @param node the batch norm
   */
  void saw(String node, Seen seen);
}
