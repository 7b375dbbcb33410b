package org.espalier.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.espalier.store.LineFormat.FORMAT;
import static org.espalier.store.LineFormat.score;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.espalier.sweep.RunStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunDirectoryTest {
  private static final Configuration CONF = new Configuration();
  private static final RunStatus STATUS =
      new RunStatus(RunStatus.State.RUNNING, 4, 1, 0, 0, 0, 2, Instant.EPOCH, Instant.EPOCH, null);

  @TempDir private Path temp;

  @Test
  void opensAPlaceThatIsNotThereYet() throws IOException {
    Path run = temp.resolve("runs/of/today");
    try (RunDirectory directory = open(run)) {
      assertThat(directory.journal()).isEmpty();
      assertThat(directory.location()).isEqualTo("file:" + run);
    }
    assertThat(files())
        .containsExactly("runs/of/today/events.jsonl", "runs/of/today/journal.jsonl");
  }

  @Test
  void takesAPathWithoutASchemeAndOneWithSpaces() {
    Path run = temp.resolve("a run");
    try (RunDirectory directory = RunDirectory.open(run.toString(), CONF, FORMAT)) {
      directory.append(score(1));
    }
    assertThat(RunDirectory.read("file:" + run, CONF, FORMAT).journal()).hasSize(1);
  }

  @Test
  void settledEntriesAreThereForTheNextDriver() {
    try (RunDirectory first = open(temp)) {
      first.append(score(1));
      first.append(score(2));
    }
    try (RunDirectory second = open(temp)) {
      assertThat(second.journal()).containsExactly(score(1), score(2));
      second.append(score(3));
      assertThat(second.journal()).containsExactly(score(1), score(2), score(3));
    }
    assertThat(view().journal()).containsExactly(score(1), score(2), score(3));
  }

  @Test
  void anEntryIsOnDiskWhenItIsAppended() throws IOException {
    try (RunDirectory directory = open(temp)) {
      directory.append(score(1));
      assertThat(Files.readString(temp.resolve("journal.jsonl")))
          .isEqualTo(LineFormat.line(score(1)) + "\n");
    }
  }

  @Test
  void aTornLineIsRepairedBeforeAnythingFollowsIt() throws IOException {
    byte[] whole = (LineFormat.line(score(1)) + "\n" + LineFormat.line(score(2))).getBytes(UTF_8);
    Path journal = temp.resolve("journal.jsonl");
    for (int length = 0; length <= whole.length; length++) {
      Files.write(journal, Arrays.copyOf(whole, length));
      try (RunDirectory directory = open(temp)) {
        List<?> before = directory.journal();
        directory.append(score(3));
        assertThat(directory.journal()).hasSize(before.size() + 1);
      }
      assertThat(view().journal()).as("torn at byte %d", length).endsWith(score(3));
      assertThat(Files.readString(journal)).endsWith("}\n");
    }
    assertThat(files()).containsExactly("events.jsonl", "journal.jsonl");
  }

  @Test
  void aCorruptJournalIsRefusedAndLeftAsItIs() throws IOException {
    String corrupt = "{half\n" + LineFormat.line(score(1)) + "\n";
    Files.writeString(temp.resolve("journal.jsonl"), corrupt);

    assertThatThrownBy(() -> open(temp))
        .isInstanceOf(StoreException.class)
        .hasMessageContainingAll(temp + "/journal.jsonl", "line 1");
    assertThat(Files.readString(temp.resolve("journal.jsonl"))).isEqualTo(corrupt);
  }

  @Test
  void refusesAnEntryOfTwoLines() {
    RunFormat twoLines =
        new RunFormat(
            entry -> "a\nb", FORMAT.entry(), FORMAT.status(), FORMAT.event(), FORMAT.standing());
    try (RunDirectory directory = RunDirectory.open(temp.toString(), CONF, twoLines)) {
      assertThatThrownBy(() -> directory.append(score(1)))
          .isInstanceOf(IllegalArgumentException.class);
      assertThat(directory.journal()).isEmpty();
    }
  }

  @Test
  void takesNoEntryOnceItIsClosed() {
    RunDirectory directory = open(temp);
    directory.append(score(1));
    directory.close();

    assertThatThrownBy(() -> directory.append(score(2))).isInstanceOf(StoreException.class);
    assertThat(view().journal()).containsExactly(score(1));
  }

  @Test
  void writesFilesAndTheDirectoriesAboveThem() throws IOException {
    try (RunDirectory directory = open(temp)) {
      directory.write("models/ab12/model.zip", new byte[] {1});
      directory.write("models/ab12/model.zip", new byte[] {2, 3});
      directory.tell(STATUS, List.of());

      assertThat(directory.exists("models/ab12/model.zip")).isTrue();
      assertThat(directory.exists("_SUCCESS")).isFalse();
      assertThat(directory.read("models/ab12/model.zip")).containsExactly(2, 3);
      assertThat(new String(directory.read("status.json"), UTF_8)).isEqualTo(STATUS.toString());
    }
    assertThat(files())
        .containsExactly("events.jsonl", "journal.jsonl", "models/ab12/model.zip", "status.json");
  }

  @Test
  void aWriteThatFailsLeavesWhatWasThere() throws IOException {
    try (RunDirectory directory = open(temp)) {
      directory.write("in-the-way/old", new byte[] {1});

      assertThatThrownBy(() -> directory.write("in-the-way", new byte[] {2}))
          .isInstanceOf(StoreException.class)
          .hasMessageContainingAll("in-the-way", temp.toString(), "may write");
      assertThat(directory.read("in-the-way/old")).containsExactly(1);
    }
    assertThat(files()).containsExactly("events.jsonl", "in-the-way/old", "journal.jsonl");
  }

  @Test
  void readersSeeTheOldFileOrTheNewOneWhole() throws Exception {
    byte[] old = new byte[200_000];
    byte[] renewed = new byte[300_000];
    Arrays.fill(renewed, (byte) 1);
    try (RunDirectory directory = open(temp)) {
      directory.write("report.html", old);
      Thread writer =
          new Thread(
              () -> {
                for (int i = 0; i < 30; i++) {
                  directory.write("report.html", i % 2 == 0 ? renewed : old);
                }
              });
      writer.start();
      RunView view = view();
      while (writer.isAlive()) {
        byte[] seen = view.read("report.html");
        assertThat(Arrays.equals(seen, old) || Arrays.equals(seen, renewed)).isTrue();
      }
      writer.join();
    }
  }

  @Test
  void namesCannotLeadOutOfTheDirectory() {
    try (RunDirectory directory = open(temp.resolve("run"))) {
      for (String name : List.of("../x", "/etc/x", "a/../../x", "", ".", "a//b", "a/", ".hidden")) {
        assertThatThrownBy(() -> directory.write(name, new byte[0]))
            .as(name)
            .isInstanceOf(IllegalArgumentException.class);
      }
    }
  }

  @Test
  void clearsAwayWhatAKilledDriverLeftHalfDone() throws IOException {
    try (RunDirectory directory = open(temp)) {
      directory.checkpoints().write("stage-1", new byte[] {1});
    }
    Files.writeString(temp.resolve(FileName.temporary("results.csv")), "half");
    Files.writeString(temp.resolve(FileName.temporary("checkpoints/stage-2")), "half");
    Files.writeString(temp.resolve(".keep"), "not ours");

    open(temp).close();

    assertThat(files())
        .containsExactly(".keep", "checkpoints/stage-1", "events.jsonl", "journal.jsonl");
  }

  @Test
  void refusesAPlaceThatIsAFile() throws IOException {
    Path file = Files.writeString(temp.resolve("notes.txt"), "mine");

    assertThatThrownBy(() -> open(file))
        .isInstanceOf(StoreException.class)
        .hasMessageContainingAll("cannot keep a run in file:" + file, "Name a directory");
    assertThatThrownBy(() -> open(file.resolve("run"))).isInstanceOf(StoreException.class);
    assertThat(Files.readString(file)).isEqualTo("mine");
  }

  @Test
  void refusesAPlaceThatCannotBeWritten() {
    assertThatThrownBy(() -> RunDirectory.open("file:/proc/espalier", CONF, FORMAT))
        .isInstanceOf(StoreException.class)
        .hasMessageContainingAll("/proc/espalier", "may write");
    assertThatThrownBy(() -> RunDirectory.open("file:/proc", CONF, FORMAT))
        .isInstanceOf(StoreException.class);
  }

  @Test
  void refusesAFileSystemItDoesNotKnow() {
    for (String uri : List.of("nosuch://host/run", "s3a:", "")) {
      assertThatThrownBy(() -> RunDirectory.open(uri, CONF, FORMAT))
          .isInstanceOf(StoreException.class)
          .hasMessageContainingAll("cannot reach " + uri, "class path");
    }
  }

  @Test
  void readingToleratesATornLineAndRepairsNothing() throws IOException {
    Path journal = temp.resolve("journal.jsonl");
    String torn = LineFormat.line(score(1)) + "\n{varia";
    Files.writeString(journal, torn);

    assertThat(view().journal()).containsExactly(score(1));
    assertThat(Files.readString(journal)).isEqualTo(torn);
    assertThat(files()).containsExactly("journal.jsonl");
  }

  @Test
  void aViewFollowsARunThatGoesOn() {
    try (RunDirectory directory = open(temp)) {
      RunView view = view();
      assertThat(view.journal()).isEmpty();
      directory.append(score(1));
      assertThat(view.journal()).containsExactly(score(1));
    }
  }

  @Test
  void whatIsPutBesideARunLeavesItsDriverAlone() {
    try (RunDirectory directory = open(temp)) {
      directory.append(score(1));
      view().write("report.html", new byte[] {1});
      directory.append(score(2));
      assertThat(directory.read("report.html")).containsExactly(1);
    }
    assertThat(view().journal()).containsExactly(score(1), score(2));
  }

  @Test
  void readingARunThatIsNotThereCreatesNothingAndSaysWhere() throws IOException {
    Path missing = temp.resolve("missing");

    assertThatThrownBy(() -> RunDirectory.read(missing.toString(), CONF, FORMAT))
        .isInstanceOf(StoreException.class)
        .hasMessageContainingAll("no run in file:" + missing, "journal.jsonl");
    assertThatThrownBy(this::view).isInstanceOf(StoreException.class);
    assertThat(files()).isEmpty();
  }

  @Test
  void readingAFileThatIsNotThereSaysWhich() {
    try (RunDirectory directory = open(temp)) {
      assertThatThrownBy(() -> directory.read("frontier.json"))
          .isInstanceOf(StoreException.class)
          .hasMessage("file:%s holds no frontier.json", temp);
    }
  }

  private RunDirectory open(Path run) {
    return RunDirectory.open("file:" + run, CONF, FORMAT);
  }

  private RunView view() {
    return RunDirectory.read("file:" + temp, CONF, FORMAT);
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
