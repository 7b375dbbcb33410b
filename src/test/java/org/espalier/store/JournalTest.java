package org.espalier.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.espalier.store.LineFormat.FORMAT;
import static org.espalier.store.LineFormat.score;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
  @TempDir private Path temp;

  @Test
  void afterAnAppendThatFailedNothingMoreIsTaken() throws IOException {
    FillingDisk disk = new FillingDisk(2);
    try (Journal journal = new Journal(FORMAT, List.of(), disk)) {
      journal.append(score(1));
      journal.append(score(2));
      assertThatThrownBy(() -> journal.append(score(3))).hasMessage("the disk is full");
      disk.room = 9;
      assertThatThrownBy(() -> journal.append(score(4))).isInstanceOf(IOException.class);

      assertThat(journal.entries()).containsExactly(score(1), score(2));
      assertThat(disk.taken).isEqualTo(2);
    }
  }

  @Test
  void entriesOfManyThreadsDoNotMix() throws IOException {
    try (Journal journal = Journal.open(folder(), FORMAT)) {
      IntStream.range(0, 200).parallel().forEach(number -> append(journal, number));
      assertThat(Journal.read(folder(), FORMAT)).isEqualTo(journal.entries()).hasSize(200);
    }
  }

  private Folder folder() {
    return Folder.at("file:" + temp, new Configuration());
  }

  private static void append(Journal journal, int number) {
    try {
      journal.append(score(number));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static final class FillingDisk implements Appender {
    private int room;
    private int taken;

    FillingDisk(int room) {
      this.room = room;
    }

    @Override
    public void append(byte[] content) throws IOException {
      if (taken == room) {
        throw new IOException("the disk is full");
      }
      taken++;
    }

    @Override
    public void close() {}
  }
}
