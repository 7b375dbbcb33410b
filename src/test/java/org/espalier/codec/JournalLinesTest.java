package org.espalier.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.espalier.criterion.L1Norm;
import org.espalier.criterion.NoNormalizer;
import org.espalier.plan.Granularity;
import org.espalier.plan.Ranking;
import org.espalier.schedule.FineTune;
import org.espalier.schedule.Linear;
import org.espalier.schedule.Order;
import org.espalier.schedule.Round;
import org.espalier.sweep.Candidate;
import org.espalier.sweep.Entry;
import org.espalier.sweep.Measured;
import org.espalier.sweep.Stage;
import org.espalier.sweep.Status;
import org.espalier.sweep.TestScore;
import org.espalier.sweep.Variant;
import org.espalier.sweep.Visited;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JournalLinesTest {
  static final Variant VARIANT =
      new Variant(
          new Stage(
              "0123456789ab",
              "ba9876543210",
              Stage.Kind.ROUND,
              new Candidate(
                  new L1Norm(),
                  new NoNormalizer(),
                  Ranking.LOCAL,
                  Granularity.CHANNEL,
                  Order.TOGETHER,
                  new Linear(0.1),
                  0.5,
                  new FineTune(2, 0.01, 64),
                  1),
              new Round(1, 0.1, List.of("conv1", "conv2"), 0.1)),
          Status.DONE,
          new Measured(0.9, Double.NaN, 100, 90, 5000, 1234, Map.of("conv2", 45, "conv1", 18)),
          "0123456789ab-2.zip",
          2,
          1.5,
          "host-1",
          null);

  @Test
  void everyEntryReadsBackEqual() throws UnreadableJsonException {
    Samples samples = new Samples(4);
    for (int i = 0; i < 1_000; i++) {
      Entry entry = samples.entry();
      String line = JournalLines.write(entry);

      assertThat(line).doesNotContain("\n", "\r");
      assertThat(JournalLines.read(line)).as(line).isEqualTo(entry);
    }
  }

  @Test
  void aCandidateKeepsItsName() throws UnreadableJsonException {
    Variant read = (Variant) JournalLines.read(JournalLines.write(VARIANT));

    assertThat(read.stage().candidate().id()).isEqualTo(VARIANT.stage().candidate().id());
  }

  @Test
  void linesLookTheSameForEver() throws UnreadableJsonException {
    String line =
        """
        {"entry":"variant","stage":{"id":"0123456789ab","parent":"ba9876543210","kind":"round",\
        "candidate":{"criterion":"l1","normalizer":"none","ranking":"local",\
        "granularity":"channel","order":"together","schedule":{"type":"linear","step":0.1},\
        "target":0.5,"retrain":{"policy":"fine-tune","visits":2,"learning-rate":0.01,"batch":64,\
        "decay":"none"},"seed":1},"round":{"number":1,"level":0.1,"touched":["conv1","conv2"],"sparsity":0.1}},\
        "status":"done","measured":{"accuracy":0.9,"loss":"NaN","parameters":100,"nonzero":90,\
        "macs":5000,"bytes":1234,"channels":{"conv1":18,"conv2":45}},\
        "checkpoint":"0123456789ab-2.zip","visits":2,"seconds":1.5,"executor":"host-1",\
        "error":null}\
        """;

    assertThat(JournalLines.write(VARIANT)).isEqualTo(line);
    assertThat(JournalLines.read(line)).isEqualTo(VARIANT);
    assertThat(JournalLines.read(line.replace(",\"decay\":\"none\"", "")))
        .as("a setting that came later, at its default")
        .isEqualTo(VARIANT);
    assertThat(JournalLines.write(new Visited("0123456789ab", 1, "0123456789ab-1.zip", 1.5, "h")))
        .isEqualTo(
            "{\"entry\":\"visit\",\"stage\":\"0123456789ab\",\"number\":1,"
                + "\"checkpoint\":\"0123456789ab-1.zip\",\"seconds\":1.5,\"executor\":\"h\"}");
    assertThat(JournalLines.write(new TestScore("0123456789ab", 0.9, 0.25)))
        .isEqualTo(
            "{\"entry\":\"test\",\"variant\":\"0123456789ab\",\"accuracy\":0.9,\"loss\":0.25}");
  }

  @Test
  void aTornLineIsUnreadableWhereverItIsTorn() {
    String line = JournalLines.write(VARIANT);
    for (int end = 1; end < line.length(); end++) {
      String torn = line.substring(0, end);
      assertThatThrownBy(() -> JournalLines.read(torn))
          .as(torn)
          .isInstanceOf(UnreadableJsonException.class);
      assertThatThrownBy(() -> JournalLines.read(torn + line))
          .as(torn + line)
          .isInstanceOf(UnreadableJsonException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "3",
        "[]",
        "{}",
        "{\"entry\":\"other\"}",
        "{\"entry\":\"test\",\"variant\":\"a\",\"accuracy\":0.5}",
        "{\"entry\":\"test\",\"variant\":3,\"accuracy\":0.5,\"loss\":1}",
        "{\"entry\":\"test\",\"variant\":\"a\",\"accuracy\":\"0.5\",\"loss\":1}",
        "{\"entry\":\"test\",\"variant\":\"a\",\"accuracy\":0.5,\"loss\":1} {}",
        "{\"entry\":\"variant\",\"stage\":{\"id\":\"a\",\"kind\":\"other\"}}",
      })
  void whatIsNoEntryIsUnreadable(String line) {
    assertThatThrownBy(() -> JournalLines.read(line)).isInstanceOf(UnreadableJsonException.class);
  }

  @Test
  void aNameThatTheTableDoesNotHaveIsUnreadable() {
    String line = JournalLines.write(VARIANT).replace("\"l1\"", "\"oracle\"");

    assertThatThrownBy(() -> JournalLines.read(line))
        .isInstanceOf(UnreadableJsonException.class)
        .hasMessageContaining("oracle");
  }
}
