package org.espalier.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.List;
import java.util.Random;
import org.espalier.sweep.spec.SweepSpec;
import org.junit.jupiter.api.Test;

class SweepFileRoundTripTest {
  private static SweepSpec read(String text) {
    return SweepFile.read(text, "sweep.yaml", List.of());
  }

  @Test
  void whatIsWrittenReadsBackEqual() {
    Samples samples = new Samples(1);
    for (int i = 0; i < 300; i++) {
      SweepSpec spec = samples.spec();
      String text = SweepFile.write(spec);

      assertThat(read(text)).as(text).isEqualTo(spec);
      assertThat(SweepFile.write(read(text))).isEqualTo(text);
    }
  }

  @Test
  void everyKeyIsWritten() {
    String text = SweepFile.write(read(""));

    for (Key<?> key : Keys.ALL) {
      assertThat(text).containsPattern("(?m)^ *" + key.name() + ":");
    }
    assertThat(text).startsWith("run: sweep\nmodel:\n  source: lenet\n  train:\n    epochs: 4\n");
  }

  @Test
  void aTrainedModelIsWrittenWithoutTraining() {
    String text = SweepFile.write(read("model: {source: net.zip}"));

    assertThat(text).contains("source: net.zip\n").doesNotContain(" train:");
  }

  @Test
  void aNameThatLooksLikeANumberIsQuotedForOtherReaders() {
    assertThat(SweepFile.write(read("run: 2024"))).startsWith("run: \"2024\"\n");
  }

  @Test
  void specsDifferExactlyWhereTheyDo() {
    Samples samples = new Samples(2);
    for (int i = 0; i < 500; i++) {
      SweepSpec one = samples.spec();
      SweepSpec other = samples.spec();

      assertThat(SweepFile.differences(one, one)).isEmpty();
      assertThat(SweepFile.differences(one, other).isEmpty()).isEqualTo(one.equals(other));
    }
  }

  @Test
  void differencesShowBothValues() {
    SweepSpec one = read("search: {schedule: [{type: linear, step: 0.1}]}");
    SweepSpec other = read("model: {source: net.zip}\nsearch: {schedule: one-shot, seed: [1, 2]}");

    assertThat(SweepFile.differences(one, other))
        .containsExactly(
            "model.source: lenet -> net.zip",
            "model.train.epochs: 4 -> absent",
            "model.train.batch: 64 -> absent",
            "model.train.learning-rate: 0.02 -> absent",
            "model.train.decay: none -> absent",
            "model.train.weight-decay: 0.0 -> absent",
            "model.train.augment: none -> absent",
            "model.train.seed: 1 -> absent",
            "search.schedule: [{type: linear, step: 0.1}] -> [one-shot]",
            "search.seed: [1] -> [1, 2]");
  }

  /** Whatever a file holds, the answer is a spec or all that is wrong, never another failure. */
  @Test
  void brokenFilesAreRefusedAndNothingWorse() {
    Random random = new Random(3);
    String alphabet = "abel10.:-#[]{},'\"&*!|>%@\n\t \\\u0000\uFFFE\u2028😀";
    for (int i = 0; i < 500; i++) {
      StringBuilder text = new StringBuilder(Reference.text());
      for (int slips = 1 + random.nextInt(4); slips > 0; slips--) {
        int at = random.nextInt(text.length());
        text.replace(
            at,
            Math.min(text.length(), at + random.nextInt(4)),
            alphabet.substring(random.nextInt(alphabet.length())).substring(0, 1));
      }
      try {
        assertThat(read(text.toString())).isNotNull();
      } catch (SpecException refusal) {
        assertThat(refusal.problems()).isNotEmpty();
      } catch (RuntimeException e) {
        fail("on\n" + text, e);
      }
    }
  }
}
