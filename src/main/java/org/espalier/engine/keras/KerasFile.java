package org.espalier.engine.keras;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.shade.jackson.core.JsonProcessingException;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.nd4j.shade.jackson.databind.ObjectMapper;

/**
 * Keras's model files: the HDF5 ({@code .h5}) of Keras 2 and 3, and Keras 3's zip ({@code .keras}).
 */
public final class KerasFile {
  private static final String CONFIG = "config.json";
  private static final String WEIGHTS = "model.weights.h5";
  private static final String METADATA = "metadata.json";
  private static final ObjectMapper JSON = new ObjectMapper();

  private KerasFile() {}

  public static boolean matches(byte[] file) {
    return KerasHdf5.matches(file) || isKerasZip(file);
  }

  /**
   * Reads a model.
   *
   * @throws IllegalArgumentException where the file is no whole Keras model, or one with a layer
   *     that DL4J cannot compute
   */
  public static ComputationGraph read(byte[] file) {
    return open(file).network();
  }

  /** Reads a model, and what images it takes. */
  public static KerasNetwork open(byte[] file) {
    try {
      return KerasHdf5.matches(file) ? openHdf5(file) : openZip(file);
    } catch (IllegalArgumentException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw damaged(e);
    }
  }

  private static KerasNetwork openHdf5(byte[] file) throws JsonProcessingException {
    try (KerasHdf5 hdf5 = hdf5(file)) {
      String config =
          hdf5.text("model_config")
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "the HDF5 file has no model_config: it holds weights alone, or no Keras"
                              + " model; save the whole model with model.save(...)"));
      JsonNode compiled = JSON.readTree(hdf5.text("training_config").orElse("{}"));
      return build(JSON.readTree(config), compiled, hdf5::listed);
    }
  }

  private static KerasNetwork openZip(byte[] file) throws IOException {
    Map<String, byte[]> entries = entries(file);
    if (!entries.containsKey(CONFIG) || !entries.containsKey(WEIGHTS)) {
      throw new IllegalArgumentException(
          "no Keras model: a zip with %s and %s is needed, this has %s"
              .formatted(CONFIG, WEIGHTS, entries.keySet()));
    }
    try (KerasHdf5 weights = hdf5(entries.get(WEIGHTS))) {
      JsonNode config = JSON.readTree(entries.get(CONFIG));
      return build(config, config.path("compile_config"), weights::numbered);
    }
  }

  private static KerasNetwork build(JsonNode model, JsonNode compiled, KerasWeights weights) {
    KerasConfig config = KerasConfig.read(model);
    return KerasBuilder.build(KerasLogits.activated(config, compiled.path("loss")), weights);
  }

  private static KerasHdf5 hdf5(byte[] file) {
    try {
      return new KerasHdf5(file);
    } catch (RuntimeException e) {
      throw damaged(e);
    }
  }

  /**
   * Weights come last; what is cut off before them is a Keras file as well. Of DL4J's zips no more
   * is unpacked than what stands before their configuration.
   */
  private static boolean isKerasZip(byte[] file) {
    Set<String> names = new HashSet<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(file))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        names.add(entry.getName());
        if (entry.getName().equals(ModelSerializer.CONFIGURATION_JSON)) {
          return false;
        }
        if (names.contains(CONFIG) && (names.contains(WEIGHTS) || names.contains(METADATA))) {
          return true;
        }
      }
    } catch (IOException e) {
      return false;
    }
    return false;
  }

  private static Map<String, byte[]> entries(byte[] file) throws IOException {
    Map<String, byte[]> entries = new HashMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(file))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        entries.put(entry.getName(), zip.readAllBytes());
      }
    }
    return entries;
  }

  private static IllegalArgumentException damaged(Exception e) {
    String cause = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    return new IllegalArgumentException(
        "the Keras file is truncated or damaged: %s (%s)"
            .formatted(cause, e.getClass().getSimpleName()),
        e);
  }
}
