package org.espalier.sweep;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Set;

/** A run's checkpoints, of which those that nobody needs are deleted. No result depends on that. */
final class StoredModels {
  private final Checkpoints checkpoints;
  private final Set<String> deleted;

  private StoredModels(Checkpoints checkpoints, Set<String> deleted) {
    this.checkpoints = checkpoints;
    this.deleted = deleted;
  }

  /**
   * Clears away what no journal names: what was left by visits whose driver was killed before it
   * heard of them.
   *
   * @param named by the journal, or given by the user
   */
  static StoredModels cleared(Checkpoints checkpoints, Set<String> named) {
    Set<String> present = names(checkpoints);
    Set<String> deleted = new HashSet<>(named);
    deleted.removeAll(present);
    StoredModels models = new StoredModels(checkpoints, deleted);
    present.stream().filter(name -> !named.contains(name)).forEach(models::delete);
    return models;
  }

  private static Set<String> names(Checkpoints checkpoints) {
    try {
      return checkpoints.names();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether a model is gone: let go, or lost with the line of the journal that let it go. */
  boolean isGone(String name) {
    return deleted.contains(name);
  }

  /** A visit has left a model. */
  void add(String name) {
    deleted.remove(name);
  }

  void delete(String name) {
    if (!deleted.add(name)) {
      return;
    }
    try {
      checkpoints.delete(name);
    } catch (IOException e) {
      // It costs space, no result: a later clean-up of the run's checkpoints takes it along.
      System.getLogger(StoredModels.class.getName())
          .log(System.Logger.Level.WARNING, "checkpoint {0} stays: {1}", name, e.getMessage());
    }
  }
}
