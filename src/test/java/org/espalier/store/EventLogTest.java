package org.espalier.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventLogTest {
  @TempDir private Path temp;
  private boolean full;

  @Test
  void linesThatFoundNoRoomAreWrittenOnceThereIsSome() throws IOException {
    try (EventLog log = EventLog.open(folderOnDisk())) {
      log.append(Stream.of("first"));
      full = true;
      log.append(Stream.of("second", "third"));
      log.append(Stream.of("fourth"));
      full = false;
      log.append(Stream.of("fifth"));
      log.append(Stream.of("sixth"));
    }

    assertThat(temp.resolve("events.jsonl"))
        .hasContent("first\nsecond\nthird\nfourth\nfifth\nsixth\n");
  }

  @Test
  void halfALineOfADriverThatDiedIsCutOff() throws IOException {
    Files.writeString(temp.resolve("events.jsonl"), "first\nsec");

    try (EventLog log = EventLog.open(folderOnDisk())) {
      log.append(Stream.of("third"));
    }

    assertThat(temp.resolve("events.jsonl")).hasContent("first\nthird\n");
  }

  /** A folder whose disk takes half of what is written when it is full. */
  private Folder folderOnDisk() {
    Folder folder = Folder.at(temp.toUri().toString(), new Configuration());
    return (Folder)
        Proxy.newProxyInstance(
            Folder.class.getClassLoader(),
            new Class<?>[] {Folder.class},
            (proxy, method, arguments) -> {
              boolean begins = method.getName().equals("begin");
              if (begins && full) {
                throw new IOException("no room");
              }
              Object result = method.invoke(folder, arguments);
              return begins ? new End((Appender) result) : result;
            });
  }

  private final class End implements Appender {
    private final Appender file;

    End(Appender file) {
      this.file = file;
    }

    @Override
    public void append(byte[] content) throws IOException {
      if (full) {
        file.append(Arrays.copyOf(content, content.length / 2));
        throw new IOException("no room");
      }
      file.append(content);
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
