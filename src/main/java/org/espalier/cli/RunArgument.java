package org.espalier.cli;

import picocli.CommandLine.Parameters;

/** A run directory on the command line. */
final class RunArgument {
  @Parameters(index = "0", paramLabel = "RUN", description = "A run directory, a path or URI.")
  String uri;
}
