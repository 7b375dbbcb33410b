package org.espalier.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import org.espalier.engine.net.OneDnn;

/**
 * What {@code jobs/bench/train_in_torch.py} does, by this engine: {@code NET THREADS WARM_UP
 * COUNTED}. Threads of one native thread each train, and ask, a model of their own, as tasks do.
 */
public final class EngineWork {
  static final List<Integer> BATCHES = List.of(1, 64);

  private EngineWork() {}

  /** Prints one JSON object: parameters, and images a second by phase and batch. */
  public static void main(String[] words) throws IOException {
    if (OneDnn.engaged() == "off".equals(System.getenv("ESPALIER_ONEDNN"))) {
      throw new IllegalStateException("oneDNN is engaged: " + OneDnn.engaged());
    }
    EngineNet net = EngineNet.of(words[0]);
    Throughput throughput =
        new Throughput(
            Integer.parseInt(words[1]), Double.parseDouble(words[2]), Double.parseDouble(words[3]));
    ObjectNode measured = new ObjectMapper().createObjectNode();
    for (int batch : BATCHES) {
      measured.put("training_" + batch, throughput.of(() -> net.training(batch)));
      measured.put("inference_" + batch, throughput.of(() -> net.inference(batch)));
    }
    System.out.println(measured.put("parameters", net.parameters()));
  }
}
