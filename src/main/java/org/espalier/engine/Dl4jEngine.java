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
import org.espalier.sweep.Origin;
import org.espalier.sweep.Prune;
import org.espalier.sweep.Restart;
import org.espalier.sweep.Rewind;
import org.espalier.sweep.RootCause;
import org.espalier.sweep.Scoring;
import org.espalier.sweep.ShardSource;
import org.espalier.sweep.Visit;
import org.espalier.sweep.VisitReport;
import org.nd4j.linalg.factory.Nd4j;

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
    AllShards here = new AllShardsHere(data, cancelled, host());
    return perform(visit, data, checkpoints, cancelled, here);
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
    OneDnn.warnIfNotEngaged();
    long start = System.nanoTime();
    try {
      Model model = work(visit, data, checkpoints, cancelled, allShards);
      Measured measured = measure(model, visit.scoring(), allShards);
      String checkpoint = visit.leavesCheckpoint() ? leave(model, visit, checkpoints) : null;
      return VisitReport.done(checkpoint, measured, seconds(start), allShards.place());
    } catch (StageFailure | IllegalArgumentException e) {
      return VisitReport.failed(seconds(start), allShards.place(), RootCause.told(e));
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      // A native OutOfMemoryError that escaped would end the whole executor.
      return VisitReport.thrown(seconds(start), allShards.place(), e);
    } finally {
      Nd4j.getWorkspaceManager().destroyAllWorkspacesForCurrentThread();
    }
  }

  private static Model work(
      Visit visit,
      ShardSource data,
      Checkpoints checkpoints,
      BooleanSupplier cancelled,
      AllShards allShards)
      throws IOException {
    Model model = read(visit.origin(), data.shape(), checkpoints);
    if (visit.rewinding().isPresent()) {
      model.rememberDense();
    }
    if (visit.pruning().isPresent()) {
      Prune prune = visit.pruning().get();
      model = model.prune(prune, calibration(prune, visit, data));
    }
    if (visit.rewinding().isPresent()) {
      Rewind rewind = visit.rewinding().get();
      Model early = Model.read(checkpoints.read(rewind.checkpoint()), data.shape());
      model.rewind(early, rewind.holdZeros());
    }
    if (visit.restarting().isPresent()) {
      Restart restart = visit.restarting().get();
      model = model.restarted(restart.seed(), restart.holdZeros());
    }
    if (visit.recalibrationRows() > 0) {
      model.recalibrate(data.sample(visit.shard(), visit.recalibrationRows()));
    }
    if (visit.fitting().isPresent() && visit.overAllShards()) {
      allShards.fit(model, visit.fitting().get());
    } else if (visit.fitting().isPresent()) {
      model.fit(visit.fitting().get(), data.shard(visit.shard()), cancelled);
    }
    return model;
  }

  private static CalibrationRows calibration(Prune prune, Visit visit, ShardSource data) {
    if (prune.criterion().needs().isEmpty()) {
      return null;
    }
    String name =
        "%s %s shard %d of %d, %d rows of %d"
            .formatted(
                visit.origin(),
                data.digest(),
                visit.shard(),
                data.shards(),
                prune.calibrationRows(),
                data.shard(visit.shard()).count());
    return new CalibrationRows(data.sample(visit.shard(), prune.calibrationRows()), name);
  }

  private static Model read(Origin origin, Shape input, Checkpoints checkpoints)
      throws IOException {
    if (origin instanceof Origin.Fresh fresh) {
      return Model.fresh(fresh);
    }
    return Model.read(checkpoints.read(((Origin.Checkpoint) origin).name()), input);
  }

  private static Measured measure(Model model, Scoring scoring, AllShards allShards) {
    return scoring == Scoring.NONE ? null : model.measured(allShards.evaluate(model, scoring));
  }

  /** Every attempt writes under a name of its own; the journal says which one counts. */
  private static String leave(Model model, Visit visit, Checkpoints checkpoints)
      throws IOException {
    String attempt = UUID.randomUUID().toString().substring(0, 8);
    String name = "%s-%d-%s.zip".formatted(visit.stage(), visit.number(), attempt);
    checkpoints.write(name, model.checkpoint());
    return name;
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
