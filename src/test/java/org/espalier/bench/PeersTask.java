package org.espalier.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.espalier.data.DataSets;
import org.espalier.engine.Model;
import org.espalier.sweep.Fit;
import org.espalier.sweep.Origin;
import org.espalier.sweep.Rows;
import org.espalier.sweep.ShardSource;
import org.espalier.sweep.spec.DataSpec;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A sweep that Espalier and its peers do alike: a LeNet that was trained before, on MNIST. Each
 * round takes channels away and trains over one shard.
 *
 * @param criteria as both call them
 * @param orders of those that both can do
 * @param shards that the training rows are divided into
 */
record PeersTask(List<String> criteria, List<String> orders, int shards) {
  private static final List<Double> TARGETS = List.of(.1, .2, .3, .4, .5, .6, .7, .8, .9);
  private static final double VALIDATION = 0.1;
  private static final double LEARNING_RATE = 0.01;
  private static final int BATCH = 64;
  private static final int CALIBRATION_ROWS = 256;
  private static final int DENSE_EPOCHS = 4;
  private static final double DENSE_RATE = 0.02;
  private static final long SEED = 1;

  static final PeersTask FULL =
      new PeersTask(
          List.of("l1", "l2", "taylor", "random"),
          List.of("together", "front-to-back", "back-to-front"),
          12);

  static final PeersTask QUICK = new PeersTask(List.of("l1", "taylor"), List.of("together"), 24);

  /** Leaves what each of them begins with in a folder: the dense model, rows, what is wanted. */
  void prepare(Path mnist, Path folder) throws IOException {
    ShardSource data =
        DataSets.open(
            new DataSpec("idx:" + mnist, VALIDATION, shards, SEED), new Configuration(false));
    Model dense = trained(data);
    Files.write(folder.resolve("dense.zip"), dense.deliverable());
    Files.writeString(folder.resolve("sweep.yaml"), sweepFile(mnist, folder));
    ObjectNode wanted = new ObjectMapper().createObjectNode();
    wanted.putPOJO("criteria", criteria).putPOJO("orders", orders).putPOJO("targets", TARGETS);
    wanted.put("learning_rate", LEARNING_RATE).put("batch", BATCH).put("seed", SEED);
    wanted.put("calibration_rows", CALIBRATION_ROWS).put("shards", shards);
    wanted.putPOJO("parameters", parameters(dense, folder));
    Files.writeString(folder.resolve("task.json"), wanted.toString());
    for (int shard = 0; shard < shards; shard++) {
      write(data.shard(shard), folder.resolve("shard-" + shard));
    }
    write(data.validation(), folder.resolve("validation"));
  }

  private static Model trained(ShardSource data) {
    Model model = Model.fresh(new Origin.Fresh("lenet", data.shape(), data.classes(), SEED));
    for (int visit = 0; visit < DENSE_EPOCHS * data.shards(); visit++) {
      Fit fit = new Fit(DENSE_RATE, BATCH, SEED + visit, false);
      model.fit(fit, data.shard(visit % data.shards()), () -> false);
    }
    return model;
  }

  private String sweepFile(Path mnist, Path folder) {
    return """
        run: peers
        model: {source: %s}
        data: {source: 'idx:%s', validation: %s, shards: %d, seed: %d}
        search:
          criterion: %s
          order: %s
          schedule: {type: linear, step: 0.1}
          target: %s
          retrain: {policy: fine-tune, visits: 1, learning-rate: %s, batch: %d}
          calibration-rows: %d
          recalibrate: {rows: 0}
        objectives: [accuracy, macs, parameters]
        finalists: {count: 0}
        """
        .formatted(
            folder.resolve("dense.zip"),
            mnist,
            VALIDATION,
            shards,
            SEED,
            criteria,
            orders,
            TARGETS,
            LEARNING_RATE,
            BATCH,
            CALIBRATION_ROWS);
  }

  /** Name and shape of each of the dense model's parameters, whose values are files as named. */
  private static List<Map<String, Object>> parameters(Model dense, Path folder) throws IOException {
    Map<String, Map<String, INDArray>> all = dense.net().parameters();
    List<Map<String, Object>> described = new ArrayList<>();
    for (Map.Entry<String, Map<String, INDArray>> node : all.entrySet()) {
      for (Map.Entry<String, INDArray> parameter : node.getValue().entrySet()) {
        String name = node.getKey() + "_" + parameter.getKey();
        float[] values = parameter.getValue().dup('c').data().asFloat();
        ByteBuffer bytes =
            ByteBuffer.allocate(Float.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        Files.write(folder.resolve(name), bytes.array());
        described.add(Map.of("name", name, "shape", parameter.getValue().shape()));
      }
    }
    return described;
  }

  /** Images as floats from 0 to 1, and labels: a byte each. */
  private static void write(Rows rows, Path file) throws IOException {
    int size = (int) rows.shape().size();
    float[] image = new float[size];
    ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * size).order(ByteOrder.LITTLE_ENDIAN);
    try (OutputStream images = Files.newOutputStream(Path.of(file + ".images"));
        OutputStream labels = Files.newOutputStream(Path.of(file + ".labels"))) {
      for (int row = 0; row < rows.count(); row++) {
        rows.image(row, image, 0);
        bytes.asFloatBuffer().put(image);
        images.write(bytes.array());
        labels.write(rows.label(row));
      }
    }
  }
}
