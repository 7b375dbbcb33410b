package org.espalier.codec.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.espalier.codec.tree.Node.Scalar.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlTreeTest {
  private final Problems problems = new Problems();

  private Optional<Node> read(String text) {
    return YamlTree.read(text, (line, column) -> new Place("f", line, column), problems);
  }

  private Node at(String text, String... path) {
    return Overlay.at(read(text).orElseThrow(), path).orElseThrow();
  }

  private String onlyProblem() {
    assertThat(problems.inReadingOrder()).hasSize(1);
    return problems.inReadingOrder().get(0).toString();
  }

  @Test
  void knowsWhereValuesAndKeysStand() {
    Node tree =
        read("""
        # a comment
        a:
          b: 3
          c: [x, {d: 1}]
        """)
            .orElseThrow();

    assertThat(Overlay.at(tree, "a", "b").orElseThrow().place()).hasToString("f:3:6");
    Node.Mapping a = (Node.Mapping) Overlay.at(tree, "a").orElseThrow();
    assertThat(a.fields().get("c").place()).hasToString("f:4:3");
    Node.Sequence c = (Node.Sequence) a.fields().get("c").value();
    assertThat(c.items().get(1).place()).hasToString("f:4:10");
  }

  @ParameterizedTest
  @CsvSource({
    "3, NUMBER",
    "-0.5, NUMBER",
    "1.0E10, NUMBER",
    "1e-3, NUMBER",
    ".5, NUMBER",
    "'\"3\"', TEXT",
    "'''3''', TEXT",
    "lenet, TEXT",
    "2024-01-01, TEXT",
    "true, FLAG",
    "~, NOTHING",
    "null, NOTHING",
    "'\"null\"', TEXT",
    "'', NOTHING"
  })
  void tellsKindsOfValuesApart(String value, Kind kind) {
    Node.Scalar scalar = (Node.Scalar) at("a: " + value, "a");

    assertThat(scalar.kind()).isEqualTo(kind);
    assertThat(problems.none()).isTrue();
  }

  @Test
  void takesAnEmptyTextForNothing() {
    assertThat(read("")).contains(Node.Scalar.nothing(new Place("f", 1, 1)));
    assertThat(read("# nothing here\n")).contains(Node.Scalar.nothing(new Place("f", 1, 1)));
  }

  @Test
  void refusesAKeyThatStandsTwiceAndKeepsTheFirst() {
    Node kept = at("a:\n  b: 1\n  b: 2\n", "a", "b");

    assertThat(onlyProblem()).isEqualTo("f:3:3: a.b: stands here again; it was first at f:2:3");
    assertThat(kept.shown()).isEqualTo("1");
  }

  @Test
  void refusesAliases() {
    Node alias = at("a: &big [x, x]\nb: [*big, *big]\n", "b");

    assertThat(problems.inReadingOrder())
        .extracting(Problem::toString)
        .containsExactly(
            "f:2:5: b[0]: an alias (*big) is not allowed; write the value out",
            "f:2:11: b[1]: an alias (*big) is not allowed; write the value out");
    assertThat(((Node.Sequence) alias).items()).allMatch(Node.Reported.class::isInstance);
  }

  @Test
  void refusesTags() {
    at("a: !!java.net.URL [x]\n", "a");

    assertThat(onlyProblem()).startsWith("f:1:4: a: a tag (!").endsWith("leave it out");
  }

  @Test
  void refusesASecondDocument() {
    read("a: 1\n---\nb: 2\n");

    assertThat(onlyProblem())
        .isEqualTo("f:3:1: a second document begins; allowed: one document a file");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a: b: c        | f:1:5: not YAML: mapping values are not allowed here",
        "a: [1, 2~b: 3  | f:2:2: not YAML: while parsing a flow sequence; expected ',' or ']', but"
            + " got :",
        "a:~<TAB>b: 3   | f:2:1: not YAML: while scanning for the next token; found character"
            + " '\\t(TAB)' that cannot start any token. (Do not use \\t(TAB) for indentation)",
        "a: 1~b: x<BEL> | f:2:5: not YAML: special characters are not allowed",
        "? [a]~: 3      | f:1:4: not YAML: Expected a field name (Scalar value in YAML), got this"
            + " instead: <org.yaml.snakeyaml.events.SequenceStartEvent(anchor=null, tag=null,"
            + " implicit=true)>",
      })
  void saysWhereATextIsNotYaml(String text, String problem) {
    String yaml = text.replace("~", "\n").replace("<TAB>", "\t").replace("<BEL>", "\u0007");

    assertThat(read(yaml)).isEmpty();
    assertThat(onlyProblem()).isEqualTo(problem);
  }

  @Test
  void refusesATextThatIsTooLong() {
    assertThat(read("#".repeat((1 << 20) + 1))).isEmpty();

    assertThat(onlyProblem()).isEqualTo("f:1:1: 1048577 characters are too many; allowed: 1048576");
  }

  @Test
  void refusesATextThatIsTooDeep() {
    assertThat(read("[".repeat(100_000))).isEmpty();

    assertThat(onlyProblem()).isEqualTo("f:1:22: not YAML: nested too deep; allowed: 20 levels");
  }
}
