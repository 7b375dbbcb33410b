package org.espalier.engine;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A zip in which equal models are equal bytes: entries have no time. */
final class ModelZip extends ZipOutputStream {
  ModelZip(OutputStream out, int compression) {
    super(out);
    setLevel(compression);
  }

  /** What an entry holds, as it is written. */
  interface Content {
    void writeTo(DataOutputStream out) throws IOException;
  }

  void put(String name, byte[] content) throws IOException {
    put(name, out -> out.write(content));
  }

  void put(String name, Content content) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTime(0);
    putNextEntry(entry);
    DataOutputStream out = new DataOutputStream(new BufferedOutputStream(this));
    content.writeTo(out);
    out.flush();
    closeEntry();
  }

  /** Does not look for what repeats: it would take more than twice as long and find nothing. */
  void putUnrepeating(String name, Content content) throws IOException {
    def.setStrategy(Deflater.HUFFMAN_ONLY);
    put(name, content);
    def.setStrategy(Deflater.DEFAULT_STRATEGY);
  }
}
