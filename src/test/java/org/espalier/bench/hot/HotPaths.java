package org.espalier.bench.hot;

import java.io.IOException;
import org.openjdk.jmh.Main;

/** Runs what stands in this package, by JMH's own options. */
public final class HotPaths {
  private HotPaths() {}

  public static void main(String[] words) throws IOException {
    Main.main(words);
  }
}
