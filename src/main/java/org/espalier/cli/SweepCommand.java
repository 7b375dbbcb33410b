package org.espalier.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.espalier.codec.EnvironmentJson;
import org.espalier.codec.SummaryJson;
import org.espalier.local.LocalExecutor;
import org.espalier.report.FrontierTable;
import org.espalier.spark.SparkDriver;
import org.espalier.store.RunDirectory;
import org.espalier.sweep.Progress;
import org.espalier.sweep.Results;
import org.espalier.sweep.RootCause;
import org.espalier.sweep.RunStatus;
import org.espalier.sweep.RunStore;
import org.espalier.sweep.Sensitivity;
import org.espalier.sweep.StageExecutor;
import org.espalier.sweep.StageMemory;
import org.espalier.sweep.Sweep;
import org.espalier.sweep.VariantFront;
import org.espalier.sweep.spec.SweepSpec;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The main job. */
@Command(
    name = "sweep",
    description = {
      "Runs a sweep; resumes it where the run directory holds the same spec.",
      "Embedded Spark unless spark-submit or --master says otherwise."
    })
final class SweepCommand implements Callable<Integer> {
  /** Set by jobs/espalier, which can tell whether stderr is a terminal. */
  private static final String ON_TERMINAL = "espalier.terminal";

  /** Where stages run. */
  enum ExecutorKind {
    spark,
    local
  }

  @Mixin private SpecArguments arguments;

  @Option(
      names = "--out",
      paramLabel = "URI",
      description = "Run directory; runs/<run> by default.")
  private String out;

  @Option(
      names = "--executor",
      defaultValue = "spark",
      description = "spark, or local: threads of this process. Default: ${DEFAULT-VALUE}.")
  private ExecutorKind kind;

  @Option(names = "--master", description = "Spark's master, for the embedded run: local[2] …")
  private String master;

  @Override
  public Integer call() throws InterruptedException {
    SweepSpec spec = arguments.read();
    SweepSetup setup = SweepSetup.of(spec);
    String place = out == null ? "runs/" + spec.run() : out;
    return Interruption.during(() -> sweep(spec, setup, place));
  }

  private int sweep(SweepSpec spec, SweepSetup setup, String place) throws InterruptedException {
    StageMemory memory = setup.memory();
    Map<String, Object> environment = environment(setup);
    if (kind == ExecutorKind.local) {
      int slots = Runtime.getRuntime().availableProcessors();
      LocalExecutor.problem(memory, slots, Runtime.getRuntime().maxMemory())
          .ifPresent(
              problem -> {
                throw new UserError(problem);
              });
      try (RunDirectory run = Runs.drive(place, FileAccess.configuration(), spec, environment)) {
        return sweep(
            setup,
            run,
            environment,
            () -> new LocalExecutor(setup.engine(), setup.data(), run.checkpoints(), slots),
            progressLine());
      }
    }
    try (SparkDriver spark = SparkDriver.start(spec.run(), master, memory);
        RunDirectory run = Runs.drive(place, FileAccess.configuration(), spec, environment)) {
      return sweep(
          setup,
          run,
          environment,
          () -> spark.executor(setup.engine(), setup.data(), run.checkpoints()),
          Progress.seenBy(List.of(progressLine(), spark.metrics())));
    }
  }

  private static ProgressLine progressLine() {
    return new ProgressLine(System.err, Boolean.getBoolean(ON_TERMINAL));
  }

  private int sweep(
      SweepSetup setup,
      RunDirectory run,
      Map<String, Object> environment,
      Supplier<StageExecutor> start,
      Progress progress)
      throws InterruptedException {
    if (run.exists(RunFiles.SUCCESS)) {
      System.err.println(run.location() + " is complete; nothing is left to run.");
      run.discardCheckpoints();
      Results results = Results.of(run.journal());
      return conclude(run, setup, results, ExitCode.DONE);
    }
    run.write(
        RunFiles.ENVIRONMENT, EnvironmentJson.write(environment).getBytes(StandardCharsets.UTF_8));
    try (StageExecutor executor = start.get()) {
      return sweep(setup, run, executor, environment, progress);
    }
  }

  private int sweep(
      SweepSetup setup,
      RunDirectory run,
      StageExecutor executor,
      Map<String, Object> environment,
      Progress progress)
      throws InterruptedException {
    giveModel(setup, run);
    Sweep sweep = new Sweep(setup.plan(), executor, run, progress);
    try {
      Results results = sweep.run();
      RunStatus status = sweep.status();
      VariantFront front = results.front(setup.plan().spec().objectives()).orElseThrow();
      sweep.sensitivity().ifPresent(SweepCommand::tellOfFailures);
      new RunFiles(run, setup.plan().spec(), environment, sweep::goesOn)
          .write(results, sweep.sensitivity(), front, status, setup.engine());
      sweep.finish();
      boolean tolerable = status.state() == RunStatus.State.DONE;
      if (tolerable) {
        run.write(RunFiles.SUCCESS, new byte[0]);
        run.discardCheckpoints();
      }
      return conclude(run, setup, results, tolerable ? ExitCode.DONE : ExitCode.TOO_MANY_FAILED);
    } catch (InterruptedException e) {
      sweep.cancelled();
      throw e;
    } catch (RuntimeException e) {
      sweep.fail(RootCause.of(e));
      throw e;
    }
  }

  private static void tellOfFailures(Sensitivity sensitivity) {
    if (sensitivity.failed() > 0) {
      System.err.printf(
          "espalier: %d points of the sensitivity analysis failed, and count as accuracy 0 in the"
              + " order least-sensitive-first; see %s%n",
          sensitivity.failed(), RunFiles.SENSITIVITY);
    }
  }

  private static void giveModel(SweepSetup setup, RunStore run) {
    setup
        .givenModel()
        .ifPresent(
            given -> {
              try {
                run.checkpoints().write(given.name(), given.file());
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
  }

  private int conclude(RunDirectory run, SweepSetup setup, Results results, int code) {
    VariantFront front = results.front(setup.plan().spec().objectives()).orElseThrow();
    System.out.println(FrontierTable.text(results, front));
    System.out.println("Report: " + run.location() + "/" + RunFiles.REPORT);
    if (code == ExitCode.TOO_MANY_FAILED) {
      LastWords.say(
          "more than %s of the stages failed (limits.failed-fraction); see the report"
              .formatted(setup.plan().spec().limits().failedFraction()));
    }
    System.out.println(SummaryJson.line(summary(run, setup, results, front, code)));
    return code;
  }

  private static Map<String, Object> summary(
      RunDirectory run, SweepSetup setup, Results results, VariantFront front, int code) {
    Map<String, Object> summary = new LinkedHashMap<>();
    summary.put("command", "sweep");
    summary.put("run", setup.plan().spec().run());
    summary.put("out", run.location());
    summary.put("exit", code);
    summary.put(
        "variants",
        results.variants().stream().filter(variant -> variant.parent().isPresent()).count());
    summary.put("failed", results.variants().stream().filter(variant -> !variant.done()).count());
    summary.put("frontier", front.members().size());
    summary.put("hypervolume", front.hypervolume());
    return summary;
  }

  private Map<String, Object> environment(SweepSetup setup) {
    Map<String, Object> facts = EnvironmentFacts.collect();
    facts.put("executor", kind.name());
    facts.put("data", setup.plan().spec().data().source());
    facts.put(EnvironmentFacts.DATA, setup.data().digest());
    setup.givenModel().ifPresent(given -> facts.put(EnvironmentFacts.MODEL, given.digest()));
    return facts;
  }
}
