package org.espalier.engine.compiled;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.espalier.engine.net.Floats;
import org.espalier.engine.net.Net;
import org.nd4j.linalg.learning.regularization.L2Regularization;
import org.nd4j.linalg.learning.regularization.Regularization;

/**
 * A network's step down its gradients: mean over the batch, weight decay, updater and all in one
 * pass over memory, where DL4J takes one for each.
 */
final class Descent {
  /** Values that are worked on at once: what is read of them fits into the nearest cache. */
  private static final int WINDOW = 2048;

  /**
   * Values that are moved alike.
   *
   * @param start in the vector of all parameters
   * @param summed whether their slopes are sums over the batch
   * @param stateStart where the first number that is remembered of them lies
   * @param stateStride from there to the second one
   */
  private record Piece(
      UpdateRule rule,
      int start,
      int length,
      boolean summed,
      List<L2Regularization> decay,
      int stateStart,
      int stateStride) {}

  private final Net net;
  private final List<Piece> pieces;
  private final float[] values = new float[WINDOW];
  private final float[] slopes = new float[WINDOW];
  private final float[][] states = new float[2][WINDOW];

  private Descent(Net net, List<Piece> pieces) {
    this.net = net;
    this.pieces = pieces;
  }

  /** Empty where the network has an updater, or a regularisation, that is left to DL4J. */
  static Optional<Descent> of(Net net) {
    List<Piece> pieces = new ArrayList<>();
    for (UpdaterBlock block : net.updater().getUpdaterBlocks()) {
      for (UpdaterBlock.ParamState state : block.getLayersAndVariablesInBlock()) {
        Optional<Piece> piece = piece(block, state);
        if (piece.isEmpty()) {
          return Optional.empty();
        }
        pieces.add(piece.get());
      }
    }
    return Optional.of(new Descent(net, pieces));
  }

  private static Optional<Piece> piece(UpdaterBlock block, UpdaterBlock.ParamState parameter) {
    var conf = parameter.getLayer().getConfig();
    String name = parameter.getParamName();
    List<L2Regularization> decay = new ArrayList<>();
    for (Regularization some : regularization(conf.getRegularizationByParam(name))) {
      if (!(some instanceof L2Regularization l2)) {
        return Optional.empty();
      }
      decay.add(l2);
    }
    int start = parameter.getParamOffsetStart();
    return UpdateRule.of(conf.getUpdaterByParam(name))
        .map(
            rule ->
                new Piece(
                    rule,
                    start,
                    parameter.getParamOffsetEnd() - start,
                    parameter.getLayer().updaterDivideByMinibatch(name),
                    decay,
                    block.getUpdaterViewOffsetStart() + start - block.getParamOffsetStart(),
                    block.getParamOffsetEnd() - block.getParamOffsetStart()));
  }

  private static List<Regularization> regularization(List<Regularization> all) {
    return all == null ? List.of() : all;
  }

  /**
   * Takes a step.
   *
   * @param rows of the batch whose gradients are there
   * @return whether all parameters are finite still: a ReLU makes zero of what is no number, so the
   *     loss may not show it
   */
  boolean step(int rows) {
    int worst = 0;
    FloatBuffer allValues = Floats.of(net.flat());
    FloatBuffer allSlopes = Floats.of(net.gradients());
    FloatBuffer allStates = net.updaterState().map(Floats::of).orElse(null);
    for (Piece piece : pieces) {
      UpdateRule.Move move = piece.rule().timing().at(net.iterations(), net.epochs());
      float scale = piece.summed() ? 1f / rows : 1;
      float decay = decay(piece);
      for (int from = 0; from < piece.length(); from += WINDOW) {
        int count = Math.min(WINDOW, piece.length() - from);
        allValues.get(piece.start() + from, values, 0, count);
        allSlopes.get(piece.start() + from, slopes, 0, count);
        for (int i = 0; i < count; i++) {
          slopes[i] = slopes[i] * scale + decay * values[i];
        }
        for (int s = 0; s < piece.rule().states(); s++) {
          allStates.get(state(piece, s, from), states[s], 0, count);
        }
        move.move(values, slopes, states, count);
        worst = Math.max(worst, worst(values, count));
        allValues.put(piece.start() + from, values, 0, count);
        for (int s = 0; s < piece.rule().states(); s++) {
          allStates.put(state(piece, s, from), states[s], 0, count);
        }
      }
    }
    return worst < Float.floatToRawIntBits(Float.POSITIVE_INFINITY);
  }

  /** The bits of the largest value without its sign; those that are no numbers are larger still. */
  private static int worst(float[] values, int count) {
    int worst = 0;
    for (int i = 0; i < count; i++) {
      worst = Math.max(worst, Float.floatToRawIntBits(values[i]) & Integer.MAX_VALUE);
    }
    return worst;
  }

  private float decay(Piece piece) {
    double sum = 0;
    for (L2Regularization some : piece.decay()) {
      sum += some.getL2().valueAt(net.iterations(), net.epochs());
    }
    return (float) sum;
  }

  private static int state(Piece piece, int number, int from) {
    return piece.stateStart() + number * piece.stateStride() + from;
  }
}
