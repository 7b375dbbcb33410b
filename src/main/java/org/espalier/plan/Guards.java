package org.espalier.plan;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What pruning must not touch, whatever the scores say.
 *
 * @param floor channels that each group keeps at least
 * @param roundTo counts of channels are rounded up to a multiple of it, as hardware that works in
 *     eights or sixteens likes them; never above what there is
 * @param leave names of layers that are left alone; {@code *} stands for any letters
 */
public record Guards(int floor, int roundTo, List<String> leave) {
  /** The last channel stays, and nothing else is guarded. */
  public static final Guards NONE = new Guards(1, 1, List.of());

  public Guards {
    if (floor < 1) {
      throw new IllegalArgumentException("floor must be at least 1, not " + floor);
    }
    if (roundTo < 1) {
      throw new IllegalArgumentException("round-to must be at least 1, not " + roundTo);
    }
    leave = List.copyOf(leave);
  }

  /** Whether a layer or group of that name is left alone. */
  public boolean leaves(String name) {
    return leave.stream().anyMatch(pattern -> matches(pattern, name));
  }

  /** Whether a name is one that a pattern of {@link #leave} stands for. */
  public static boolean matches(String pattern, String name) {
    String regex =
        Arrays.stream(pattern.split("\\*", -1))
            .map(Pattern::quote)
            .collect(Collectors.joining(".*"));
    return Pattern.compile(regex, Pattern.DOTALL).matcher(name).matches();
  }
}
