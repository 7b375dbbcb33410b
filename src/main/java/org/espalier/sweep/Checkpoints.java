package org.espalier.sweep;

import java.io.IOException;
import java.io.Serializable;
import java.util.Set;

/** Port: a run's model files, reached from every executor. */
public interface Checkpoints extends Serializable {
  byte[] read(String name) throws IOException;

  /** Writes under a name that no other attempt uses; the journal says later which one counts. */
  void write(String name, byte[] model) throws IOException;

  void delete(String name) throws IOException;

  /** Of all that are there. */
  Set<String> names() throws IOException;
}
