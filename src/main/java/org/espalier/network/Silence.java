package org.espalier.network;

/**
 * What becomes of a channel whose parameters are all zero. It matters to what comes behind: a
 * silent channel adds nothing to a norm over all channels, one that is constant does.
 */
public enum Silence {
  /** It is zero, whatever came in: its own weight or scale has been zeroed. */
  MAKES,
  /** It is zero where zero came in. */
  KEEPS,
  /** It is another constant, as behind a sigmoid. */
  BREAKS
}
