package org.espalier.engine;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** DL4J's model zip, as bytes. */
final class ModelFile {
  private ModelFile() {}

  /**
   * Reads a model, with its updater's state where the file has it.
   *
   * @throws IllegalArgumentException where the bytes are no whole DL4J zip of a sequential network
   */
  static MultiLayerNetwork read(byte[] model) {
    Set<String> entries = entries(model);
    if (!entries.contains(ModelSerializer.CONFIGURATION_JSON)
        || !entries.contains(ModelSerializer.COEFFICIENTS_BIN)) {
      throw new IllegalArgumentException(
          "no DL4J model: a zip with configuration.json and coefficients.bin is needed, this has "
              + (entries.isEmpty() ? "no zip entries" : entries));
    }
    MultiLayerNetwork network = restore(model);
    if (network.getnLayers() == 0) {
      throw new IllegalArgumentException(
          "the model is no sequential network (MultiLayerNetwork); graphs cannot be pruned yet");
    }
    return network;
  }

  private static MultiLayerNetwork restore(byte[] model) {
    try {
      return ModelSerializer.restoreMultiLayerNetwork(new ByteArrayInputStream(model), true);
    } catch (IOException | RuntimeException e) {
      throw new IllegalArgumentException(
          "the DL4J model cannot be restored, is it a sequential network (MultiLayerNetwork)? "
              + firstLine(e),
          e);
    }
  }

  /** As it is delivered: compressed, and without updater state. */
  static byte[] deliverable(MultiLayerNetwork network) {
    return write(network, false, Deflater.DEFAULT_COMPRESSION);
  }

  /**
   * As training goes on from it: with updater state, and stored plainly, as it is soon read again.
   */
  static byte[] checkpoint(MultiLayerNetwork network) {
    return write(network, true, Deflater.NO_COMPRESSION);
  }

  private static byte[] write(MultiLayerNetwork network, boolean withUpdater, int compression) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.setLevel(compression);
      String configuration = network.getLayerWiseConfigurations().toJson();
      put(zip, ModelSerializer.CONFIGURATION_JSON, configuration.getBytes(StandardCharsets.UTF_8));
      put(zip, ModelSerializer.COEFFICIENTS_BIN, array(network.params()));
      INDArray state = withUpdater ? network.getUpdater().getStateViewArray() : null;
      if (state != null && !state.isEmpty()) {
        put(zip, ModelSerializer.UPDATER_BIN, array(state));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** The time is left out, so that equal models are equal files. */
  private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTime(0);
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }

  private static byte[] array(INDArray array) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Nd4j.write(array, new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  private static Set<String> entries(byte[] model) {
    Set<String> names = new HashSet<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(model))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        names.add(entry.getName());
      }
    } catch (IOException e) {
      throw new IllegalArgumentException("the model file is truncated or damaged: " + firstLine(e));
    }
    return names;
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse(e.getClass().getSimpleName());
  }
}
