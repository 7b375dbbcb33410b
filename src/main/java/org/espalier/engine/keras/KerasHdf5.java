package org.espalier.engine.keras;

import io.jhdf.HdfFile;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The HDF5 files that Keras writes: texts are attributes, weights are data sets. */
final class KerasHdf5 implements AutoCloseable {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};

  private final HdfFile file;

  KerasHdf5(byte[] content) {
    this.file = HdfFile.fromBytes(content);
  }

  static boolean matches(byte[] content) {
    return content.length > SIGNATURE.length
        && Arrays.equals(content, 0, SIGNATURE.length, SIGNATURE, 0, SIGNATURE.length);
  }

  /** A text that stands with the whole file. */
  Optional<String> text(String name) {
    return Optional.ofNullable(file.getAttribute(name)).map(text -> text.getData().toString());
  }

  /** Weights where a {@code .h5} has them: each layer lists its own. */
  List<INDArray> listed(KerasLayer layer) {
    Group weights = (Group) file.getChild("model_weights");
    // Operators, which are layers in the config, have no group at all.
    if (weights.getChild(layer.name().split("/", 2)[0]) == null) {
      return List.of();
    }
    String[] names = names(group(weights, layer.name()));
    return Arrays.stream(names)
        .map(name -> array(layer, group(weights, layer.name()), name))
        .toList();
  }

  private static Group group(Group parent, String path) {
    return (Group) parent.getByPath(path);
  }

  private static String[] names(Group layer) {
    Attribute names = layer.getAttribute("weight_names");
    return names == null || names.isEmpty() || !(names.getData() instanceof String[] texts)
        ? new String[0]
        : texts;
  }

  /** Weights where a {@code .keras} has them: numbered. */
  List<INDArray> numbered(KerasLayer layer) {
    List<INDArray> arrays = new ArrayList<>();
    Node layers = file.getChild("layers");
    Node own = layers instanceof Group all ? all.getChild(layer.key()) : null;
    Node vars = own instanceof Group one ? one.getChild("vars") : null;
    if (vars instanceof Group numbered) {
      int count = numbered.getChildren().size();
      for (int i = 0; i < count; i++) {
        arrays.add(array(layer, numbered, Integer.toString(i)));
      }
    }
    return arrays;
  }

  private static INDArray array(KerasLayer layer, Group group, String path) {
    Dataset data = (Dataset) group.getByPath(path);
    long[] shape = Arrays.stream(data.getDimensions()).asLongStream().toArray();
    Object values = data.getDataFlat();
    if (values instanceof float[] floats) {
      return Nd4j.create(floats, shape, 'c');
    }
    if (values instanceof double[] doubles) {
      return Nd4j.create(floats(doubles), shape, 'c');
    }
    throw layer.unsupported(
        "its weights are of type %s; float32 and float64 are read".formatted(data.getJavaType()));
  }

  private static float[] floats(double[] doubles) {
    float[] floats = new float[doubles.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) doubles[i];
    }
    return floats;
  }

  @Override
  public void close() {
    file.close();
  }
}
