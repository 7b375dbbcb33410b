package org.espalier.schedule;

import java.io.Serializable;
import java.util.Optional;
import org.espalier.network.Network;

/** What trains the dense model on before its first removal, so that less is lost by it. */
public sealed interface SparseTraining extends Serializable
    permits NoSparseTraining, ScaleSparsity, GroupSparsity {
  /** As it is called in sweep files. */
  String name();

  /** What results show: the name with its settings. */
  String label();

  /** The training, without its penalty. */
  Training training();

  /** What it needs that a network does not have. */
  default Optional<String> lacking(Network network) {
    return Optional.empty();
  }
}
