package org.espalier.engine;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.espalier.engine.evidence.CalibrationRows;
import org.espalier.engine.net.OneDnn;
import org.espalier.engine.training.StageFailure;
import org.espalier.network.Network;
import org.espalier.network.Shape;
import org.espalier.sweep.Checkpoints;
import org.espalier.sweep.Engine;
import org.espalier.sweep.FileSizes;
import org.espalier.sweep.Measured;
import org.espalier.sweep.ModelMemory;
import org.espalier.sweep.Origin;
import org.espalier.sweep.Phase;
import org.espalier.sweep.Prune;
import org.espalier.sweep.Restart;
import org.espalier.sweep.Rewind;
import org.espalier.sweep.RootCause;
import org.espalier.sweep.Rows;
import org.espalier.sweep.Scoring;
import org.espalier.sweep.ShardSource;
import org.espalier.sweep.Visit;
import org.espalier.sweep.VisitReport;
import org.espalier.sweep.Workload;

/**
 * Does visits with DL4J: reads the model, ranks and removes, rewinds or restarts, recalibrates,
 * trains, scores, leaves a checkpoint.
 */
public final class Dl4jEngine implements Engine {
  private static final long serialVersionUID = 1L;

  @Override
  public Network network(Origin.Fresh fresh) {
    return Model.fresh(fresh).network();
  }

  @Override
  public Network network(byte[] model, Shape input) {
    return Model.read(model, input).network();
  }

  @Override
  public FileSizes sizes(Origin.Fresh fresh, boolean rewound) {
    return Model.fresh(fresh).largestFiles(rewound);
  }

  @Override
  public FileSizes sizes(byte[] model, Shape input, boolean rewound) {
    FileSizes made = Model.read(model, input).largestFiles(rewound);
    return new FileSizes(Math.max(model.length, made.checkpoint()), made.deliverable());
  }

  @Override
  public ModelMemory memory(Origin.Fresh fresh, Workload work) {
    return Model.fresh(fresh).memory(work);
  }

  @Override
  public ModelMemory memory(byte[] model, Shape input, Workload work) {
    return Model.read(model, input).memory(work);
  }

  @Override
  public byte[] deliverable(byte[] checkpoint) {
    return ModelFile.deliverable(ModelFile.read(checkpoint));
  }

  @Override
  public String loadingCall(byte[] model, String file) {
    String loader = ModelFile.read(model).model().getClass().getSimpleName();
    return "%s.load(new File(\"%s\"), false)".formatted(loader, file);
  }

  @Override
  public VisitReport perform(
      Visit visit, ShardSource data, Checkpoints checkpoints, BooleanSupplier cancelled) {
    Inputs inputs = new Inputs(data, checkpoints, new Stopwatch());
    return perform(visit, inputs, cancelled, new AllShardsHere(inputs, cancelled, host()));
  }

  /**
   * The same.
   *
   * @param allShards does what concerns all shards
   */
  public VisitReport perform(
      Visit visit,
      ShardSource data,
      Checkpoints checkpoints,
      BooleanSupplier cancelled,
      AllShards allShards) {
    return perform(visit, new Inputs(data, checkpoints, new Stopwatch()), cancelled, allShards);
  }

  private static VisitReport perform(
      Visit visit, Inputs inputs, BooleanSupplier cancelled, AllShards allShards) {
    OneDnn.warnIfNotEngaged();
    VisitReport report = attempt(visit, inputs, cancelled, allShards);
    return report.taking(inputs.watch().effort());
  }

  private static VisitReport attempt(
      Visit visit, Inputs inputs, BooleanSupplier cancelled, AllShards allShards) {
    long start = System.nanoTime();
    try {
      Model model = work(visit, inputs, cancelled, allShards);
      Measured measured = measure(model, visit.scoring(), inputs.watch(), allShards);
      String checkpoint = visit.leavesCheckpoint() ? leave(model, visit, inputs) : null;
      return VisitReport.done(checkpoint, measured, seconds(start), allShards.place());
    } catch (StageFailure | IllegalArgumentException e) {
      return VisitReport.failed(seconds(start), allShards.place(), RootCause.told(e));
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      // A native OutOfMemoryError that escaped would end the whole executor.
      return VisitReport.thrown(seconds(start), allShards.place(), e);
    } finally {
      NativeMemory.freeLeftovers();
    }
  }

  private static Model work(
      Visit visit, Inputs inputs, BooleanSupplier cancelled, AllShards allShards)
      throws IOException {
    Stopwatch watch = inputs.watch();
    Model model = changed(read(visit.origin(), inputs), visit, inputs);
    if (visit.recalibrationRows() > 0) {
      Rows rows = inputs.sample(visit.shard(), visit.recalibrationRows());
      watch.during(Phase.RECALIBRATING, () -> model.recalibrate(rows));
    }
    if (visit.fitting().isPresent()) {
      watch.during(Phase.TRAINING, () -> train(model, visit, inputs, cancelled, allShards));
    }
    return model;
  }

  /** Pruned, and with other weights, where the visit asks for it. */
  private static Model changed(Model origin, Visit visit, Inputs inputs) throws IOException {
    Stopwatch watch = inputs.watch();
    if (visit.rewinding().isPresent()) {
      origin.rememberDense();
    }
    Model pruned = visit.pruning().isPresent() ? pruned(origin, visit, inputs) : origin;
    if (visit.rewinding().isPresent()) {
      Rewind rewind = visit.rewinding().get();
      Model early = inputs.model(rewind.checkpoint());
      watch.during(Phase.REWINDING, () -> pruned.rewind(early, rewind.holdZeros()));
    }
    if (visit.restarting().isPresent()) {
      Restart restart = visit.restarting().get();
      return watch.during(
          Phase.REWINDING, () -> pruned.restarted(restart.seed(), restart.holdZeros()));
    }
    return pruned;
  }

  private static Model pruned(Model origin, Visit visit, Inputs inputs) {
    return origin.prune(visit.prune(), calibration(visit.prune(), visit, inputs), inputs.watch());
  }

  private static void train(
      Model model, Visit visit, Inputs inputs, BooleanSupplier cancelled, AllShards allShards) {
    if (visit.overAllShards()) {
      allShards.fit(model, visit.fit());
    } else {
      model.fit(visit.fit(), inputs.shard(visit.shard()), cancelled);
    }
  }

  private static CalibrationRows calibration(Prune prune, Visit visit, Inputs inputs) {
    if (prune.criterion().needs().isEmpty()) {
      return null;
    }
    String name =
        "%s %s shard %d of %d, %d rows of %d"
            .formatted(
                visit.origin(),
                inputs.data().digest(),
                visit.shard(),
                inputs.data().shards(),
                prune.calibrationRows(),
                inputs.data().shard(visit.shard()).count());
    return new CalibrationRows(inputs.sample(visit.shard(), prune.calibrationRows()), name);
  }

  private static Model read(Origin origin, Inputs inputs) throws IOException {
    return origin instanceof Origin.Fresh fresh
        ? Model.fresh(fresh)
        : inputs.model(((Origin.Checkpoint) origin).name());
  }

  private static Measured measure(
      Model model, Scoring scoring, Stopwatch watch, AllShards allShards) {
    return scoring == Scoring.NONE
        ? null
        : watch.during(Phase.SCORING, () -> model.measured(allShards.evaluate(model, scoring)));
  }

  /** Every attempt writes under a name of its own; the journal says which one counts. */
  private static String leave(Model model, Visit visit, Inputs inputs) throws IOException {
    String attempt = UUID.randomUUID().toString().substring(0, 8);
    String name = "%s-%d-%s.zip".formatted(visit.stage(), visit.number(), attempt);
    return inputs
        .watch()
        .during(
            Phase.WRITING,
            () -> {
              inputs.checkpoints().write(name, model.checkpoint());
              return name;
            });
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }
}
