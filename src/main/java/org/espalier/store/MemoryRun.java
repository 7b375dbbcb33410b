package org.espalier.store;

import java.io.FileNotFoundException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.espalier.sweep.Checkpoints;
import org.espalier.sweep.Entry;
import org.espalier.sweep.Event;
import org.espalier.sweep.RunStatus;
import org.espalier.sweep.RunStore;

/** A run that leaves nothing behind, for work on this machine that has no run directory. */
public final class MemoryRun implements RunStore {
  private final List<Entry> journal = new ArrayList<>();
  private final Models models = new Models();

  @Override
  public synchronized List<Entry> journal() {
    return List.copyOf(journal);
  }

  @Override
  public synchronized void append(Entry entry) {
    journal.add(entry);
  }

  @Override
  public void tell(RunStatus status, List<Event> events) {}

  @Override
  public Checkpoints checkpoints() {
    return models;
  }

  @Override
  public void write(String name, byte[] content) {}

  @Override
  public void close() {}

  private static final class Models implements Checkpoints {
    private static final long serialVersionUID = 1L;

    private final Map<String, byte[]> models = new ConcurrentHashMap<>();

    @Override
    public byte[] read(String name) throws FileNotFoundException {
      byte[] model = models.get(name);
      if (model == null) {
        throw new FileNotFoundException(name);
      }
      return model;
    }

    @Override
    public void write(String name, byte[] model) {
      models.put(name, model);
    }

    @Override
    public void delete(String name) {
      models.remove(name);
    }

    @Override
    public Set<String> names() {
      return Set.copyOf(models.keySet());
    }
  }
}
