package org.espalier.report;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.espalier.plan.Ranking;
import org.espalier.report.TextTable.Form;
import org.espalier.schedule.Round;
import org.espalier.sweep.Candidate;
import org.espalier.sweep.Measured;
import org.espalier.sweep.Results;
import org.espalier.sweep.Stage;
import org.espalier.sweep.Variant;
import org.espalier.sweep.VariantFront;

/**
 * The front for a terminal: each member beside the dense model. 120 characters hold it but for the
 * longest names, which are told in full all the same.
 */
public final class FrontierTable {
  private static final List<Form> FORMS =
      List.of(
          Form.words("variant"),
          Form.words("criterion"),
          Form.words("granularity"),
          Form.words("order"),
          Form.number("sparsity"),
          Form.number("accuracy"),
          Form.remark("points"),
          Form.number("MACs"),
          Form.remark("of dense"),
          Form.number("bytes"),
          Form.remark("of dense"),
          Form.number("nonzero"));

  private static final String FINALIST_MARK = "*";
  private static final String CONTROL_MARK = "+";

  private final Measured dense;

  private FrontierTable(Measured dense) {
    this.dense = dense;
  }

  /** The table, the dense model in its first row for reference. */
  public static String text(Results results, VariantFront front) {
    Variant dense = results.dense().orElseThrow();
    FrontierTable lines = new FrontierTable(dense.measured());
    TextTable table = new TextTable(FORMS);
    table.add(lines.line(dense));
    front.members().stream()
        .filter(member -> !member.id().equals(dense.id()))
        .forEach(member -> table.add(lines.line(member)));
    front.unbeatenControls().forEach(control -> table.add(lines.line(control)));
    return table.text() + legend(front);
  }

  private static String legend(VariantFront front) {
    boolean finalists = front.members().stream().anyMatch(FrontierTable::isFinalist);
    return (finalists ? "* trained on over all shards\n" : "")
        + (front.unbeatenControls().isEmpty()
            ? ""
            : "+ a control, which takes no part, though nothing here beats it\n");
  }

  private List<String> line(Variant variant) {
    Measured measured = variant.measured();
    Round round = variant.stage().round();
    return List.of(
        variant.id() + mark(variant),
        criterion(variant),
        setting(variant, "", candidate -> candidate.granularity().label()),
        setting(variant, "", candidate -> candidate.order().label()),
        percent(round == null ? 0 : round.sparsity()),
        String.format(Locale.ROOT, "%.2f%%", 100 * measured.accuracy()),
        variant.parent().isEmpty() ? "" : points(measured.accuracy() - dense.accuracy()),
        Quantity.text(measured.macs()),
        share(measured.macs(), dense.macs()),
        Quantity.text(measured.bytes()),
        share(measured.bytes(), dense.bytes()),
        share(measured.nonzero(), dense.nonzero()));
  }

  private static String mark(Variant variant) {
    if (variant.isControl()) {
      return CONTROL_MARK;
    }
    return isFinalist(variant) ? FINALIST_MARK : "";
  }

  private static boolean isFinalist(Variant variant) {
    return variant.stage().kind() == Stage.Kind.FINALIST;
  }

  private static String setting(
      Variant variant, String ofUnpruned, Function<Candidate, String> reader) {
    return variant.pruned() ? reader.apply(variant.stage().candidate()) : ofUnpruned;
  }

  /** What stands for a criterion where nothing was ranked. */
  private static String unpruned(Variant variant) {
    Candidate candidate = variant.stage().candidate();
    return candidate == null ? "dense" : candidate.sparseTraining().name();
  }

  /** What ranked it, after the name of a control that this does not tell. */
  private static String criterion(Variant variant) {
    String criterion = setting(variant, unpruned(variant), FrontierTable::criterion);
    return variant
        .stage()
        .control()
        .map(
            control ->
                control.criterion().isPresent()
                    ? control.label()
                    : control.label() + " as " + criterion)
        .orElse(criterion);
  }

  /** With its ranking, where that is not the usual one. */
  private static String criterion(Candidate candidate) {
    String name = candidate.criterion().name();
    return candidate.ranking() == Ranking.LOCAL ? name : name + " " + candidate.ranking().label();
  }

  private static String points(double difference) {
    return String.format(Locale.ROOT, "%+.2f", 100 * difference);
  }

  private static String share(long part, long whole) {
    return percent((double) part / whole);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f%%", 100 * share);
  }
}
