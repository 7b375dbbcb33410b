package org.espalier.engine.training;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.layers.normalization.BatchNormalization;
import org.espalier.engine.compiled.Observing;
import org.espalier.engine.feed.RowBatches;
import org.espalier.engine.net.Net;
import org.espalier.engine.net.Node;
import org.espalier.engine.net.OffHeap;
import org.espalier.sweep.Rows;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/**
 * Computes the running means and variances of batch norms anew, where what reaches them has
 * changed: in one pass over rows, in which every batch is normalised by itself as in training, but
 * nothing is dropped out. What is frozen stays as it is.
 */
public final class Recalibration {
  private static final int LARGEST_BATCH = 64;

  private Recalibration() {}

  /** Changes the network, if it has batch norms. */
  public static void recalibrate(Net net, Rows rows) {
    Map<String, BatchNormStatistics> statistics = new LinkedHashMap<>();
    for (Node node : net.topology().nodes()) {
      if (net.layer(node.name()) instanceof BatchNormalization batchNorm) {
        statistics.put(node.name(), new BatchNormStatistics(batchNorm));
      }
    }
    if (!statistics.isEmpty()) {
      observe(net.withoutDropout(), rows, statistics);
      statistics.forEach((node, found) -> found.giveTo(net.layer(node)));
    }
  }

  private static void observe(
      Net observed, Rows rows, Map<String, BatchNormStatistics> statistics) {
    Optional<Observing> observing =
        Observing.of(observed, (node, seen) -> statistics.get(node).add(seen));
    RowBatches batches = RowBatches.inOrder(rows, batch(rows), observed.inputFormat());
    try (Observing compiled = observing.orElse(null)) {
      while (batches.hasNext()) {
        DataSet batch = batches.next();
        INDArray images = batch.getFeatures();
        if (compiled != null) {
          compiled.pass(images);
        } else {
          observed.passAsInTraining(images);
          statistics.forEach((node, found) -> found.addInputOf(observed.layer(node)));
        }
        OffHeap.free(images, batch.getLabels());
      }
    }
  }

  /** Batches of nearly the same size: a single row left over would have no variance. */
  private static int batch(Rows rows) {
    int batches = (rows.count() + LARGEST_BATCH - 1) / LARGEST_BATCH;
    return (rows.count() + batches - 1) / batches;
  }
}
