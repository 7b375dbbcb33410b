package org.espalier.schedule;

import java.io.Serializable;

/** What follows each removal. */
public sealed interface RetrainPolicy extends Serializable permits FineTune, NoRetraining {
  /** As it is called in sweep files. */
  String name();

  /** What results show: the name with its settings. */
  String label();

  /** Visits to a shard, each one pass over its rows. */
  int visits();
}
