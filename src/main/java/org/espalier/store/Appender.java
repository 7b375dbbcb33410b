package org.espalier.store;

import java.io.Closeable;
import java.io.IOException;

/** A file's growing end. */
interface Appender extends Closeable {
  /** When this returns, {@code content} survives a crash. */
  void append(byte[] content) throws IOException;
}
