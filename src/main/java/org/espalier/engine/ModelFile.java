package org.espalier.engine;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.espalier.engine.keras.KerasFile;
import org.espalier.engine.net.DensePositions;
import org.espalier.engine.net.GraphNet;
import org.espalier.engine.net.Net;
import org.espalier.engine.net.SequentialNet;
import org.espalier.sweep.FileSizes;
import org.espalier.sweep.RootCause;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.conditions.Conditions;

/** Model files as bytes: DL4J's zip, which is also written, and Keras's files, which are read. */
public final class ModelFile {
  /** Beside DL4J's own entries, which is all that DL4J looks at. */
  private static final String DENSE_POSITIONS = "densePositions.bin";

  /** A line for each input: {@code name=3x32x32}. */
  private static final String INPUT_SHAPES = "inputShapes.txt";

  /** What is written anew; all other entries are handed on as they are. */
  private static final Set<String> OWN =
      Set.of(
          ModelSerializer.CONFIGURATION_JSON,
          ModelSerializer.COEFFICIENTS_BIN,
          ModelSerializer.UPDATER_BIN,
          DENSE_POSITIONS,
          INPUT_SHAPES);

  /** The share of zeros among parameters up to which they hardly repeat. */
  private static final double FEW = 0.1;

  /** For what is small in a file. */
  private static final int ROOM = 1 << 16;

  private static final int MOST_ROOM = 1 << 30;

  private ModelFile() {}

  /**
   * Reads a model, with its updater's state and its place in the dense model where the file has
   * them.
   *
   * @throws IllegalArgumentException where the bytes are no whole model of either kind
   */
  public static Net read(byte[] model) {
    return KerasFile.matches(model) ? Net.of(KerasFile.read(model)) : readZip(model);
  }

  private static Net readZip(byte[] model) {
    Map<String, byte[]> entries = entries(model);
    if (!entries.containsKey(ModelSerializer.CONFIGURATION_JSON)
        || !entries.containsKey(ModelSerializer.COEFFICIENTS_BIN)) {
      throw new IllegalArgumentException(
          "no DL4J or Keras model: a zip with configuration.json and coefficients.bin is needed, this has "
              + (entries.isEmpty() ? "no zip entries" : entries.keySet()));
    }
    try {
      Net net = restored(entries);
      Optional.ofNullable(entries.get(DENSE_POSITIONS))
          .map(DensePositions::read)
          .ifPresent(net::setDensePositions);
      Optional.ofNullable(entries.remove(INPUT_SHAPES))
          .map(ShapeLines::read)
          .ifPresent(net::setInputShapes);
      entries.keySet().removeAll(OWN);
      net.setAttachments(entries);
      return net;
    } catch (IOException | RuntimeException e) {
      throw new IllegalArgumentException("the DL4J model cannot be restored: " + firstLine(e), e);
    }
  }

  /** As {@link ModelSerializer} does it, but for the arrays. */
  private static Net restored(Map<String, byte[]> entries) throws IOException {
    String json =
        new String(entries.get(ModelSerializer.CONFIGURATION_JSON), StandardCharsets.UTF_8);
    INDArray parameters = ArrayBytes.read(entries.get(ModelSerializer.COEFFICIENTS_BIN));
    byte[] state = entries.get(ModelSerializer.UPDATER_BIN);
    INDArray updaterState = state == null ? null : ArrayBytes.read(state);
    return isGraph(json)
        ? graph(ComputationGraphConfiguration.fromJson(json), parameters, updaterState)
        : sequential(MultiLayerConfiguration.fromJson(json), parameters, updaterState);
  }

  /** Only a graph's configuration names the network's inputs. */
  private static boolean isGraph(String configuration) {
    return configuration.contains("\"networkInputs\"");
  }

  /** Old configurations do not tell their type. */
  private static Net graph(
      ComputationGraphConfiguration configuration, INDArray parameters, INDArray updaterState) {
    configuration.setDataType(parameters.dataType());
    ComputationGraph graph = new ComputationGraph(configuration);
    graph.init(parameters, false);
    if (updaterState != null) {
      graph.getUpdater().setStateViewArray(updaterState);
    }
    return new GraphNet(graph);
  }

  private static Net sequential(
      MultiLayerConfiguration configuration, INDArray parameters, INDArray updaterState) {
    configuration.setDataType(parameters.dataType());
    MultiLayerNetwork network = new MultiLayerNetwork(configuration);
    network.init(parameters, false);
    if (updaterState != null) {
      network.getUpdater().setStateViewArray(network, updaterState, false);
    }
    return new SequentialNet(network);
  }

  /** As it is delivered: compressed, and without what only training needs. */
  public static byte[] deliverable(Net net) {
    return write(net, false, Deflater.DEFAULT_COMPRESSION);
  }

  /**
   * As training goes on from it: with updater state, its place in the dense model where that is
   * remembered, and stored plainly, as it is soon read again.
   */
  public static byte[] checkpoint(Net net) {
    return write(net, true, Deflater.NO_COMPRESSION);
  }

  /**
   * The largest files of a network and of all that is made of it: arrays only get smaller, and the
   * numbers in a configuration longer, by less than what it has.
   *
   * @param rewound whether its place in the dense model goes along
   */
  static FileSizes largest(Net net, boolean rewound) {
    long longer = net.configuration().getBytes(StandardCharsets.UTF_8).length;
    long checkpoint = write(net, true, Deflater.NO_COMPRESSION).length;
    long deliverable = write(net, false, Deflater.NO_COMPRESSION).length;
    long places = rewound ? net.flat().length() * Integer.BYTES + longer : 0;
    return new FileSizes(checkpoint + longer + places, deliverable + longer);
  }

  private static byte[] write(Net net, boolean forTraining, int compression) {
    byte[] configuration = net.configuration().getBytes(StandardCharsets.UTF_8);
    int room = configuration.length + roomForArrays(net, forTraining);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(room);
    try (ModelZip zip = new ModelZip(bytes, compression)) {
      zip.put(ModelSerializer.CONFIGURATION_JSON, configuration);
      putParameters(zip, net.flat());
      if (!net.inputShapes().isEmpty()) {
        zip.put(INPUT_SHAPES, ShapeLines.write(net.inputShapes()));
      }
      for (Map.Entry<String, byte[]> entry : net.attachments().entrySet()) {
        zip.put(entry.getKey(), entry.getValue());
      }
      if (forTraining) {
        putTrainingState(zip, net);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** What they take that are not compressed, about: room that is found too small is copied. */
  private static int roomForArrays(Net net, boolean forTraining) {
    long values = net.flat().length();
    if (forTraining) {
      values += net.updaterState().map(INDArray::length).orElse(0L);
      values += net.densePositions().isPresent() ? net.flat().length() : 0;
    }
    return (int) Math.min(MOST_ROOM, ROOM + values * Float.BYTES);
  }

  private static void putParameters(ModelZip zip, INDArray flat) throws IOException {
    ModelZip.Content content = out -> ArrayBytes.write(flat, out);
    double zeros = flat.scan(Conditions.equals(0)).doubleValue() / flat.length();
    if (zeros < FEW) {
      zip.putUnrepeating(ModelSerializer.COEFFICIENTS_BIN, content);
    } else {
      zip.put(ModelSerializer.COEFFICIENTS_BIN, content);
    }
  }

  private static void putTrainingState(ModelZip zip, Net net) throws IOException {
    INDArray state = net.updater().getStateViewArray();
    if (state != null && !state.isEmpty()) {
      zip.put(ModelSerializer.UPDATER_BIN, out -> ArrayBytes.write(state, out));
    }
    if (net.densePositions().isPresent()) {
      zip.put(DENSE_POSITIONS, net.densePositions().get().bytes());
    }
  }

  private static Map<String, byte[]> entries(byte[] model) {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(model))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        entries.put(entry.getName(), zip.readAllBytes());
      }
    } catch (IOException e) {
      throw new IllegalArgumentException("the model file is truncated or damaged: " + firstLine(e));
    }
    return entries;
  }

  private static String firstLine(Exception e) {
    if (e instanceof NullPointerException) {
      return "its configuration lacks what DL4J needs";
    }
    return RootCause.told(e);
  }
}
