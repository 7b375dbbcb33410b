package org.espalier.cli;

import org.espalier.engine.Model;
import org.espalier.network.Shape;
import org.espalier.store.UriFile;
import org.espalier.sweep.ShardSource;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A model file on the command line. */
final class ModelArguments {
  @Parameters(
      index = "0",
      paramLabel = "MODEL",
      description = "A DL4J zip or a Keras .h5 or .keras file, a path or URI.")
  String file;

  @Option(
      names = "--input",
      paramLabel = "CxHxW",
      description = "Shape of one image, where the model does not tell it: 3x32x32.")
  private String input;

  /** Reads it, for images of the shape it tells itself or {@code --input} says. */
  Model read() {
    return reading(bytes -> input == null ? Model.read(bytes) : Model.read(bytes, shape()));
  }

  /** Reads it, for the images and classes of a data set. */
  Model read(ShardSource data) {
    if (input != null && !shape().equals(data.shape())) {
      throw new UserError("--input %s: the data has images of %s".formatted(input, data.shape()));
    }
    return reading(
        bytes -> {
          Model model = Model.read(bytes, data.shape());
          ModelData.checkClasses(model.network(), data);
          return model;
        });
  }

  private interface Reading {
    Model model(byte[] bytes);
  }

  private Model reading(Reading reading) {
    try {
      return reading.model(UriFile.read(file, FileAccess.configuration()));
    } catch (IllegalArgumentException e) {
      throw new UserError(file + ": " + e.getMessage());
    }
  }

  private Shape shape() {
    if (!input.matches("[1-9]\\d{0,5}(x[1-9]\\d{0,5}){2}")) {
      throw new UserError(
          "--input %s: channels, height and width are needed, as in 3x32x32".formatted(input));
    }
    return Shape.parse(input);
  }
}
