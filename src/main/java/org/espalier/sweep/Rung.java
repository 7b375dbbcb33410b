package org.espalier.sweep;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.espalier.frontier.Point;
import org.espalier.frontier.SpreadOrder;
import org.espalier.sweep.spec.MoAsha;
import org.espalier.sweep.spec.ObjectiveName;

/**
 * Variants with the same budget, of which the best are gone on from.
 *
 * <p>Its members stand in a sequence that no result's time of arrival changes, and it decides by
 * prefixes of it: as soon as the first j, eight or more or all of them, are settled, those of the
 * best j / eta among them that were not gone on from yet are. So nobody waits for the whole rung,
 * as in asynchronous successive halving, and yet what is decided is the same whatever arrives
 * first.
 */
final class Rung {
  /** Of two or three the best is a matter of luck. */
  static final int ENOUGH_TO_COMPARE = 8;

  private final String label;
  private final MoAsha rule;
  private final List<ObjectiveName> objectives;
  private final List<String> sequence = new ArrayList<>();
  private final Map<String, Variant> settled = new HashMap<>();
  private final SpreadOrder compared = new SpreadOrder();
  private final Set<String> goneOnFrom = new HashSet<>();
  private int decided;
  private boolean complete;

  Rung(String label, MoAsha rule, List<ObjectiveName> objectives) {
    this.label = label;
    this.rule = rule;
    this.objectives = objectives;
  }

  /** Puts a member at the end of the sequence. */
  void expect(String member) {
    sequence.add(member);
  }

  /** The sequence is complete. */
  void expectNoMore() {
    complete = true;
  }

  /** Takes the result of one that is expected, or may be. */
  void take(Variant member) {
    settled.put(member.id(), member);
  }

  /**
   * Decides as far as results allow.
   *
   * @return those that are gone on from since the last time, in the order of the decisions
   */
  List<Variant> decide() {
    List<Variant> more = new ArrayList<>();
    while (decided < sequence.size() && settled.containsKey(sequence.get(decided))) {
      compare(settled.get(sequence.get(decided)));
      decided++;
      if (decided >= ENOUGH_TO_COMPARE) {
        more.addAll(goOnFrom(rule.share(decided)));
      }
    }
    if (isClosed()) {
      // What is compared with too few is not stopped for that.
      more.addAll(goOnFrom(Math.max(1, rule.share(decided))));
    }
    return more;
  }

  /** Whether all that it will ever decide is decided. */
  boolean isClosed() {
    return complete && decided == sequence.size();
  }

  /** Once it is closed: those that are not gone on from, by rank. */
  List<Stopped> stopped() {
    List<Point> ranked = compared.all();
    return IntStream.range(0, ranked.size())
        .filter(place -> !goneOnFrom.contains(ranked.get(place).id()))
        .mapToObj(place -> new Stopped(ranked.get(place).id(), label, place + 1, ranked.size()))
        .toList();
  }

  /** One that has failed counts as settled, and is never gone on from. */
  private void compare(Variant member) {
    if (member.done()) {
      compared.add(VariantFront.rawCosts(member, objectives));
    }
  }

  private List<Variant> goOnFrom(int best) {
    List<Variant> more =
        compared.first(best, point -> !goneOnFrom.contains(point.id())).stream()
            .map(point -> settled.get(point.id()))
            .toList();
    more.forEach(variant -> goneOnFrom.add(variant.id()));
    return more;
  }
}
