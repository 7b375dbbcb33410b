package org.espalier.codec;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.espalier.codec.tree.Node;
import org.espalier.codec.tree.Overlay;
import org.espalier.codec.tree.Place;
import org.espalier.codec.tree.Problems;
import org.espalier.plan.Guards;
import org.espalier.schedule.Training;
import org.espalier.sweep.spec.Choice;
import org.espalier.sweep.spec.Control;
import org.espalier.sweep.spec.DataSpec;
import org.espalier.sweep.spec.FinalistSpec;
import org.espalier.sweep.spec.LimitSpec;
import org.espalier.sweep.spec.ModelSpec;
import org.espalier.sweep.spec.Nearest;
import org.espalier.sweep.spec.SearchSpec;
import org.espalier.sweep.spec.Strategy;
import org.espalier.sweep.spec.SweepSpec;
import org.espalier.sweep.spec.TrainSpec;

/** Reads a spec off a tree in which every key has its value. */
final class SpecReader {
  private final boolean trainsFirst;
  private final Problems problems;
  private final Map<Key<?>, Object> values = new HashMap<>();
  private final Map<Key<?>, Node> nodes = new HashMap<>();

  private SpecReader(Node tree, Problems problems) {
    this.problems = problems;
    trainsFirst = !startsFromTrainedModel(tree);
  }

  /**
   * The spec; empty where something is wrong with it.
   *
   * @param problems gets all that is wrong
   */
  static Optional<SweepSpec> read(Node tree, Problems problems) {
    SpecReader reader = new SpecReader(tree, problems);
    reader.readSection("", tree);
    if (problems.none()) {
      reader.checkWhatNeedsTraining();
      reader.checkThatAGridHasNoRanges();
    }
    return problems.none() ? Optional.of(reader.spec()) : Optional.empty();
  }

  private static boolean startsFromTrainedModel(Node tree) {
    return Overlay.at(tree, "model", "source")
        .filter(
            source -> source instanceof Node.Scalar scalar && Sources.isTrainedModel(scalar.text()))
        .isPresent();
  }

  private void readSection(String section, Node node) {
    if (node instanceof Node.Mapping mapping) {
      mapping.fields().forEach((name, field) -> readField(section, name, field));
    } else {
      problems.refuse(
          node, section, "a map with the keys " + String.join(", ", Keys.names(section)));
    }
  }

  private void readField(String section, String name, Node.Field field) {
    String path = section.isEmpty() ? name : section + "." + name;
    if (!Keys.names(section).contains(name)) {
      problems.add(field.place(), path, "unknown key; " + known(section, name));
    } else if (path.equals(Keys.TRAIN) && !trainsFirst) {
      refuseTraining(field.value());
    } else if (Keys.BY_PATH.containsKey(path)) {
      readValue(Keys.BY_PATH.get(path), field.value());
    } else {
      readSection(path, field.value());
    }
  }

  private void readValue(Key<?> key, Node node) {
    nodes.put(key, node);
    key.form().read(node, key.path(), problems).ifPresent(value -> values.put(key, value));
  }

  /** What follows a removal, and controls, may need things of the dense model's training. */
  private void checkWhatNeedsTraining() {
    Training dense = trainsFirst ? training().training(get(Keys.SHARDS)) : Training.NONE;
    check(Keys.RETRAIN, policy -> policy.lowest().name(), policy -> policy.lowest().lacking(dense));
    check(Keys.CONTROLS, Control::label, control -> control.lacking(dense));
  }

  private void checkThatAGridHasNoRanges() {
    if (this.<Strategy>get(Keys.STRATEGY) instanceof Strategy.Grid) {
      Keys.WITH_RANGES.forEach(this::refuseRanges);
    }
  }

  private void refuseRanges(Key<? extends List<? extends Choice<?>>> axis) {
    List<? extends Choice<?>> choices = get(axis);
    for (int i = 0; i < choices.size(); i++) {
      Node item = item(nodes.get(axis), i);
      for (String setting : choices.get(i).ranges().keySet()) {
        Node range = Overlay.at(item, setting).orElse(item);
        problems.add(
            range.place(),
            "%s[%d]%s".formatted(axis.path(), i, setting.isEmpty() ? "" : "." + setting),
            "a grid cannot try all of a range; allowed: numbers, as many as are to be tried, or"
                + " search.strategy random or nsga2, which draw from ranges");
      }
    }
  }

  private <T> void check(
      Key<List<T>> list, Function<T, String> name, Function<T, Optional<String>> lacking) {
    List<T> items = get(list);
    for (int i = 0; i < items.size(); i++) {
      T item = items.get(i);
      Place place = item(nodes.get(list), i).place();
      String key = "%s[%d]".formatted(list.path(), i);
      lacking
          .apply(item)
          .ifPresent(lack -> problems.add(place, key, "%s %s".formatted(name.apply(item), lack)));
    }
  }

  private static Node item(Node list, int item) {
    return list instanceof Node.Sequence sequence ? sequence.items().get(item) : list;
  }

  private void refuseTraining(Node node) {
    if (!Reference.isSourceOf(node)) {
      problems.add(
          node.place(),
          Keys.TRAIN,
          "cannot be given, as model.source is a trained model; allowed with %s"
              .formatted(String.join(", ", Names.ARCHITECTURES.names())));
    }
  }

  /** The section's keys, and the nearest known one, be it in this section or another. */
  private static String known(String section, String name) {
    List<String> here = Keys.names(section);
    String prefix = section.isEmpty() ? "" : section + ".";
    List<String> fromHereOn =
        Stream.concat(here.stream().map(sibling -> prefix + sibling), Keys.PATHS.stream()).toList();
    return "allowed: "
        + String.join(", ", here)
        + Nearest.by(fromHereOn, path -> slips(prefix + name, name, path))
            .map(nearest -> "; nearest: " + nearest)
            .orElse("");
  }

  private static int slips(String path, String name, String known) {
    String lastName = known.substring(known.lastIndexOf('.') + 1);
    return Math.min(Nearest.slips(name, lastName), Nearest.slips(path, known));
  }

  private SweepSpec spec() {
    return new SweepSpec(
        get(Keys.RUN),
        new ModelSpec(get(Keys.MODEL), trainsFirst ? training() : null),
        new DataSpec(get(Keys.DATA), get(Keys.VALIDATION), get(Keys.SHARDS), get(Keys.DATA_SEED)),
        search(),
        get(Keys.EARLY_STOP),
        get(Keys.OBJECTIVES),
        new FinalistSpec(
            get(Keys.FINALISTS),
            get(Keys.FINALIST_EPOCHS),
            get(Keys.FINALIST_BATCH),
            get(Keys.FINALIST_RATE),
            get(Keys.FINALIST_DECAY),
            get(Keys.FINALIST_AVERAGING)),
        new LimitSpec(get(Keys.STAGE_MINUTES), get(Keys.FAILED_FRACTION)));
  }

  private TrainSpec training() {
    return new TrainSpec(
        get(Keys.TRAIN_EPOCHS),
        get(Keys.TRAIN_BATCH),
        get(Keys.TRAIN_RATE),
        get(Keys.TRAIN_DECAY),
        get(Keys.WEIGHT_DECAY),
        get(Keys.AUGMENTATION),
        get(Keys.TRAIN_SEED));
  }

  private SearchSpec search() {
    return new SearchSpec(
        get(Keys.STRATEGY),
        get(Keys.CRITERIA),
        get(Keys.NORMALIZERS),
        get(Keys.RANKINGS),
        get(Keys.GRANULARITIES),
        get(Keys.ORDERS),
        get(Keys.SCHEDULES),
        get(Keys.TARGETS),
        get(Keys.RETRAIN),
        get(Keys.SEEDS),
        get(Keys.SPARSE_TRAININGS),
        get(Keys.RECALIBRATION_ROWS),
        new Guards(get(Keys.FLOOR), get(Keys.ROUND_TO), get(Keys.LEAVE)),
        get(Keys.CALIBRATION_ROWS),
        get(Keys.CONTROLS));
  }

  /** Unchecked because a key's own form made the value. */
  @SuppressWarnings("unchecked")
  private <T> T get(Key<T> key) {
    return (T) values.get(key);
  }
}
