package org.espalier.codec;

import static org.espalier.codec.ScalarForm.count;
import static org.espalier.codec.ScalarForm.positive;
import static org.espalier.codec.ScalarForm.real;
import static org.espalier.codec.ScalarForm.seed;
import static org.espalier.codec.ScalarForm.share;
import static org.espalier.codec.ScalarForm.text;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.espalier.criterion.Criterion;
import org.espalier.criterion.Normalizer;
import org.espalier.plan.Granularity;
import org.espalier.plan.Ranking;
import org.espalier.schedule.Order;
import org.espalier.schedule.RateDecay;
import org.espalier.schedule.RetrainPolicy;
import org.espalier.schedule.SparseTraining;
import org.espalier.schedule.SparsitySchedule;
import org.espalier.sweep.spec.Augmentation;
import org.espalier.sweep.spec.Choice;
import org.espalier.sweep.spec.Control;
import org.espalier.sweep.spec.EarlyStop;
import org.espalier.sweep.spec.ObjectiveName;
import org.espalier.sweep.spec.Strategy;
import org.espalier.sweep.spec.SweepSpec;
import org.espalier.sweep.spec.TrainSpec;

/**
 * Every key of the sweep file: where it stands, what may stand there, and which part of the spec it
 * is. Reading, writing and comparing all go by this table; {@code conf/reference.yaml} has the
 * defaults.
 */
final class Keys {
  /** Applies only when the source is an architecture. */
  static final String TRAIN = "model.train";

  static final Key<String> RUN = new Key<>("run", Sources.runName(), SweepSpec::run);

  static final Key<String> MODEL =
      new Key<>("model.source", Sources.model(), spec -> spec.model().source());
  static final Key<Integer> TRAIN_EPOCHS =
      new Key<>(TRAIN + ".epochs", count(1), training(TrainSpec::epochs));
  static final Key<Integer> TRAIN_BATCH =
      new Key<>(TRAIN + ".batch", count(1), training(TrainSpec::batch));
  static final Key<Double> TRAIN_RATE =
      new Key<>(TRAIN + ".learning-rate", positive(), training(TrainSpec::learningRate));
  static final Key<RateDecay> TRAIN_DECAY =
      new Key<>(TRAIN + ".decay", Names.DECAYS, training(TrainSpec::decay));
  static final Key<Double> WEIGHT_DECAY =
      new Key<>(
          TRAIN + ".weight-decay",
          real("a finite number, 0 or above", number -> number >= 0 && Double.isFinite(number)),
          training(TrainSpec::weightDecay));
  static final Key<Augmentation> AUGMENTATION =
      new Key<>(TRAIN + ".augment", Names.AUGMENTATIONS, training(TrainSpec::augmentation));
  static final Key<Long> TRAIN_SEED = new Key<>(TRAIN + ".seed", seed(), training(TrainSpec::seed));

  static final Key<String> DATA =
      new Key<>("data.source", Sources.data(), spec -> spec.data().source());
  static final Key<Double> VALIDATION =
      new Key<>(
          "data.validation",
          real("a number from 0.01 to 0.5", number -> number >= 0.01 && number <= 0.5),
          spec -> spec.data().validation());
  static final Key<Integer> SHARDS =
      new Key<>("data.shards", count(1), spec -> spec.data().shards());
  static final Key<Long> DATA_SEED = new Key<>("data.seed", seed(), spec -> spec.data().seed());

  static final Key<Strategy> STRATEGY =
      new Key<>("search.strategy", Names.STRATEGIES, spec -> spec.search().strategy());
  static final Key<List<Criterion>> CRITERIA =
      new Key<>(
          "search.criterion", new ListForm<>(Names.CRITERIA), spec -> spec.search().criteria());
  static final Key<List<Choice<Normalizer>>> NORMALIZERS =
      new Key<>(
          "search.normalizer",
          new ListForm<>(Names.NORMALIZERS.choices()),
          spec -> spec.search().normalizers());
  static final Key<List<Ranking>> RANKINGS =
      new Key<>("search.ranking", new ListForm<>(Names.RANKINGS), spec -> spec.search().rankings());
  static final Key<List<Granularity>> GRANULARITIES =
      new Key<>(
          "search.granularity",
          new ListForm<>(Names.GRANULARITIES),
          spec -> spec.search().granularities());
  static final Key<List<Order>> ORDERS =
      new Key<>("search.order", new ListForm<>(Names.ORDERS), spec -> spec.search().orders());
  static final Key<List<Choice<SparsitySchedule>>> SCHEDULES =
      new Key<>(
          "search.schedule",
          new ListForm<>(Names.SCHEDULES.choices()),
          spec -> spec.search().schedules());
  static final Key<List<Choice<Double>>> TARGETS =
      new Key<>(
          "search.target",
          new ListForm<>(OrRange.choice(share())),
          spec -> spec.search().targets());
  static final Key<List<Choice<RetrainPolicy>>> RETRAIN =
      new Key<>(
          "search.retrain",
          new ListForm<>(Names.RETRAIN_POLICIES.choices()),
          spec -> spec.search().retrain());
  static final Key<List<Long>> SEEDS =
      new Key<>("search.seed", new ListForm<>(seed()), spec -> spec.search().seeds());

  static final Key<List<Control>> CONTROLS =
      new Key<>(
          "search.controls",
          new ListForm<>(Names.CONTROLS, true),
          spec -> spec.search().controls());

  static final Key<List<Choice<SparseTraining>>> SPARSE_TRAININGS =
      new Key<>(
          "search.sparse-training",
          new ListForm<>(Names.SPARSE_TRAININGS.choices()),
          spec -> spec.search().sparseTrainings());
  static final Key<Integer> RECALIBRATION_ROWS =
      new Key<>("search.recalibrate.rows", count(0), spec -> spec.search().recalibrationRows());
  static final Key<Integer> FLOOR =
      new Key<>("search.guards.floor", count(1), spec -> spec.search().guards().floor());
  static final Key<Integer> ROUND_TO =
      new Key<>("search.guards.round-to", count(1), spec -> spec.search().guards().roundTo());
  static final Key<Integer> CALIBRATION_ROWS =
      new Key<>("search.calibration-rows", count(1), spec -> spec.search().calibrationRows());
  static final Key<List<String>> LEAVE =
      new Key<>(
          "search.guards.leave",
          new ListForm<>(
              text("a layer's name, in which * may stand for any letters", Keys::isLine), true),
          spec -> spec.search().guards().leave());

  static final Key<EarlyStop> EARLY_STOP =
      new Key<>("stop-early", Names.EARLY_STOPS, SweepSpec::stopEarly);

  static final Key<List<ObjectiveName>> OBJECTIVES =
      new Key<>(
          "objectives",
          new ListForm<>(Names.OBJECTIVES)
              .where(
                  Keys::weighsGainAgainstCost,
                  "accuracy and one cost or more of "
                      + String.join(
                          ", ",
                          Stream.of(ObjectiveName.values())
                              .filter(objective -> !objective.maximised())
                              .map(ObjectiveName::label)
                              .toList())),
          SweepSpec::objectives);

  static final Key<Integer> FINALISTS =
      new Key<>("finalists.count", count(0), spec -> spec.finalists().count());
  static final Key<Integer> FINALIST_EPOCHS =
      new Key<>("finalists.epochs", count(1), spec -> spec.finalists().epochs());
  static final Key<Integer> FINALIST_BATCH =
      new Key<>("finalists.batch", count(1), spec -> spec.finalists().batch());
  static final Key<Double> FINALIST_RATE =
      new Key<>("finalists.learning-rate", positive(), spec -> spec.finalists().learningRate());

  static final Key<RateDecay> FINALIST_DECAY =
      new Key<>("finalists.decay", Names.DECAYS, spec -> spec.finalists().decay());

  static final Key<Integer> FINALIST_AVERAGING =
      new Key<>("finalists.averaging", count(1), spec -> spec.finalists().averaging());

  static final Key<Double> STAGE_MINUTES =
      new Key<>("limits.stage-minutes", positive(), spec -> spec.limits().stageMinutes());
  static final Key<Double> FAILED_FRACTION =
      new Key<>(
          "limits.failed-fraction",
          real("a number from 0 to 1", number -> number >= 0 && number <= 1),
          spec -> spec.limits().failedFraction());

  /** All of them, in the order in which they are written. */
  static final List<Key<?>> ALL =
      List.of(
          RUN,
          MODEL,
          TRAIN_EPOCHS,
          TRAIN_BATCH,
          TRAIN_RATE,
          TRAIN_DECAY,
          WEIGHT_DECAY,
          AUGMENTATION,
          TRAIN_SEED,
          DATA,
          VALIDATION,
          SHARDS,
          DATA_SEED,
          STRATEGY,
          CRITERIA,
          NORMALIZERS,
          RANKINGS,
          GRANULARITIES,
          ORDERS,
          SCHEDULES,
          TARGETS,
          RETRAIN,
          SEEDS,
          CONTROLS,
          SPARSE_TRAININGS,
          RECALIBRATION_ROWS,
          FLOOR,
          ROUND_TO,
          LEAVE,
          CALIBRATION_ROWS,
          EARLY_STOP,
          OBJECTIVES,
          FINALISTS,
          FINALIST_EPOCHS,
          FINALIST_BATCH,
          FINALIST_RATE,
          FINALIST_DECAY,
          FINALIST_AVERAGING,
          STAGE_MINUTES,
          FAILED_FRACTION);

  /** Those on whose axes ranges may stand in the place of numbers. */
  static final List<Key<? extends List<? extends Choice<?>>>> WITH_RANGES =
      List.of(NORMALIZERS, SCHEDULES, TARGETS, RETRAIN, SPARSE_TRAININGS);

  static final Map<String, Key<?>> BY_PATH =
      ALL.stream().collect(Collectors.toMap(Key::path, key -> key));

  /** Paths of all keys and of the sections around them, parents before children. */
  static final List<String> PATHS =
      ALL.stream().flatMap(key -> sectionsAndKey(key.path())).distinct().toList();

  private Keys() {}

  /** Names of what may stand directly in a section; the top is the empty path. */
  static List<String> names(String section) {
    String prefix = section.isEmpty() ? "" : section + ".";
    return PATHS.stream()
        .filter(path -> path.startsWith(prefix) && path.indexOf('.', prefix.length()) < 0)
        .map(path -> path.substring(prefix.length()))
        .toList();
  }

  private static Stream<String> sectionsAndKey(String path) {
    return Stream.concat(
        Stream.iterate(path.indexOf('.'), dot -> dot >= 0, dot -> path.indexOf('.', dot + 1))
            .map(dot -> path.substring(0, dot)),
        Stream.of(path));
  }

  private static boolean isLine(String text) {
    return !text.isBlank() && text.chars().noneMatch(Character::isISOControl);
  }

  private static boolean weighsGainAgainstCost(List<ObjectiveName> objectives) {
    return objectives.contains(ObjectiveName.ACCURACY)
        && objectives.stream().anyMatch(objective -> !objective.maximised());
  }

  private static <T> Function<SweepSpec, T> training(Function<TrainSpec, T> part) {
    return spec -> spec.model().train() == null ? null : part.apply(spec.model().train());
  }
}
