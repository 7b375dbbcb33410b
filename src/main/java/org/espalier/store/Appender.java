package org.espalier.store;

import java.io.Closeable;
import java.io.IOException;

/** The end of a file that grows. */
interface Appender extends Closeable {
  /** When this returns, {@code content} survives a crash. */
  void append(byte[] content) throws IOException;
}
