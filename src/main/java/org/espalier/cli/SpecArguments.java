package org.espalier.cli;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.espalier.codec.SweepFile;
import org.espalier.store.UriFile;
import org.espalier.sweep.spec.SweepSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A sweep file on the command line. */
final class SpecArguments {
  @Parameters(
      index = "0",
      paramLabel = "SPEC",
      description = "The sweep file, a path or URI; conf/reference.yaml explains every key.")
  private String file;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Overrides one key of the file (data.shards=4); may be repeated.")
  private List<String> overrides = List.of();

  SweepSpec read() {
    String text =
        new String(UriFile.read(place(), FileAccess.configuration()), StandardCharsets.UTF_8);
    return SweepFile.read(text, file, overrides);
  }

  /**
   * A file in this process's own directory is meant where there is one, whatever the cluster's
   * default file system is: spark-submit puts it there for a driver in a YARN container.
   */
  private String place() {
    File here = new File(file);
    return here.isFile() ? here.toURI().toString() : file;
  }
}
