package org.espalier.sweep;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.espalier.codec.JournalLines;
import org.espalier.codec.UnreadableJsonException;
import org.espalier.schedule.FineTune;
import org.espalier.sweep.spec.ObjectiveName;

/** What a full grid has really given: its variants, as its journal has them. */
final class RecordedCurves {
  private final Map<String, Variant> variants = new LinkedHashMap<>();

  private RecordedCurves(List<Variant> variants) {
    variants.forEach(variant -> this.variants.put(variant.id(), variant));
  }

  static RecordedCurves of(String name) {
    try (InputStream lines =
        RecordedCurves.class.getResourceAsStream("curves/" + name + ".jsonl")) {
      return new RecordedCurves(
          new String(lines.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .map(RecordedCurves::variant)
              .toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Variant variant(String line) {
    try {
      return (Variant) JournalLines.read(line);
    } catch (UnreadableJsonException e) {
      throw new IllegalArgumentException(line, e);
    }
  }

  /** The same under other names, and so in other sequences. */
  RecordedCurves renamed(long seed) {
    Random random = new Random(seed);
    Map<String, String> names = new LinkedHashMap<>();
    variants.keySet().forEach(id -> names.put(id, "%016x".formatted(random.nextLong())));
    return new RecordedCurves(
        variants.values().stream()
            .map(
                variant ->
                    Variants.done(
                        new Stage(
                            names.get(variant.id()),
                            names.get(variant.stage().parent()),
                            variant.stage().kind(),
                            variant.stage().candidate(),
                            variant.stage().round()),
                        variant.measured()))
            .toList());
  }

  List<Stage> stages() {
    return variants.values().stream().map(Variant::stage).toList();
  }

  Replay replay() {
    return new Replay(stages(), stage -> variants.get(stage.id()));
  }

  static RungKey.Milestone milestone(Stage stage) {
    long visits = (long) stage.round().number() * ((FineTune) stage.candidate().retrain()).visits();
    return new RungKey.Milestone(
        1, null, 1, stage.round().number(), stage.round().sparsity(), visits);
  }

  /** The share of the whole grid's hypervolume that some of its variants have. */
  double reached(Replay.Outcome some, List<ObjectiveName> objectives) {
    return hypervolume(some.settled(), objectives) / hypervolume(variants, objectives);
  }

  /** Of the stages after the dense model those that were run. */
  double shareOfStages(Replay.Outcome some) {
    return (some.settled().size() - 1.0) / (variants.size() - 1.0);
  }

  private double hypervolume(Map<String, Variant> some, List<ObjectiveName> objectives) {
    Variant dense = variants.values().iterator().next();
    return VariantFront.of(some.values(), dense, objectives).hypervolume();
  }
}
