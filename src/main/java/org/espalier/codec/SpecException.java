package org.espalier.codec;

import java.util.List;
import org.espalier.codec.tree.Problem;

/** A sweep file that cannot be run: all that is wrong with it, a line each. */
public final class SpecException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  SpecException(String origin, List<Problem> problems) {
    super(message(origin, problems));
    this.problems = List.copyOf(problems);
  }

  /** What is wrong, in the order of the file's lines, then of the command line's overrides. */
  public List<Problem> problems() {
    return problems;
  }

  private static String message(String origin, List<Problem> problems) {
    StringBuilder message = new StringBuilder();
    message.append(
        problems.size() == 1
            ? "1 problem in %s:".formatted(origin)
            : "%d problems in %s:".formatted(problems.size(), origin));
    problems.forEach(problem -> message.append("\n  ").append(problem));
    return message.toString();
  }
}
