package org.espalier.engine;

import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.espalier.engine.evidence.CalibrationRows;
import org.espalier.engine.keras.KerasFile;
import org.espalier.engine.keras.KerasNetwork;
import org.espalier.engine.net.InputShape;
import org.espalier.engine.net.Net;
import org.espalier.engine.net.NetworkReader;
import org.espalier.engine.surgery.Mask;
import org.espalier.engine.training.Averaging;
import org.espalier.engine.training.Recalibration;
import org.espalier.engine.training.Rewinder;
import org.espalier.engine.training.Trainer;
import org.espalier.network.ChannelGroup;
import org.espalier.network.Cost;
import org.espalier.network.Network;
import org.espalier.network.Shape;
import org.espalier.sweep.FileSizes;
import org.espalier.sweep.Fit;
import org.espalier.sweep.Measured;
import org.espalier.sweep.ModelMemory;
import org.espalier.sweep.Origin;
import org.espalier.sweep.Prune;
import org.espalier.sweep.RowSlice;
import org.espalier.sweep.Rows;
import org.espalier.sweep.Scoring;
import org.espalier.sweep.ShardSource;
import org.espalier.sweep.Workload;

/**
 * A trained CNN and its shape: what can be done to one model, apart from any sweep.
 *
 * <p>Not safe for use by several threads at once.
 */
public final class Model {
  private final Net net;
  private final Network network;

  private Model(Net net, Map<String, Shape> inputs) {
    this.net = net;
    this.network = NetworkReader.read(net, inputs);
    net.setInputShapes(inputs);
  }

  /** A built-in architecture, newly initialised. */
  public static Model fresh(Origin.Fresh fresh) {
    Net net = Architecture.build(fresh);
    return new Model(net, InputShape.like(net, fresh.input()));
  }

  /**
   * Reads a DL4J zip, or a Keras file.
   *
   * @param input shape of one image
   * @throws IllegalArgumentException where it is no model, or not one for such images
   */
  public static Model read(byte[] file, Shape input) {
    Net net = ModelFile.read(file);
    return new Model(net, InputShape.like(net, input));
  }

  /**
   * Reads a model file, and finds out what images it takes: Keras's and our own say so, of others
   * the layers tell.
   *
   * @throws IllegalArgumentException where it is no model, or images of any size fit
   */
  public static Model read(byte[] file) {
    if (KerasFile.matches(file)) {
      KerasNetwork keras = KerasFile.open(file);
      Net net = Net.of(keras.network());
      return new Model(
          net,
          keras.inputs().isEmpty() ? InputShape.infer(net) : InputShape.each(net, keras.inputs()));
    }
    Net net = ModelFile.read(file);
    return new Model(net, net.inputShapes().isEmpty() ? InputShape.infer(net) : net.inputShapes());
  }

  public Network network() {
    return network;
  }

  /** A new model without the units that rank lowest: channels are cut out, weights are zero. */
  public Model prune(Prune prune) {
    return prune(prune, null);
  }

  /**
   * The same.
   *
   * @param rows that criteria may calibrate with; null for none
   * @throws IllegalArgumentException where the criterion needs data that is not there, or the
   *     network has no cost to take gradients of
   */
  public Model prune(Prune prune, CalibrationRows rows) {
    return prune(prune, rows, new Stopwatch());
  }

  Model prune(Prune prune, CalibrationRows rows, Stopwatch watch) {
    return new Model(Pruner.prune(net, network, prune, rows, watch), network.inputs());
  }

  /** A new model of the same shape, in which the same units are zero. */
  public Model pruneKeepingShape(Prune prune, CalibrationRows rows) {
    return new Model(Pruner.pruneKeepingShape(net, network, prune, rows), network.inputs());
  }

  /** From now on this model, and all that is pruned from it, can be rewound. */
  public void rememberDense() {
    net.rememberDensePositions();
  }

  /**
   * Gives all values that are left those that they had in an earlier state of the dense model; the
   * updater starts anew.
   *
   * @param early of the dense model's shape
   * @param holdZeros whether weights that are zero stay zero
   */
  public void rewind(Model early, boolean holdZeros) {
    Rewinder.rewind(net, network, early.net, holdZeros);
  }

  /**
   * A new model of the same shape with new initial values, whose updater has nothing to remember.
   *
   * @param holdZeros whether weights that are zero stay zero
   */
  public Model restarted(long seed, boolean holdZeros) {
    Net fresh = net.renewed(seed);
    fresh.inherit(net);
    if (holdZeros) {
      Mask.ofZeros(net, network).apply(fresh);
    }
    return new Model(fresh, network.inputs());
  }

  /** Computes the running statistics of batch norms anew, from rows; others stay as they are. */
  public void recalibrate(Rows rows) {
    Recalibration.recalibrate(net, rows);
  }

  /**
   * Trains this model over rows, once.
   *
   * @param cancelled asked after every mini-batch
   * @throws StageFailure where the loss is no longer finite, or it was cancelled
   */
  public void fit(Fit fit, Rows rows, BooleanSupplier cancelled) {
    Trainer.fit(net, network, fit, rows, cancelled);
  }

  /**
   * Trains this model over all shards side by side, once: on one thread.
   *
   * @param cancelled asked after every mini-batch
   * @throws StageFailure where the loss is no longer finite, or it was cancelled
   */
  public void fit(Fit fit, ShardSource data, BooleanSupplier cancelled) {
    Averaging.fit(net, network, fit, data, cancelled);
  }

  /** DL4J's network, for those that train it themselves. */
  public Net net() {
    return net;
  }

  /**
   * Runs this model over rows.
   *
   * @throws StageFailure where its output is not finite
   */
  public Evaluation evaluate(Rows rows) {
    return evaluate(Stream.of(rows));
  }

  /**
   * The same of the rows that are scored, of which no more than a slice is in memory.
   *
   * @param scoring which rows; not none
   */
  public Evaluation evaluate(ShardSource data, Scoring scoring) {
    return evaluate(
        RowSlice.all(data.slices(scoring)).stream().map(slice -> data.scored(scoring, slice)));
  }

  /** The same of rows that come in several parts. */
  public Evaluation evaluate(Stream<Rows> slices) {
    return Scorer.evaluate(net, slices);
  }

  /** All figures that results show of a model. */
  public Measured measure(Rows rows) {
    return measured(evaluate(rows));
  }

  /** The same, where its answers are known. */
  public Measured measured(Evaluation evaluation) {
    Cost cost = network.cost();
    return new Measured(
        evaluation.accuracy(),
        evaluation.loss(),
        cost.parameters(),
        nonzero(),
        cost.macs(),
        deliverable().length,
        channels());
  }

  /** Values stored that are not zero. */
  public long nonzero() {
    long nonzero = 0;
    for (float value : net.flat().data().asFloat()) {
      if (value != 0) {
        nonzero++;
      }
    }
    return nonzero;
  }

  /** The DL4J zip as it is handed to users: compressed, and without updater state. */
  public byte[] deliverable() {
    return ModelFile.deliverable(net);
  }

  /** The DL4J zip from which training goes on: with updater state. */
  public byte[] checkpoint() {
    return ModelFile.checkpoint(net);
  }

  /**
   * What files of this model, and of all that is made of it, take at most.
   *
   * @param rewound whether it can be rewound, as {@link #rememberDense} makes it
   */
  public FileSizes largestFiles(boolean rewound) {
    return ModelFile.largest(net, rewound);
  }

  /** What this model takes while a stage works on it; what is made of it takes no more. */
  public ModelMemory memory(Workload work) {
    return WorkingMemory.of(net, network, work);
  }

  private Map<String, Integer> channels() {
    return network.channelGroups().stream()
        .collect(Collectors.toMap(ChannelGroup::name, ChannelGroup::channels));
  }
}
