package org.espalier.store;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.espalier.sweep.Entry;

/**
 * What a journal's bytes say. A line at the end that was torn by a crash, so that its line feed is
 * missing or it makes no sense, is left out: its append never returned, so nobody relies on it.
 */
final class JournalText {
  private final List<Entry> entries = new ArrayList<>();
  private final byte[] bytes;
  private int sound;

  private JournalText(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Reads all lines.
   *
   * @param file named when a line cannot be read that others follow: no crash leaves such a journal
   */
  static JournalText of(byte[] bytes, Function<String, Entry> decode, String file) {
    JournalText text = new JournalText(bytes);
    for (int end = text.lineEnd(); end >= 0; end = text.lineEnd()) {
      try {
        text.entries.add(decode.apply(text.line(end)));
      } catch (CharacterCodingException | RuntimeException e) {
        if (end + 1 < bytes.length) {
          throw corrupt(file, text.entries.size(), e);
        }
        break;
      }
      text.sound = end + 1;
    }
    return text;
  }

  List<Entry> entries() {
    return List.copyOf(entries);
  }

  /** The bytes of {@link #entries}: all, but for a torn line. */
  byte[] soundBytes() {
    return Arrays.copyOf(bytes, sound);
  }

  /** Where the line feed of the next line stands, or -1. */
  private int lineEnd() {
    for (int i = sound; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  private String line(int end) throws CharacterCodingException {
    ByteBuffer line = ByteBuffer.wrap(bytes, sound, end - sound);
    return StandardCharsets.UTF_8.newDecoder().decode(line).toString();
  }

  private static StoreException corrupt(String file, int linesBefore, Exception cause) {
    return new StoreException(
        "%s: line %d is no journal entry, though others follow it".formatted(file, linesBefore + 1),
        cause,
        ("Keep its first %1$d lines alone (head -n %1$d) and sweep again: what they do not hold is"
                + " run again. Or take another directory")
            .formatted(linesBefore));
  }
}
