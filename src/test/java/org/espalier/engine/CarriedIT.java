package org.espalier.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.deeplearning4j.util.ModelSerializer;
import org.espalier.criterion.L1Norm;
import org.espalier.criterion.NoNormalizer;
import org.espalier.network.Network;
import org.espalier.network.Shape;
import org.espalier.plan.Granularity;
import org.espalier.plan.Guards;
import org.espalier.plan.Ranking;
import org.espalier.sweep.Origin;
import org.espalier.sweep.Pools;
import org.espalier.sweep.Prune;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.dataset.api.preprocessor.ImagePreProcessingScaler;

/** What a model's file holds beside the network goes with all that is made from it. */
class CarriedIT {
  private static final Shape IMAGE = new Shape(3, 32, 32);

  @TempDir private Path folder;

  /** Global pooling takes images of any size, so nothing but the file can tell. */
  @Test
  void sizeOfImages() {
    Model dense = Model.fresh(new Origin.Fresh("resnet-20", IMAGE, 10, 1));

    Model cut = Model.read(pruned(Model.read(dense.deliverable())).deliverable());

    assertThat(cut.network().inputs()).isEqualTo(dense.network().inputs());
    assertThat(cut.network().cost().macs()).isLessThan(dense.network().cost().macs());
  }

  @Test
  void normalizerAndObjects() throws IOException {
    Model cut = pruned(Model.read(withMore(), IMAGE));

    for (byte[] file : new byte[][] {cut.deliverable(), cut.checkpoint()}) {
      Path written = Files.write(folder.resolve("cut.zip"), file);
      assertThat((Object) ModelSerializer.restoreNormalizerFromFile(written.toFile()))
          .isEqualTo(new ImagePreProcessingScaler(-1, 1));
      assertThat(ModelSerializer.<Object>getObjectFromFile(written.toFile(), "labels"))
          .isEqualTo("cat, dog");
    }
    assertThat(ModelFile.read(Model.read(cut.checkpoint()).restarted(5, true).checkpoint()))
        .extracting(net -> net.attachments().keySet())
        .isEqualTo(ModelFile.read(cut.checkpoint()).attachments().keySet());
  }

  private byte[] withMore() throws IOException {
    Path file = folder.resolve("model.zip");
    Model dense = Model.fresh(new Origin.Fresh("lenet", IMAGE, 10, 1));
    ModelSerializer.writeModel(
        ModelSerializer.restoreMultiLayerNetwork(new ByteArrayInputStream(dense.deliverable())),
        file.toFile(),
        false);
    ModelSerializer.addNormalizerToModel(file.toFile(), new ImagePreProcessingScaler(-1, 1));
    ModelSerializer.addObjectToFile(file.toFile(), "labels", "cat, dog");
    return Files.readAllBytes(file);
  }

  private static Model pruned(Model dense) {
    Network network = dense.network();
    return dense.prune(
        new Prune(
            new L1Norm(),
            new NoNormalizer(),
            Ranking.LOCAL,
            Granularity.CHANNEL,
            Pools.of(network, Granularity.CHANNEL, Guards.NONE),
            0.5,
            0,
            1));
  }
}
