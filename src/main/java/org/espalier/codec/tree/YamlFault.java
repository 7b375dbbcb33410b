package org.espalier.codec.tree;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What the YAML parser says about a text it cannot read, in one line and with the right place: its
 * exception carries the place of what it was doing, and only its message that of the fault.
 */
final class YamlFault {
  private static final Pattern MARK =
      Pattern.compile("^ in 'reader', line (\\d+), column (\\d+)", Pattern.MULTILINE);
  private static final String UNPRINTABLE = "special characters are not allowed";

  private YamlFault() {}

  static Place place(JsonProcessingException fault, String text, YamlTree.Placing placing) {
    if (fault.getOriginalMessage().equals(UNPRINTABLE)) {
      return unprintable(text, placing);
    }
    Optional<MatchResult> last =
        MARK.matcher(fault.getOriginalMessage()).results().reduce((first, second) -> second);
    if (last.isPresent()) {
      return placing.at(
          Integer.parseInt(last.get().group(1)), Integer.parseInt(last.get().group(2)));
    }
    return fault.getLocation() == null
        ? placing.at(1, 1)
        : placing.at(fault.getLocation().getLineNr(), fault.getLocation().getColumnNr());
  }

  /** The lines that are neither marks nor quotations of the text. */
  static String message(JsonProcessingException fault) {
    return fault
        .getOriginalMessage()
        .lines()
        .filter(Predicate.not(line -> line.isBlank() || line.startsWith(" ")))
        .collect(Collectors.joining("; ", "not YAML: ", ""));
  }

  private static Place unprintable(String text, YamlTree.Placing placing) {
    int line = 1;
    int column = 1;
    for (int c : text.codePoints().toArray()) {
      if (isUnprintable(c)) {
        break;
      }
      column = c == '\n' ? 1 : column + 1;
      line += c == '\n' ? 1 : 0;
    }
    return placing.at(line, column);
  }

  private static boolean isUnprintable(int c) {
    boolean layout = c == '\t' || c == '\n' || c == '\r' || c == 0x85;
    boolean surrogate = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
    return (Character.isISOControl(c) && !layout) || surrogate || c == 0xFFFE || c == 0xFFFF;
  }
}
