package org.espalier.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens in a run, for those who look on. No run ends because they cannot: lines that could
 * not be written wait for the next ones.
 */
final class EventLog implements Closeable {
  static final String NAME = "events.jsonl";
  private static final Logger LOG = LoggerFactory.getLogger(EventLog.class);

  private final Folder folder;
  private Appender end;
  private int sound;
  private String waiting = "";

  private EventLog(Folder folder) {
    this.folder = folder;
  }

  /** Goes on behind the last whole line of earlier drivers. */
  static EventLog open(Folder folder) throws IOException {
    EventLog log = new EventLog(folder);
    byte[] before = log.content();
    log.sound = before.length;
    while (log.sound > 0 && before[log.sound - 1] != '\n') {
      log.sound--;
    }
    log.begin();
    return log;
  }

  private void begin() throws IOException {
    byte[] before = content();
    sound = Math.min(sound, before.length);
    end = folder.begin(NAME, Arrays.copyOf(before, sound));
  }

  private byte[] content() throws IOException {
    return folder.exists(NAME) ? folder.read(NAME) : new byte[0];
  }

  void append(Stream<String> lines) {
    waiting += lines.map(line -> line + "\n").collect(Collectors.joining());
    byte[] bytes = waiting.getBytes(StandardCharsets.UTF_8);
    boolean wasWell = end != null;
    try {
      if (end == null) {
        begin();
      }
      end.append(bytes);
      sound += bytes.length;
      waiting = "";
    } catch (IOException e) {
      if (wasWell) {
        LOG.warn("events cannot be written for now: {}", e.getMessage());
      }
      giveUpEnd();
    }
  }

  /** Half a line may stand there now, which no other may follow. */
  private void giveUpEnd() {
    try {
      close();
    } catch (IOException e) {
      LOG.debug("what could not be written could not be closed either", e);
    }
    end = null;
  }

  @Override
  public void close() throws IOException {
    if (end != null) {
      end.close();
    }
  }
}
