package org.espalier.sweep;

import org.espalier.network.Network;
import org.espalier.network.Shape;

/** An engine of tests that only perform visits: it knows no models. */
public abstract class BareEngine implements Engine {
  private static final long serialVersionUID = 1L;

  @Override
  public Network network(Origin.Fresh fresh) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Network network(byte[] model, Shape input) {
    throw new UnsupportedOperationException();
  }

  @Override
  public FileSizes sizes(Origin.Fresh fresh, boolean rewound) {
    throw new UnsupportedOperationException();
  }

  @Override
  public FileSizes sizes(byte[] model, Shape input, boolean rewound) {
    throw new UnsupportedOperationException();
  }

  @Override
  public ModelMemory memory(Origin.Fresh fresh, Workload work) {
    throw new UnsupportedOperationException();
  }

  @Override
  public ModelMemory memory(byte[] model, Shape input, Workload work) {
    throw new UnsupportedOperationException();
  }

  @Override
  public byte[] deliverable(byte[] checkpoint) {
    throw new UnsupportedOperationException();
  }

  @Override
  public String loadingCall(byte[] model, String file) {
    throw new UnsupportedOperationException();
  }
}
