package org.espalier.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.espalier.codec.tree.Node;
import org.espalier.plan.Granularity;
import org.espalier.sweep.spec.Choice;
import org.espalier.sweep.spec.SweepSpec;
import org.junit.jupiter.api.Test;

class ReferenceTest {
  @Test
  void hasADefaultForEveryKeyAndNoOtherKeys() {
    assertThat(leaves("", Reference.tree()))
        .containsExactlyElementsOf(Keys.ALL.stream().map(Key::path).toList());
  }

  @Test
  void isTheFileThatUsersRead() throws IOException {
    assertThat(Reference.text()).isEqualTo(Files.readString(Path.of("conf/reference.yaml")));
  }

  @Test
  void saysWhatEachKeyIs() {
    List<String> lines = Reference.text().lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).matches("( *)[a-z-]+:.*")) {
        assertThat(lines.get(i - 1).strip()).as(lines.get(i)).startsWith("#");
      }
    }
  }

  @Test
  void namesAllThatIsAllowedWhereTheListIsShort() {
    for (Family<?> family :
        List.of(
            Names.STRATEGIES,
            Names.SCALES,
            Names.SCHEDULES,
            Names.RETRAIN_POLICIES,
            Names.DECAYS,
            Names.SPARSE_TRAININGS,
            Names.AUGMENTATIONS,
            Names.ORDERS,
            Names.RANKINGS,
            Names.GRANULARITIES,
            Names.OBJECTIVES,
            Names.ARCHITECTURES)) {
      assertThat(Reference.text()).contains(family.names());
    }
  }

  @Test
  void saysWhereCriteriaAndNormalizersAreListed() {
    assertThat(Reference.text().split("jobs/espalier criteria", -1)).hasSizeGreaterThan(2);
  }

  @Test
  void spellsOutWhatTheTableOfNamesHasForDefaults() {
    SweepSpec defaults = SweepFile.read("", "empty", List.of());

    assertThat(defaults.search().retrain())
        .extracting(Choice::lowest)
        .containsExactly(Names.RETRAIN_POLICIES.named("fine-tune"));
  }

  @Test
  void theQuickstartIsValid() throws IOException {
    Path file = Path.of("conf/quickstart.yaml");
    SweepSpec quickstart = SweepFile.read(Files.readString(file), file.toString(), List.of());

    assertThat(quickstart.run()).isEqualTo("quickstart");
    assertThat(quickstart.search().granularities())
        .containsExactly(Granularity.CHANNEL, Granularity.WEIGHT);
  }

  private static List<String> leaves(String path, Node node) {
    if (!(node instanceof Node.Mapping mapping)) {
      return List.of(path);
    }
    List<String> leaves = new ArrayList<>();
    mapping
        .fields()
        .forEach(
            (name, field) ->
                leaves.addAll(leaves(path.isEmpty() ? name : path + "." + name, field.value())));
    return leaves;
  }
}
