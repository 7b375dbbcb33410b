package org.espalier.data;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;

/**
 * Files that are shipped in Espalier's jar, beside this class.
 *
 * @param name of the folder
 */
record ClasspathFolder(String name) implements Folder {
  @Override
  public boolean holds(String file) {
    return ClasspathFolder.class.getResource(name + "/" + file) != null;
  }

  @Override
  public InputStream open(String file) throws IOException {
    InputStream in = ClasspathFolder.class.getResourceAsStream(name + "/" + file);
    if (in == null) {
      throw new FileNotFoundException(path(file));
    }
    return in;
  }

  @Override
  public String path(String file) {
    return "classpath:" + name + "/" + file;
  }
}
