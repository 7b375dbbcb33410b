package org.espalier.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.espalier.sweep.Entry;
import org.junit.jupiter.api.Test;

class JournalTextTest {
  private static final String FIRST = LineFormat.line(LineFormat.score(1)) + "\n";
  private static final String SECOND = LineFormat.line(LineFormat.score(2)) + "\n";
  private static final String THIRD = LineFormat.line(LineFormat.score(3)) + "\n";

  @Test
  void readsAllLinesOfAWholeJournal() {
    byte[] bytes = (FIRST + SECOND + THIRD).getBytes(UTF_8);

    JournalText text = text(bytes);

    assertThat(text.entries()).isEqualTo(scores(1, 2, 3));
    assertThat(text.soundBytes()).isEqualTo(bytes);
  }

  @Test
  void anEmptyJournalHasNoEntries() {
    assertThat(text(new byte[0]).entries()).isEmpty();
  }

  @Test
  void dropsALastLineTornAtAnyByte() {
    byte[] sound = (FIRST + SECOND).getBytes(UTF_8);
    byte[] whole = (FIRST + SECOND + THIRD).getBytes(UTF_8);
    for (int length = sound.length; length < whole.length; length++) {
      JournalText text = text(Arrays.copyOf(whole, length));

      assertThat(text.entries()).as("torn at byte %d", length).isEqualTo(scores(1, 2));
      assertThat(text.soundBytes()).as("torn at byte %d", length).isEqualTo(sound);
    }
  }

  @Test
  void dropsALastLineThatMakesNoSenseThoughItHasALineFeed() {
    for (String torn : List.of("\n", "\0\0\0\0\n", THIRD.substring(2), "{half\n")) {
      assertThat(text((FIRST + torn).getBytes(UTF_8)).entries()).isEqualTo(scores(1));
    }
  }

  @Test
  void refusesANonsenseLineThatOthersFollow() {
    assertThatThrownBy(() -> text((FIRST + "{half\n" + THIRD).getBytes(UTF_8)))
        .isInstanceOf(StoreException.class)
        .hasMessageContainingAll(
            "file:/run/journal.jsonl", "line 2", "no score: '{half'", "head -n 1", "run again");
  }

  @Test
  void refusesNonsenseBeforeATornLine() {
    assertThatThrownBy(() -> text((FIRST + "{half\n{hal").getBytes(UTF_8)))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("line 2");
  }

  @Test
  void refusesBytesThatAreNoText() {
    byte[] bytes = (FIRST + SECOND).getBytes(UTF_8);
    bytes[FIRST.indexOf('ä')] = (byte) 0xFF;

    assertThatThrownBy(() -> text(bytes))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("line 1");
  }

  private static JournalText text(byte[] bytes) {
    return JournalText.of(bytes, LineFormat::entry, "file:/run/journal.jsonl");
  }

  private static List<Entry> scores(Integer... numbers) {
    return Arrays.stream(numbers).<Entry>map(LineFormat::score).toList();
  }
}
