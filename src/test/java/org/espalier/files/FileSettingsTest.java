package org.espalier.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;

/** What is set goes along, and what every machine has by itself does not. */
class FileSettingsTest {
  private static final String KEY = "fs.s3a.secret.key";

  @Test
  void whatIsSetGoesAlong() throws Exception {
    FileSettings here = FileSettings.of(configured("hush"));
    FileSettings there = sent(here);

    assertThat(there.configuration().get(KEY)).isEqualTo("hush");
    assertThat(there).isEqualTo(here).hasSameHashCodeAs(here);
    assertThat(there).isNotEqualTo(FileSettings.of(configured("hiss")));
  }

  @Test
  void defaultsStay() throws IOException {
    FileSettings settings = FileSettings.of(configured("hush"));

    assertThat(bytes(settings)).hasSizeLessThan(1_000);
    assertThat(settings.configuration().get("io.file.buffer.size")).isEqualTo("4096");
  }

  @Test
  void textTellsNoSecret() {
    assertThat(FileSettings.of(configured("hush")).toString()).doesNotContain("hush");
  }

  private static Configuration configured(String secret) {
    Configuration conf = new Configuration();
    conf.set(KEY, secret);
    return conf;
  }

  private static FileSettings sent(FileSettings settings) throws Exception {
    try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes(settings)))) {
      return (FileSettings) in.readObject();
    }
  }

  private static byte[] bytes(FileSettings settings) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(settings);
    }
    return bytes.toByteArray();
  }
}
