package org.espalier.cli;

import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.espalier.data.DataSets;
import org.espalier.engine.Dl4jEngine;
import org.espalier.network.Network;
import org.espalier.plan.Granularity;
import org.espalier.store.UriFile;
import org.espalier.sweep.Digest;
import org.espalier.sweep.Engine;
import org.espalier.sweep.FileSizes;
import org.espalier.sweep.ModelMemory;
import org.espalier.sweep.Origin;
import org.espalier.sweep.ShardSource;
import org.espalier.sweep.StageMemory;
import org.espalier.sweep.SweepPlan;
import org.espalier.sweep.Workload;
import org.espalier.sweep.spec.SearchSpec;
import org.espalier.sweep.spec.SweepSpec;
import org.espalier.sweep.spec.TrainSpec;

/**
 * What a sweep file stands for: its data, its dense model, its plan. Whatever is wrong with them is
 * found here, before anything has run.
 *
 * @param givenModel where the sweep trains no model of its own
 */
record SweepSetup(
    Engine engine,
    ShardSource data,
    Network dense,
    SweepPlan plan,
    Optional<GivenModel> givenModel) {
  /**
   * A trained model that the sweep starts from.
   *
   * @param file as it was read; it is not read again
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record GivenModel(byte[] file, String digest) {
    /** That it gets among the checkpoints. */
    String name() {
      return "given-" + digest.substring(0, 12);
    }
  }

  static SweepSetup of(SweepSpec spec) {
    Engine engine = new Dl4jEngine();
    ShardSource data = DataSets.open(spec.data(), FileAccess.configuration());
    return spec.model().train() == null
        ? fromFile(spec, engine, data)
        : fromArchitecture(spec, engine, data);
  }

  /** What each of its stages keeps in memory. */
  StageMemory memory() {
    ModelMemory model =
        givenModel
            .map(given -> engine.memory(given.file(), data.shape(), workload()))
            .orElseGet(() -> engine.memory(fresh(plan.spec(), data), workload()));
    return StageMemory.of(model, data);
  }

  private Workload workload() {
    SearchSpec search = plan.spec().search();
    return new Workload(
        plan.largestBatch(),
        search.criteria().stream()
            .flatMap(criterion -> criterion.needs().stream())
            .collect(Collectors.toSet()),
        search.granularities().stream().anyMatch(Granularity::zeroes),
        plan.rewinds());
  }

  private static SweepSetup fromArchitecture(SweepSpec spec, Engine engine, ShardSource data) {
    Origin.Fresh start = fresh(spec, data);
    Network dense = network(spec, () -> engine.network(start));
    return new SweepSetup(
        engine, data, dense, plan(spec, dense, start, "", data), Optional.empty());
  }

  private static Origin.Fresh fresh(SweepSpec spec, ShardSource data) {
    TrainSpec train = spec.model().train();
    return new Origin.Fresh(
        spec.model().source(), data.shape(), data.classes(), train.seed(), train.weightDecay());
  }

  private static SweepSetup fromFile(SweepSpec spec, Engine engine, ShardSource data) {
    byte[] model = UriFile.read(spec.model().source(), FileAccess.configuration());
    Network dense =
        network(
            spec,
            () -> {
              Network read = engine.network(model, data.shape());
              ModelData.checkClasses(read, data);
              return read;
            });
    GivenModel given = new GivenModel(model, Digest.of(model));
    SweepPlan plan = plan(spec, dense, new Origin.Checkpoint(given.name()), given.digest(), data);
    return new SweepSetup(engine, data, dense, plan, Optional.of(given));
  }

  /** What model files of the sweep take, at most. */
  FileSizes fileSizes() {
    return givenModel
        .map(given -> engine.sizes(given.file(), data.shape(), plan.rewinds()))
        .orElseGet(() -> engine.sizes(fresh(plan.spec(), data), plan.rewinds()));
  }

  private static Network network(SweepSpec spec, Supplier<Network> reader) {
    try {
      return reader.get();
    } catch (IllegalArgumentException e) {
      throw new UserError("model.source %s: %s".formatted(spec.model().source(), e.getMessage()));
    }
  }

  private static SweepPlan plan(
      SweepSpec spec, Network dense, Origin start, String modelDigest, ShardSource data) {
    try {
      return new SweepPlan(spec, dense, start, modelDigest, data);
    } catch (IllegalArgumentException e) {
      throw new UserError("search: " + e.getMessage());
    }
  }
}
