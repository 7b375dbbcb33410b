package org.espalier.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.espalier.store.LineFormat.FORMAT;
import static org.espalier.store.LineFormat.score;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every kind of file system keeps to. */
class FolderTest {
  @TempDir private Path temp;

  @Test
  void theFileSystemDecidesTheKind() {
    assertThat(at("file:")).isInstanceOf(LocalFolder.class);
    assertThat(at("cluster:")).isInstanceOf(AppendableFolder.class);
    assertThat(at("object:")).isInstanceOf(ObjectFolder.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"file:", "cluster:", "object:"})
  void aFileIsWrittenReadReplacedAndDeleted(String scheme) throws IOException {
    Folder folder = at(scheme);
    folder.write("a/b.txt", "old and longer".getBytes(UTF_8));
    folder.write("a/b.txt", "new".getBytes(UTF_8));

    assertThat(folder.exists("a/b.txt")).isTrue();
    assertThat(folder.read("a/b.txt")).asString(UTF_8).isEqualTo("new");
    assertThat(files()).containsExactly("a/b.txt");

    folder.delete("a/b.txt");
    folder.delete("a/b.txt");
    assertThat(folder.exists("a/b.txt")).isFalse();
    assertThat(files()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"file:", "cluster:", "object:"})
  void aWriteThatFailsLeavesNoLitter(String scheme) throws IOException {
    Folder folder = at(scheme);
    folder.write("taken/inside", new byte[] {1});

    assertThatThrownBy(() -> folder.write("taken", new byte[] {2})).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> folder.begin("taken", new byte[] {2})).isInstanceOf(IOException.class);
    assertThat(files()).containsExactly("taken/inside");
  }

  @ParameterizedTest
  @ValueSource(strings = {"file:", "cluster:", "object:"})
  void whatIsAppendedIsThereAtOnce(String scheme) throws IOException {
    Folder folder = at(scheme);
    folder.write("log", "an older log".getBytes(UTF_8));
    try (Appender log = folder.begin("log", "a".getBytes(UTF_8))) {
      assertThat(folder.read("log")).asString(UTF_8).isEqualTo("a");
      log.append("b".getBytes(UTF_8));
      assertThat(folder.read("log")).asString(UTF_8).isEqualTo("ab");
      log.append("c".getBytes(UTF_8));
      assertThat(folder.read("log")).asString(UTF_8).isEqualTo("abc");
    }
    assertThat(files()).containsExactly("log");
  }

  @ParameterizedTest
  @ValueSource(strings = {"file:", "cluster:", "object:"})
  void createProvesThatThereIsADirectory(String scheme) throws IOException {
    Folder folder = Folder.at(scheme + temp + "/new", FakeFileSystems.conf());
    folder.create();
    folder.create();
    assertThat(temp.resolve("new")).isEmptyDirectory();

    Files.writeString(temp.resolve("file"), "mine");
    Folder file = Folder.at(scheme + temp + "/file", FakeFileSystems.conf());
    assertThatThrownBy(file::create).isInstanceOf(IOException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"file:", "cluster:", "object:"})
  void discardsTemporaryFilesAlone(String scheme) throws IOException {
    Folder folder = at(scheme);
    folder.write("a/b", new byte[] {1});
    Files.writeString(temp.resolve(FileName.temporary("a/b")), "half");
    Files.writeString(temp.resolve("a/.hidden"), "not ours");

    folder.discardUnfinished();

    assertThat(files()).containsExactly("a/.hidden", "a/b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"file:", "cluster:", "object:"})
  void aFolderIsDeletedWithAllThatIsInItAndNothingElse(String scheme) throws IOException {
    Folder folder = at(scheme);
    folder.write("models/a/model.zip", new byte[] {1});
    folder.write("models/ab/model.zip", new byte[] {2});

    folder.deleteFolder("models/a");
    folder.deleteFolder("models/none");

    assertThat(files()).containsExactly("models/ab/model.zip");
    assertThat(temp.resolve("models/a")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"file:", "cluster:", "object:"})
  void aRunGoesOnAfterATornLine(String scheme) throws IOException {
    Files.writeString(temp.resolve("journal.jsonl"), LineFormat.line(score(1)) + "\n{tor");
    String uri = scheme + temp;
    try (RunDirectory run = RunDirectory.open(uri, FakeFileSystems.conf(), FORMAT)) {
      run.append(score(2));
      assertThat(RunDirectory.read(uri, FakeFileSystems.conf(), FORMAT).journal()).hasSize(2);
      run.append(score(3));
      run.checkpoints().write("stage", new byte[] {1});
    }
    try (RunDirectory run = RunDirectory.open(uri, FakeFileSystems.conf(), FORMAT)) {
      assertThat(run.journal()).containsExactly(score(1), score(2), score(3));
      assertThat(run.checkpoints().read("stage")).containsExactly(1);
    }
    assertThat(files()).containsExactly("checkpoints/stage", "events.jsonl", "journal.jsonl");
  }

  private Folder at(String scheme) {
    return Folder.at(scheme + temp, FakeFileSystems.conf());
  }

  private List<String> files() throws IOException {
    try (Stream<Path> all = Files.walk(temp)) {
      return all.filter(Files::isRegularFile)
          .map(file -> temp.relativize(file).toString())
          .sorted()
          .toList();
    }
  }
}
