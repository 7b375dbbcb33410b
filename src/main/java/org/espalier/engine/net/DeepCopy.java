package org.espalier.engine.net;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;

/**
 * Copies of DL4J's configurations that share nothing with the old. DL4J's own clones share updaters
 * and a PReLU's shape, and forget along which axis a vertex merges; its JSON takes many times as
 * long.
 */
final class DeepCopy {
  private DeepCopy() {}

  static <T extends Serializable> T of(T configuration) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
        out.writeObject(configuration);
      }
      try (ObjectInputStream in =
          new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
        @SuppressWarnings("unchecked") // what was written is read again
        T copy = (T) in.readObject();
        return copy;
      }
    } catch (IOException | ClassNotFoundException e) {
      throw new IllegalStateException("cannot copy " + configuration.getClass().getName(), e);
    }
  }
}
