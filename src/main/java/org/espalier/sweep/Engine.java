package org.espalier.sweep;

import java.io.Serializable;
import java.util.function.BooleanSupplier;
import org.espalier.network.Network;
import org.espalier.network.Shape;

/** Port: all that needs tensors. Shipped to executors. */
public interface Engine extends Serializable {
  /** The shape of a built-in architecture. */
  Network network(Origin.Fresh fresh);

  /**
   * The shape of a trained model.
   *
   * @param model a DL4J or Keras file
   * @param input shape of one image
   * @throws IllegalArgumentException where it is no model, or not one for such images
   */
  Network network(byte[] model, Shape input);

  /**
   * What files of a built-in architecture, and of all that is made of it, take at most.
   *
   * @param rewound whether weights may go back to an early state of the dense model
   */
  FileSizes sizes(Origin.Fresh fresh, boolean rewound);

  /**
   * The same of a trained model.
   *
   * @param model a DL4J or Keras file
   * @param input shape of one image
   */
  FileSizes sizes(byte[] model, Shape input, boolean rewound);

  /** What a stage takes of a built-in architecture, and of all that is made of it. */
  ModelMemory memory(Origin.Fresh fresh, Workload work);

  /**
   * The same of a trained model.
   *
   * @param model a DL4J or Keras file
   * @param input shape of one image
   */
  ModelMemory memory(byte[] model, Shape input, Workload work);

  /** A checkpoint as it is handed to users: compressed, without what only training needs. */
  byte[] deliverable(byte[] checkpoint);

  /**
   * How users load a model that was handed to them.
   *
   * @param file what the model is called there
   * @return the call, in Java
   */
  String loadingCall(byte[] model, String file);

  /**
   * Does a visit's work. Never throws for what the model or its training did wrong: that comes back
   * as a failed report. What is thrown may go well elsewhere, or later.
   *
   * @param cancelled asked after every mini-batch; when it says true the work ends
   * @throws java.io.UncheckedIOException where checkpoints could not be reached
   */
  VisitReport perform(
      Visit visit, ShardSource data, Checkpoints checkpoints, BooleanSupplier cancelled);
}
