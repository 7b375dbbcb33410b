package org.espalier.data;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;

/**
 * Files that are shipped in Espalier's jar, beside this class.
 *
 * @param name of the folder
 */
record ClasspathFolder(String name) implements Folder {
  @Override
  public boolean holds(String file) {
    return resource(file) != null;
  }

  @Override
  public long length(String file) throws IOException {
    return resource(file).openConnection().getContentLengthLong();
  }

  @Override
  public InputStream open(String file) throws IOException {
    URL resource = resource(file);
    if (resource == null) {
      throw new FileNotFoundException(path(file));
    }
    return resource.openStream();
  }

  @Override
  public String path(String file) {
    return "classpath:" + name + "/" + file;
  }

  private URL resource(String file) {
    return ClasspathFolder.class.getResource(name + "/" + file);
  }
}
