package org.espalier.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What happens in a run, for those who look on. No run ends because they cannot. */
final class EventLog implements Closeable {
  static final String NAME = "events.jsonl";
  private static final Logger LOG = LoggerFactory.getLogger(EventLog.class);

  private final Appender end;
  private boolean broken;

  private EventLog(Appender end) {
    this.end = end;
  }

  /** Goes on behind the last whole line of earlier drivers. */
  static EventLog open(Folder folder) throws IOException {
    byte[] before = folder.exists(NAME) ? folder.read(NAME) : new byte[0];
    int whole = before.length;
    while (whole > 0 && before[whole - 1] != '\n') {
      whole--;
    }
    return new EventLog(folder.begin(NAME, Arrays.copyOf(before, whole)));
  }

  void append(Stream<String> lines) {
    if (broken) {
      return;
    }
    String text = lines.map(line -> line + "\n").collect(Collectors.joining());
    try {
      end.append(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // Half a line may stand at the end now, and no other may follow it.
      broken = true;
      LOG.warn("no more events are written: {}", e.getMessage());
    }
  }

  @Override
  public void close() throws IOException {
    end.close();
  }
}
