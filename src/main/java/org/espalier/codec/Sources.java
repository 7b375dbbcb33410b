package org.espalier.codec;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.espalier.codec.tree.Node;
import org.espalier.codec.tree.Problems;
import org.espalier.sweep.spec.Nearest;

/** The texts of a sweep file that are neither names of a vocabulary nor numbers. */
final class Sources {
  private static final List<String> MODEL_ENDINGS = List.of(".zip", ".h5", ".keras");
  private static final Pattern RUN_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
  private static final Pattern DATA_URI = Pattern.compile("(idx|cifar10):\\P{Cntrl}+");
  private static final String SAMPLE = "fashion-mnist-sample";

  private Sources() {}

  /** A name that is a directory's as well. */
  static Form<String> runName() {
    return ScalarForm.text(
        "up to 100 letters, digits, '-', '_' and '.', a letter or digit first",
        text -> RUN_NAME.matcher(text).matches());
  }

  static Form<String> model() {
    List<String> architectures = Names.ARCHITECTURES.names();
    return new Suggesting(
        ScalarForm.text("", text -> architectures.contains(text) || isTrainedModel(text)),
        "%s, or the path or URI of a DL4J model that ends in .zip, or of a Keras one in .h5 or .keras"
            .formatted(String.join(", ", architectures)),
        architectures);
  }

  static Form<String> data() {
    return new Suggesting(
        ScalarForm.text("", text -> text.equals(SAMPLE) || DATA_URI.matcher(text).matches()),
        "%s, idx:URI, cifar10:URI".formatted(SAMPLE),
        List.of(SAMPLE, "idx", "cifar10"));
  }

  /** Whether a source is a model file, not an architecture. */
  static boolean isTrainedModel(String source) {
    String lower = source.toLowerCase(Locale.ROOT);
    return MODEL_ENDINGS.stream()
            .anyMatch(end -> lower.endsWith(end) && lower.length() > end.length())
        && source.chars().noneMatch(Character::isISOControl);
  }

  /**
   * A text of which a part is a name.
   *
   * @param names those that are known; what stands before a colon is held against them
   */
  private record Suggesting(Form<String> text, String allowed, List<String> names)
      implements Form<String> {
    @Override
    public Optional<String> read(Node node, String key, Problems problems) {
      Optional<String> value = text.read(node, key, new Problems());
      if (value.isEmpty()) {
        problems.refuse(node, key, allowed + hint(node));
      }
      return value;
    }

    @Override
    public Object plain(String value) {
      return value;
    }

    private String hint(Node node) {
      return node instanceof Node.Scalar scalar && scalar.kind() != Node.Scalar.Kind.NOTHING
          ? Nearest.hint(scalar.text().replaceFirst(":.*", ""), names)
          : "";
    }
  }
}
