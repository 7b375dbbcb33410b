package org.espalier.codec;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.espalier.sweep.Results;
import org.espalier.sweep.Variant;
import org.espalier.sweep.VariantFront;
import org.espalier.sweep.spec.ObjectiveName;

/** {@code frontier.json}: the front, beside the dense model that it is to beat. */
public final class FrontierJson {
  private FrontierJson() {}

  /**
   * Writes a front.
   *
   * @param results those the front is of: its dense model and the looks at the test set
   */
  public static String write(VariantFront front, Results results) {
    ObjectNode root = Json.object();
    ArrayNode objectives = root.putArray("objectives");
    front.objectives().forEach(objective -> objectives.add(objective.label()));
    ObjectNode reference = root.putObject("reference");
    for (int i = 0; i < front.objectives().size(); i++) {
      reference.put(front.objectives().get(i).label(), front.reference().get(i));
    }
    root.put("hypervolume", front.hypervolume());
    root.set("dense", results.dense().map(dense -> dense(dense, front, results)).orElse(null));
    ArrayNode members = root.putArray("members");
    front
        .members()
        .forEach(
            member -> members.add(ResultRow.of(member, true, results.tests().get(member.id()))));
    ArrayNode controls = root.putArray("unbeaten_controls");
    front.unbeatenControls().forEach(control -> controls.add(ResultRow.of(control, false, null)));
    return Json.pretty(root);
  }

  private static ObjectNode dense(Variant dense, VariantFront front, Results results) {
    boolean onFrontier = front.ids().contains(dense.id());
    ObjectNode row = ResultRow.of(dense, onFrontier, results.tests().get(dense.id()));
    ObjectNode values = row.putObject("objectives");
    for (ObjectiveName objective : front.objectives()) {
      values.put(objective.label(), VariantFront.value(dense, objective));
    }
    return row;
  }
}
