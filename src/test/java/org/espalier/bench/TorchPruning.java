package org.espalier.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import org.espalier.engine.ComparedNet.Pruned;

/** Torch-Pruning in a process of its own, which works only while it is asked. */
final class TorchPruning implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final Writer questions;
  private final BufferedReader answers;

  private TorchPruning(Process process) {
    this.process = process;
    this.questions = process.outputWriter(UTF_8);
    this.answers = process.inputReader(UTF_8);
  }

  /** Starts {@code jobs/bench/prune_in_torch.py}, and waits until it has loaded Torch. */
  static TorchPruning start(String python, String script) throws IOException {
    TorchPruning torch =
        new TorchPruning(
            new ProcessBuilder(python, script)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    torch.nextLine();
    return torch;
  }

  /**
   * Prunes a network once.
   *
   * @param alike whether as many channels stay as Espalier keeps, or as Torch-Pruning rounds
   */
  Pruned prune(ObjectNode wiring, double ratio, boolean alike) throws IOException {
    ObjectNode question = JSON.createObjectNode().put("ratio", ratio).put("alike", alike);
    questions.write(JSON.writeValueAsString(question.set("net", wiring)) + "\n");
    questions.flush();
    return JSON.readValue(nextLine(), Pruned.class);
  }

  /** Writes a network as Torch saves it, for {@code prune_in_torch.py} to prune as a command. */
  void save(ObjectNode wiring, Path file) throws IOException {
    ObjectNode question = JSON.createObjectNode().put("save", file.toString());
    questions.write(JSON.writeValueAsString(question.set("net", wiring)) + "\n");
    questions.flush();
    nextLine();
  }

  private String nextLine() throws IOException {
    String line = answers.readLine();
    if (line == null) {
      throw new IOException("Torch-Pruning ended; its last words are on stderr");
    }
    return line;
  }

  @Override
  public void close() throws IOException {
    questions.close();
    process.destroy();
  }
}
