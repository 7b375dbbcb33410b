package org.espalier.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CifarFromPngTest {
  @TempDir private Path pngs;
  @TempDir private Path binaries;

  /** The same rows as {@link SmallSets#writeCifar}, the other way round. */
  @BeforeEach
  void writePngs() throws IOException {
    for (int batch = 1; batch <= 5; batch++) {
      writePng("data_batch_" + batch + ".png", (batch - 1) * 4, 4, 1024);
    }
    writePng("test_batch.png", 0, 10, 1024);
    Files.writeString(
        pngs.resolve("train_lables.json"), "[0,1,2,3,4,5,6,7,8,9,0,1,2,3,4,5,6,7,8,9]\n");
    Files.writeString(pngs.resolve("test_lables.json"), "[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]");
  }

  @Test
  void binariesAreThoseTheReaderKnows() throws IOException {
    CifarFromPng.convert(pngs, binaries);

    for (int batch = 1; batch <= 5; batch++) {
      assertThat(binaries.resolve("data_batch_" + batch + ".bin"))
          .hasBinaryContent(SmallSets.cifar((batch - 1) * 4, 4));
    }
    assertThat(binaries.resolve("test_batch.bin")).hasBinaryContent(SmallSets.cifar(0, 10));
  }

  @Test
  void missingPngIsNamed() throws IOException {
    Files.delete(pngs.resolve("data_batch_4.png"));

    assertThatIOException()
        .isThrownBy(() -> CifarFromPng.convert(pngs, binaries))
        .isInstanceOf(NoSuchFileException.class)
        .withMessageContaining("data_batch_4.png");
  }

  @Test
  void otherImagesAreRefused() throws IOException {
    writePng("test_batch.png", 0, 10, 1000);
    assertRefused("test_batch.png is not an 8-bit RGB PNG with 1024 pixels a row");

    Files.writeString(pngs.resolve("test_batch.png"), "no image");
    assertRefused("test_batch.png is not an 8-bit RGB PNG");
  }

  @Test
  void thereMustBeOneLabelForEachImage() throws IOException {
    Files.writeString(pngs.resolve("test_lables.json"), "[0,1]");
    assertRefused("test_lables.json has only 2 labels; there are more images");

    Files.writeString(pngs.resolve("test_lables.json"), "[0,1,2,3,4,5,6,7,8,9,0]");
    assertRefused("test_lables.json has 11 labels for 10 images");
  }

  @Test
  void labelsMustBeDigits() throws IOException {
    Files.writeString(pngs.resolve("test_lables.json"), "[0,1,12]");
    assertRefused("test_lables.json holds '12', which is not a label from 0 to 9");

    Files.writeString(pngs.resolve("test_lables.json"), "{}");
    assertRefused("test_lables.json is not a JSON list of labels");
  }

  private void assertRefused(String message) {
    assertThatIOException()
        .isThrownBy(() -> CifarFromPng.convert(pngs, binaries))
        .withMessageContaining(message);
  }

  private void writePng(String name, int first, int rows, int width) throws IOException {
    BufferedImage image = new BufferedImage(width, rows, BufferedImage.TYPE_3BYTE_BGR);
    for (int row = 0; row < rows; row++) {
      for (int place = 0; place < width; place++) {
        int red = first + row;
        image.setRGB(place, row, red << 16 | (red + 1) << 8 | (red + 2));
      }
    }
    ImageIO.write(image, "png", pngs.resolve(name).toFile());
  }
}
