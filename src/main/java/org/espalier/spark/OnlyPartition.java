package org.espalier.spark;

import java.io.Serializable;
import scala.runtime.AbstractFunction1;

/** Lets one partition through. */
final class OnlyPartition extends AbstractFunction1<Object, Object> implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int partition;

  OnlyPartition(int partition) {
    this.partition = partition;
  }

  @Override
  public Object apply(Object index) {
    return (Integer) index == partition;
  }
}
