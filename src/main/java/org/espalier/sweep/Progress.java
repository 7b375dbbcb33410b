package org.espalier.sweep;

import java.util.Collection;

/** Port: whoever looks on while a sweep runs. */
@FunctionalInterface
public interface Progress {
  /**
   * Something has changed.
   *
   * @param settled all variants so far
   */
  void changed(RunStatus status, Collection<Variant> settled);
}
