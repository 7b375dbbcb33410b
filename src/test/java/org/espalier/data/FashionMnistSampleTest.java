package org.espalier.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.espalier.network.Shape;
import org.espalier.sweep.Rows;
import org.espalier.sweep.ShardSource;
import org.espalier.sweep.spec.DataSpec;
import org.junit.jupiter.api.Test;

class FashionMnistSampleTest {
  private static final ShardSource SAMPLE =
      DataSets.open(new DataSpec("fashion-mnist-sample", 0.1, 2, 1), new Configuration());

  @Test
  void tenClassesOfGreyscaleImages() {
    assertThat(SAMPLE.shape()).isEqualTo(new Shape(1, 28, 28));
    assertThat(SAMPLE.classes()).isEqualTo(10);
  }

  @Test
  void validationHoldsAHundredOfEachClass() {
    assertThat(classSizes(SAMPLE.validation())).hasSize(10).containsOnly(100);
  }

  @Test
  void shardsHoldFourHundredFiftyOfEachClass() {
    assertThat(classSizes(SAMPLE.shard(0))).hasSize(10).containsOnly(450);
    assertThat(classSizes(SAMPLE.shard(1))).hasSize(10).containsOnly(450);
  }

  @Test
  void testHoldsTwoHundredOfEachClass() {
    assertThat(classSizes(SAMPLE.test())).hasSize(10).containsOnly(200);
  }

  /** Rows are taken in their original order, so the first is Fashion-MNIST's own: an ankle boot. */
  @Test
  void firstTestRowIsTheOriginalOne() {
    Rows test = SAMPLE.test();

    assertThat(test.label(0)).isEqualTo(9);
    assertThat(IntStream.of(SmallSets.pixels(test, 0)).sum()).isEqualTo(33456);
  }

  /** What {@code gunzip} and then {@code sha256sum FILES | sha256sum} print. */
  @Test
  void digestIsThatOfTheShippedFiles() {
    assertThat(SAMPLE.digest())
        .isEqualTo("e0942b0203ed86982b1a61e4e8e5bc04e78a86de5c4fa6cff89b056429147f9d");
  }

  private static int[] classSizes(Rows rows) {
    int[] sizes = new int[rows.classes()];
    IntStream.of(SmallSets.labels(rows)).forEach(label -> sizes[label]++);
    return sizes;
  }
}
