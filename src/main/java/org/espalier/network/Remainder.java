package org.espalier.network;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** What is left of a network, layer by layer and axis by axis, when some of its channels go. */
public final class Remainder {
  private final BitSet gone;
  private final Map<String, Map<Integer, int[]>> kept = new HashMap<>();
  private final Map<String, int[]> entering;
  private final Map<String, int[]> leaving;

  Remainder(
      BitSet gone, List<AxisUse> uses, Map<String, int[]> entering, Map<String, int[]> leaving) {
    this.gone = gone;
    this.entering = entering;
    this.leaving = leaving;
    for (AxisUse use : uses) {
      if (touches(use.owners())) {
        kept.computeIfAbsent(use.parameter().name(), name -> new HashMap<>())
            .put(use.axis(), entries(use.owners()));
      }
    }
  }

  /** For each axis of a parameter that loses entries, those that stay, in order. */
  public Map<Integer, int[]> entries(String parameter) {
    return kept.getOrDefault(parameter, Map.of());
  }

  /** Channels that still flow into a layer. */
  public int into(String layer) {
    return count(entering.get(layer), entering.get(layer).length);
  }

  /** Of the first {@code channels} that flowed into a layer, how many still do. */
  public int into(String layer, int channels) {
    return count(entering.get(layer), channels);
  }

  /** Channels that still flow out of a layer. */
  public int outOf(String layer) {
    return count(leaving.get(layer), leaving.get(layer).length);
  }

  /** Whether a layer loses channels on either side. */
  public boolean touches(String layer) {
    return touches(entering.get(layer)) || touches(leaving.get(layer));
  }

  private boolean touches(int[] channels) {
    return Arrays.stream(channels).anyMatch(gone::get);
  }

  private int count(int[] channels, int first) {
    return (int) Arrays.stream(channels, 0, first).filter(channel -> !gone.get(channel)).count();
  }

  private int[] entries(int[] owners) {
    return IntStream.range(0, owners.length).filter(i -> !gone.get(owners[i])).toArray();
  }
}
