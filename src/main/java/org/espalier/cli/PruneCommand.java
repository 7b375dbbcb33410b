package org.espalier.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.espalier.codec.Names;
import org.espalier.codec.SummaryJson;
import org.espalier.engine.Evaluation;
import org.espalier.engine.Model;
import org.espalier.engine.evidence.CalibrationRows;
import org.espalier.network.Cost;
import org.espalier.network.Network;
import org.espalier.schedule.NoRetraining;
import org.espalier.schedule.OneShot;
import org.espalier.schedule.Order;
import org.espalier.schedule.Pool;
import org.espalier.store.UriFile;
import org.espalier.sweep.Candidate;
import org.espalier.sweep.Contradictions;
import org.espalier.sweep.Pools;
import org.espalier.sweep.Prune;
import org.espalier.sweep.Scoring;
import org.espalier.sweep.ShardSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** One removal, without a sweep. */
@Command(
    name = "prune",
    description = "Removes the least important weights or channels of a model, once.")
final class PruneCommand implements Callable<Integer> {
  @Mixin private ModelArguments arguments;

  @Mixin private CriterionOptions options;

  @Option(
      names = "--normalizer",
      defaultValue = "none",
      description = "Makes layers comparable where they are. Default: ${DEFAULT-VALUE}.")
  private String normalizer;

  @Option(
      names = "--ranking",
      defaultValue = "local",
      description = "local, global or isomorphic. Default: ${DEFAULT-VALUE}.")
  private String ranking;

  @Option(names = "--sparsity", required = true, description = "Share to remove, in (0, 1).")
  private double sparsity;

  @Mixin private GuardOptions guards;

  @Option(names = "--keep-shape", description = "Zero channels instead of cutting them out.")
  private boolean keepShape;

  @Option(
      names = "--data",
      paramLabel = "URI",
      description =
          "Calibrate criteria that ask for it on its training rows, and score before and after on its"
              + " test rows.")
  private String data;

  @Option(names = "--out", required = true, paramLabel = "OUT.zip", description = "Model file.")
  private String out;

  @Override
  public Integer call() {
    if (!(sparsity > 0 && sparsity < 1)) {
      throw new UserError("--sparsity %s: it must lie in (0, 1)".formatted(sparsity));
    }
    ShardSource rows = data == null ? null : ModelData.open(data);
    Model dense = rows == null ? arguments.read() : arguments.read(rows);
    Model pruned = prune(dense, rows);
    UriFile.write(out, pruned.deliverable(), FileAccess.configuration());
    Map<String, Object> summary = summary(dense, pruned);
    printShares(dense, pruned);
    if (rows != null) {
      score(dense, pruned, rows, summary);
    }
    System.out.println("Model: " + out);
    System.out.println(SummaryJson.line(summary));
    return ExitCode.DONE;
  }

  private Model prune(Model dense, ShardSource data) {
    try {
      Prune prune = removal(dense.network());
      CalibrationRows rows =
          data == null ? null : CalibrationRows.of(data.sample(0, prune.calibrationRows()));
      return keepShape ? dense.pruneKeepingShape(prune, rows) : dense.prune(prune, rows);
    } catch (IllegalArgumentException e) {
      throw new UserError("%s: %s".formatted(arguments.file, e.getMessage()));
    }
  }

  private Prune removal(Network network) {
    Candidate candidate =
        new Candidate(
            options.criterion(),
            CriterionOptions.named("--normalizer", Names.NORMALIZERS, normalizer),
            CriterionOptions.named("--ranking", Names.RANKINGS, ranking),
            options.granularity(),
            Order.TOGETHER,
            new OneShot(),
            sparsity,
            new NoRetraining(),
            options.seed);
    Contradictions.in(candidate)
        .ifPresent(
            reason -> {
              throw new UserError(reason);
            });
    List<Pool> pools = Pools.of(network, candidate.granularity(), guards.guards());
    return new Prune(
        candidate.criterion(),
        candidate.normalizer(),
        candidate.ranking(),
        candidate.granularity(),
        pools,
        sparsity,
        options.calibrationRows(),
        options.seed);
  }

  private static void printShares(Model dense, Model pruned) {
    Cost before = dense.network().cost();
    Cost after = pruned.network().cost();
    System.out.printf(
        "Parameters %,d -> %,d (%,d not zero), multiply-adds %,d -> %,d%n",
        before.parameters(), after.parameters(), pruned.nonzero(), before.macs(), after.macs());
  }

  private static void score(
      Model dense, Model pruned, ShardSource rows, Map<String, Object> summary) {
    Evaluation before = dense.evaluate(rows, Scoring.TEST);
    Evaluation after = pruned.evaluate(rows, Scoring.TEST);
    summary.put("accuracy_before", before.accuracy());
    summary.put("accuracy", after.accuracy());
    System.out.printf(
        "Accuracy %.2f %% -> %.2f %%, before any retraining%n",
        100 * before.accuracy(), 100 * after.accuracy());
  }

  private Map<String, Object> summary(Model dense, Model pruned) {
    Map<String, Object> summary = new LinkedHashMap<>();
    summary.put("command", "prune");
    summary.put("model", out);
    summary.put("criterion", options.criterion);
    summary.put("granularity", options.granularity);
    summary.put("sparsity", sparsity);
    summary.put("parameters_before", dense.network().cost().parameters());
    summary.put("parameters", pruned.network().cost().parameters());
    summary.put("nonzero", pruned.nonzero());
    summary.put("macs_before", dense.network().cost().macs());
    summary.put("macs", pruned.network().cost().macs());
    return summary;
  }
}
