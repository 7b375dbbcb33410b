package org.espalier.cli;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.espalier.codec.SummaryJson;
import org.espalier.local.LocalExecutor;
import org.espalier.store.MemoryRun;
import org.espalier.store.UriFile;
import org.espalier.sweep.Progress;
import org.espalier.sweep.Sweep;
import org.espalier.sweep.Variant;
import org.espalier.sweep.spec.SweepSpec;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Trains the dense model of a sweep, and nothing else. */
@Command(
    name = "train",
    description = "Trains a sweep's baseline only, exactly as the sweep would.")
final class TrainCommand implements Callable<Integer> {
  @Mixin private SpecArguments arguments;

  @Option(names = "--out", required = true, paramLabel = "MODEL.zip", description = "Model file.")
  private String out;

  @Override
  public Integer call() throws InterruptedException, IOException {
    SweepSpec spec = arguments.read();
    if (spec.model().train() == null) {
      throw new UserError(
          "model.source %s is trained already; name an architecture to train one"
              .formatted(spec.model().source()));
    }
    SweepSetup setup = SweepSetup.of(spec);
    MemoryRun run = new MemoryRun();
    try (LocalExecutor executor =
        new LocalExecutor(setup.engine(), setup.data(), run.checkpoints(), 1)) {
      Variant dense = new Sweep(setup.plan(), executor, run, Progress.UNSEEN).dense();
      UriFile.write(
          out,
          setup.engine().deliverable(run.checkpoints().read(dense.checkpoint())),
          FileAccess.configuration());
      System.out.printf(
          "Trained %s in %.1f s: %.2f %% of the validation rows right. Model: %s%n",
          spec.model().source(), dense.seconds(), 100 * dense.measured().accuracy(), out);
      System.out.println(SummaryJson.line(summary(dense)));
      return ExitCode.DONE;
    }
  }

  private Map<String, Object> summary(Variant dense) {
    Map<String, Object> summary = new LinkedHashMap<>();
    summary.put("command", "train");
    summary.put("model", out);
    summary.put("val_accuracy", dense.measured().accuracy());
    summary.put("val_loss", dense.measured().loss());
    summary.put("parameters", dense.measured().parameters());
    summary.put("macs", dense.measured().macs());
    summary.put("seconds", dense.seconds());
    return summary;
  }
}
