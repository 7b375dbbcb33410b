package org.espalier.store;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.espalier.sweep.Entry;
import org.espalier.sweep.Event;
import org.espalier.sweep.RunStatus;
import org.espalier.sweep.TestScore;

/** A format of test scores alone, of which no part of a line is a line. */
final class LineFormat {
  private static final Pattern LINE = Pattern.compile("\\{(.+) ([\\d.]+) ([\\d.]+)}");

  static final RunFormat FORMAT =
      new RunFormat(
          LineFormat::line,
          LineFormat::entry,
          RunStatus::toString,
          Event::toString,
          RunStatus::toString);

  private LineFormat() {}

  static String line(Entry entry) {
    TestScore score = (TestScore) entry;
    return "{%s %s %s}".formatted(score.variant(), score.accuracy(), score.loss());
  }

  static Entry entry(String line) {
    Matcher matcher = LINE.matcher(line);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("no score: '%s'".formatted(line));
    }
    return new TestScore(
        matcher.group(1),
        Double.parseDouble(matcher.group(2)),
        Double.parseDouble(matcher.group(3)));
  }

  /** A score of its own for each number. */
  static TestScore score(int number) {
    return new TestScore("variant-ä" + number, number / 1000.0, number);
  }
}
