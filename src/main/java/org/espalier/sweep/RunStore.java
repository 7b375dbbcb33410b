package org.espalier.sweep;

import java.util.List;

/** Port: a run's directory. One driver writes it; what the journal does not name does not count. */
public interface RunStore extends AutoCloseable {
  /** What is settled so far, by this driver or earlier ones, in the order in which it was. */
  List<Entry> journal();

  /** Settles an entry: when this returns it survives a crash. */
  void append(Entry entry);

  /**
   * Shows where the run stands. No run ends because it cannot be shown.
   *
   * @param events what has happened since the last time
   */
  void tell(RunStatus status, List<Event> events);

  Checkpoints checkpoints();

  /** Puts a file into the directory; readers see all of it or nothing. */
  void write(String name, byte[] content);

  @Override
  void close();
}
