package org.espalier.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.espalier.sweep.Entry;

/**
 * The journal as its one writer has it: what it holds is settled.
 *
 * <p>Opening it writes it anew, without a torn line at its end, in place of the old one. So no line
 * can follow half a line, and a driver that was believed dead writes on in a file that nobody
 * reads.
 */
final class Journal implements Closeable {
  static final String NAME = "journal.jsonl";

  private final RunFormat format;
  private final List<Entry> entries;
  private final Appender end;
  private boolean broken;

  Journal(RunFormat format, List<Entry> entries, Appender end) {
    this.format = format;
    this.entries = new ArrayList<>(entries);
    this.end = end;
  }

  static Journal open(Folder folder, RunFormat format) throws IOException {
    JournalText text = text(folder, format);
    return new Journal(format, text.entries(), folder.begin(NAME, text.soundBytes()));
  }

  /** What is settled, for those who only look. */
  static List<Entry> read(Folder folder, RunFormat format) throws IOException {
    return text(folder, format).entries();
  }

  synchronized List<Entry> entries() {
    return List.copyOf(entries);
  }

  /** Settles an entry. After a failure nothing more is taken: half a line may stand at the end. */
  synchronized void append(Entry entry) throws IOException {
    byte[] line = line(entry);
    if (broken) {
      throw new IOException("an earlier entry could not be written");
    }
    broken = true;
    end.append(line);
    broken = false;
    entries.add(entry);
  }

  @Override
  public synchronized void close() throws IOException {
    broken = true;
    end.close();
  }

  private static JournalText text(Folder folder, RunFormat format) throws IOException {
    byte[] bytes = folder.exists(NAME) ? folder.read(NAME) : new byte[0];
    return JournalText.of(bytes, format.entry(), folder.location() + "/" + NAME);
  }

  private byte[] line(Entry entry) {
    String line = format.line().apply(entry);
    if (line.indexOf('\n') >= 0) {
      throw new IllegalArgumentException("an entry is one line, not: " + line);
    }
    return (line + "\n").getBytes(StandardCharsets.UTF_8);
  }
}
