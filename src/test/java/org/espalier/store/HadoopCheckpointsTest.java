package org.espalier.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.espalier.sweep.Checkpoints;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HadoopCheckpointsTest {
  @TempDir private Path temp;

  @Test
  void readsWhatWasWritten() throws IOException {
    Checkpoints checkpoints = checkpoints(new Configuration());
    checkpoints.write("3f2a-2.0", new byte[] {1, 2});
    checkpoints.write("3f2a-2.0", new byte[] {3});

    assertThat(checkpoints.read("3f2a-2.0")).containsExactly(3);
    assertThat(temp).isDirectoryContaining(file -> file.endsWith("3f2a-2.0"));
    assertThat(temp.toFile().list()).hasSize(1);
  }

  @Test
  void deletesAndDoesNotMindWhatIsGone() throws IOException {
    Checkpoints checkpoints = checkpoints(new Configuration());
    checkpoints.write("a", new byte[] {1});
    checkpoints.delete("a");
    checkpoints.delete("a");

    assertThatThrownBy(() -> checkpoints.read("a")).isInstanceOf(IOException.class);
    assertThat(temp).isEmptyDirectory();
  }

  @Test
  void makesNothingBeforeTheFirstWrite() throws IOException {
    Path later = temp.resolve("checkpoints");
    Checkpoints checkpoints = new HadoopCheckpoints("file:" + later, new Configuration());

    checkpoints.delete("a");
    assertThat(later).doesNotExist();
    checkpoints.write("a", new byte[] {1});
    assertThat(later.resolve("a")).exists();
  }

  @Test
  void refusesNamesThatAreNotPlain() {
    Checkpoints checkpoints = checkpoints(new Configuration());
    for (String name : List.of("a/b", "..", "../a", "", "/a", ".a", "a\nb", "a:b")) {
      assertThatThrownBy(() -> checkpoints.write(name, new byte[0]))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> checkpoints.read(name)).isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> checkpoints.delete(name))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void reachesTheSamePlaceFromAnotherMachine() throws Exception {
    Checkpoints here = checkpoints(new Configuration());
    here.write("a", new byte[] {1});

    assertThat(sent(here).read("a")).containsExactly(1);
  }

  @Test
  void takesItsSettingsAlongButNotEveryDefault() throws Exception {
    Checkpoints here = new HadoopCheckpoints("object:" + temp, FakeFileSystems.conf());
    here.write("a", new byte[] {1});

    assertThat(sent(here).read("a")).containsExactly(1);
    assertThat(bytes(here)).hasSizeLessThan(2_000);
  }

  private Checkpoints checkpoints(Configuration conf) {
    return new HadoopCheckpoints("file:" + temp, conf);
  }

  private static Checkpoints sent(Checkpoints checkpoints) throws Exception {
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes(checkpoints)))) {
      return (Checkpoints) in.readObject();
    }
  }

  private static byte[] bytes(Checkpoints checkpoints) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(checkpoints);
    }
    return bytes.toByteArray();
  }
}
