package org.espalier.spark.checks;

import java.util.List;

/** A cluster, or its settings, on which a sweep would go wrong. Each line says what to change. */
public final class UnfitClusterException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UnfitClusterException(List<String> problems) {
    super(String.join("\n  ", problems));
  }
}
