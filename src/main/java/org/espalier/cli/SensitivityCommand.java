package org.espalier.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.espalier.codec.SummaryJson;
import org.espalier.engine.Dl4jEngine;
import org.espalier.engine.Model;
import org.espalier.local.LocalExecutor;
import org.espalier.plan.Granularity;
import org.espalier.report.SensitivityCsv;
import org.espalier.report.SensitivityPage;
import org.espalier.report.SensitivityTable;
import org.espalier.store.MemoryRun;
import org.espalier.store.UriFile;
import org.espalier.sweep.Digest;
import org.espalier.sweep.Origin;
import org.espalier.sweep.Pools;
import org.espalier.sweep.Probing;
import org.espalier.sweep.Scoring;
import org.espalier.sweep.Sensitivity;
import org.espalier.sweep.SensitivityAnalysis;
import org.espalier.sweep.SensitivityPoint;
import org.espalier.sweep.ShardSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Finds out what each layer of a model can do without. */
@Command(
    name = "sensitivity",
    description = {
      "Prunes each layer of a model alone, to growing levels, and scores what is left on",
      "validation rows; trains nothing. Prints a table, and writes it as CSV and as a plot."
    })
final class SensitivityCommand implements Callable<Integer> {
  @Mixin private ModelArguments arguments;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "URI",
      description = "fashion-mnist-sample, idx:URI or cifar10:URI.")
  private String data;

  @Mixin private CriterionOptions options;

  @Option(
      names = "--levels",
      split = ",",
      paramLabel = "SHARE",
      description =
          "Shares of a layer that go: 0.1,0.2 … 0.9 by default; quarters for 2:4 and 1:4.")
  private List<Double> levels;

  @Mixin private GuardOptions guards;

  @Option(
      names = "--recalibration-rows",
      defaultValue = "256",
      description =
          "Training rows from which batch norms get their statistics anew after a removal, as in a"
              + " sweep; 0 for none. Default: ${DEFAULT-VALUE}.")
  private int recalibrationRows;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where the files go; runs/sensitivity-<model> by default.")
  private String out;

  @Override
  public Integer call() throws InterruptedException {
    Probing probing = probing();
    ShardSource rows = ModelData.open(data);
    Model model = arguments.read(rows);
    Sensitivity found = analyse(model, probing, rows);
    checkThatSomethingIsKnown(found);
    String place = place();
    write(place + "/sensitivity.csv", SensitivityCsv.text(found));
    write(place + "/sensitivity.html", SensitivityPage.html(name(), how(rows), found));
    print(found, place);
    System.out.println(SummaryJson.line(summary(found, place)));
    return ExitCode.DONE;
  }

  private Probing probing() {
    try {
      Granularity removed = options.granularity();
      return new Probing(
          options.criterion(),
          removed,
          levels == null ? Probing.usualLevels(removed) : levels,
          options.calibrationRows(),
          recalibrationRows,
          options.seed);
    } catch (IllegalArgumentException e) {
      throw new UserError(e.getMessage());
    }
  }

  private Sensitivity analyse(Model model, Probing probing, ShardSource rows)
      throws InterruptedException {
    byte[] file = model.deliverable();
    String digest = Digest.of(file);
    MemoryRun run = new MemoryRun();
    give(file, digest, run);
    SensitivityAnalysis analysis = analysis(model, digest, probing, rows);
    int slots = Runtime.getRuntime().availableProcessors();
    try (LocalExecutor executor =
        new LocalExecutor(new Dl4jEngine(), rows, run.checkpoints(), slots)) {
      return analysis.run(executor);
    }
  }

  private static void give(byte[] model, String name, MemoryRun run) {
    try {
      run.checkpoints().write(name, model);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private SensitivityAnalysis analysis(
      Model model, String digest, Probing probing, ShardSource rows) {
    try {
      return new SensitivityAnalysis(
          digest,
          new Origin.Checkpoint(digest),
          probing,
          Pools.of(model.network(), probing.granularity(), guards.guards()),
          rows.shards());
    } catch (IllegalArgumentException e) {
      throw new UserError("%s: %s".formatted(arguments.file, e.getMessage()));
    }
  }

  /** A criterion that finds nothing to go by in any layer is the wrong one for this model. */
  private void checkThatSomethingIsKnown(Sensitivity found) {
    List<SensitivityPoint> points =
        found.curves().stream().flatMap(curve -> curve.points().stream()).toList();
    if (points.stream().noneMatch(SensitivityPoint::done)) {
      throw new UserError(
          "%s: %s can rank none of its layers: %s"
              .formatted(arguments.file, options.criterion, points.get(0).error()));
    }
  }

  private String name() {
    return arguments.file.replaceAll(".*/", "");
  }

  private String place() {
    return out == null ? "runs/sensitivity-" + name().replaceAll("\\.\\w+$", "") : out;
  }

  private String how(ShardSource rows) {
    return "Pruned by %s, granularity %s; scored on %,d validation rows of %s."
        .formatted(options.criterion, options.granularity, rows.count(Scoring.VALIDATION), data);
  }

  private static void write(String uri, String text) {
    UriFile.write(uri, text.getBytes(StandardCharsets.UTF_8), FileAccess.configuration());
  }

  private void print(Sensitivity found, String place) {
    System.out.printf(
        "Dense: %.2f %% of the validation rows right. One layer alone pruned by %s, granularity %s,"
            + " least sensitive first:%n%n%s%n",
        100 * found.dense().accuracy(),
        options.criterion,
        options.granularity,
        SensitivityTable.text(found.curves()));
    if (found.failed() > 0) {
      System.err.printf(
          "espalier: %d points could not be measured; sensitivity.csv says why%n", found.failed());
    }
    System.out.printf("Curves: %s/sensitivity.csv%nPlot: %s/sensitivity.html%n", place, place);
  }

  private Map<String, Object> summary(Sensitivity found, String place) {
    Map<String, Object> summary = new LinkedHashMap<>();
    summary.put("command", "sensitivity");
    summary.put("model", arguments.file);
    summary.put("criterion", options.criterion);
    summary.put("granularity", options.granularity);
    summary.put("val_accuracy", found.dense().accuracy());
    summary.put("least_sensitive_first", found.order().values().iterator().next());
    summary.put("failed", found.failed());
    summary.put("out", place);
    return summary;
  }
}
