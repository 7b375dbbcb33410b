package org.espalier.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.espalier.codec.Names;
import org.espalier.codec.SummaryJson;
import org.espalier.criterion.NoNormalizer;
import org.espalier.engine.Evaluation;
import org.espalier.engine.Model;
import org.espalier.network.Cost;
import org.espalier.network.Network;
import org.espalier.plan.Granularity;
import org.espalier.schedule.Pool;
import org.espalier.store.UriFile;
import org.espalier.sweep.Prune;
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

  @Option(names = "--criterion", defaultValue = "l1", description = "Default: ${DEFAULT-VALUE}.")
  private String criterion;

  @Option(
      names = "--granularity",
      defaultValue = "channel",
      description = "channel or weight. Default: ${DEFAULT-VALUE}.")
  private String granularity;

  @Option(
      names = "--ranking",
      defaultValue = "local",
      description = "local or global. Default: ${DEFAULT-VALUE}.")
  private String ranking;

  @Option(names = "--sparsity", required = true, description = "Share to remove, in (0, 1).")
  private double sparsity;

  @Option(names = "--seed", defaultValue = "1", description = "Of random criteria.")
  private long seed;

  @Option(names = "--keep-shape", description = "Zero channels instead of cutting them out.")
  private boolean keepShape;

  @Option(
      names = "--data",
      paramLabel = "URI",
      description = "Score before and after on its test rows.")
  private String data;

  @Option(names = "--out", required = true, paramLabel = "OUT.zip", description = "Model file.")
  private String out;

  @Override
  public Integer call() {
    if (!(sparsity > 0 && sparsity < 1)) {
      throw new UserError("--sparsity %s: it must lie in (0, 1)".formatted(sparsity));
    }
    ShardSource rows = data == null ? null : DataOption.open(data);
    Model dense = rows == null ? arguments.read() : arguments.read(rows);
    Model pruned = prune(dense);
    UriFile.write(out, pruned.deliverable());
    Map<String, Object> summary = summary(dense, pruned);
    printShares(dense, pruned);
    if (rows != null) {
      score(dense, pruned, rows, summary);
    }
    System.out.println("Model: " + out);
    System.out.println(SummaryJson.line(summary));
    return ExitCode.DONE;
  }

  private Model prune(Model dense) {
    try {
      Granularity kind = Names.GRANULARITIES.named(granularity);
      Prune prune =
          new Prune(
              Names.CRITERIA.named(criterion),
              new NoNormalizer(),
              Names.RANKINGS.named(ranking),
              kind,
              pools(dense.network(), kind),
              sparsity,
              0,
              seed);
      return keepShape ? dense.pruneKeepingShape(prune, null) : dense.prune(prune);
    } catch (IllegalArgumentException e) {
      throw new UserError("%s: %s".formatted(arguments.file, e.getMessage()));
    }
  }

  private static List<Pool> pools(Network network, Granularity granularity) {
    List<Pool> pools =
        granularity == Granularity.CHANNEL
            ? network.channelGroups().stream()
                .map(group -> new Pool(group.name(), group.channels()))
                .toList()
            : network.weights().stream()
                .map(weights -> new Pool(weights.name(), weights.size()))
                .toList();
    if (pools.isEmpty()) {
      throw new IllegalArgumentException(
          "it has no " + granularity.label() + " that can be pruned");
    }
    return pools;
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
    Evaluation before = dense.evaluate(rows.test());
    Evaluation after = pruned.evaluate(rows.test());
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
    summary.put("criterion", criterion);
    summary.put("granularity", granularity);
    summary.put("sparsity", sparsity);
    summary.put("parameters_before", dense.network().cost().parameters());
    summary.put("parameters", pruned.network().cost().parameters());
    summary.put("nonzero", pruned.nonzero());
    summary.put("macs_before", dense.network().cost().macs());
    summary.put("macs", pruned.network().cost().macs());
    return summary;
  }
}
