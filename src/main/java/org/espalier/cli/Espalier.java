package org.espalier.cli;

import org.espalier.codec.SpecException;
import org.espalier.data.DataException;
import org.espalier.spark.checks.UnfitClusterException;
import org.espalier.store.StoreException;
import org.espalier.store.WriteFailure;
import org.espalier.sweep.RootCause;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program: {@code espalier COMMAND}. */
@Command(
    name = "espalier",
    description = "Finds the accuracy / size frontier of a pruned CNN.",
    version = "espalier ${org.espalier.version}",
    mixinStandardHelpOptions = true,
    scope = CommandLine.ScopeType.INHERIT,
    subcommands = {
      PlanCommand.class,
      SweepCommand.class,
      FrontierCommand.class,
      ReportCommand.class,
      TrainCommand.class,
      PruneCommand.class,
      InspectCommand.class,
      EvaluateCommand.class,
      SensitivityCommand.class,
      CriteriaCommand.class
    })
public final class Espalier {
  private Espalier() {}

  /** Ends with 0 done, 1 failed, 2 wrong usage or input, 3 done but too many stages failed. */
  public static void main(String[] arguments) {
    System.setProperty("org.espalier.version", EnvironmentFacts.version());
    int code = run(arguments);
    if (code != ExitCode.DONE) {
      endWith(code);
    }
  }

  static int run(String... arguments) {
    return new CommandLine(new Espalier())
        .setExecutionExceptionHandler((error, command, parsed) -> explain(error))
        .setParameterExceptionHandler(
            (error, ignored) -> {
              System.err.println(error.getCommandLine().getUsageMessage().strip());
              LastWords.say(error.getMessage());
              return ExitCode.USAGE;
            })
        .execute(arguments);
  }

  /**
   * In YARN's cluster mode System.exit would hide the cause: there the driver must throw. {@code
   * jobs/submit} finds code and cause in what YARN hands on.
   */
  private static void endWith(int code) {
    if ("yarn".equals(System.getProperty("spark.master"))
        && "cluster".equals(System.getProperty("spark.submit.deployMode"))) {
      throw new IllegalStateException(
          "espalier ended with code %d: %s"
              .formatted(code, LastWords.said().replaceAll("\\s+", " ")));
    }
    System.exit(code);
  }

  /** The last line of stderr is the root cause. */
  private static int explain(Exception error) {
    if (error instanceof InterruptedException) {
      LastWords.say("ended from outside; what is settled is kept");
      return ExitCode.FAILED;
    }
    boolean told =
        error instanceof UserError
            || error instanceof SpecException
            || error instanceof DataException
            || error instanceof UnfitClusterException
            || error instanceof StoreException;
    LastWords.say(told ? error.getMessage() : RootCause.of(error));
    return told && !(error instanceof WriteFailure) ? ExitCode.USAGE : ExitCode.FAILED;
  }
}
