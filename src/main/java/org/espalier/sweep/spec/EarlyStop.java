package org.espalier.sweep.spec;

/** How a search gives up on candidates that do badly. */
public sealed interface EarlyStop permits NoEarlyStop, MoAsha {
  /** As it is called in sweep files. */
  String name();
}
