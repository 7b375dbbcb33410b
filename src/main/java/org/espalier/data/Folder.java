package org.espalier.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;

/** A place with files. It is shipped to executors by name, and each opens the files itself. */
sealed interface Folder extends Serializable permits ClasspathFolder, HadoopFolder {
  boolean holds(String file) throws IOException;

  /** Bytes of a file that is there. */
  long length(String file) throws IOException;

  InputStream open(String file) throws IOException;

  /** Where a file is, or would be; for messages. */
  String path(String file);
}
