package org.espalier.codec;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.espalier.criterion.Criterion;
import org.espalier.criterion.Normalizer;
import org.espalier.plan.Granularity;
import org.espalier.plan.Guards;
import org.espalier.plan.Ranking;
import org.espalier.schedule.ConstantRate;
import org.espalier.schedule.CosineDecay;
import org.espalier.schedule.FineTune;
import org.espalier.schedule.Geometric;
import org.espalier.schedule.GroupSparsity;
import org.espalier.schedule.LearningRateRewinding;
import org.espalier.schedule.Linear;
import org.espalier.schedule.NoRetraining;
import org.espalier.schedule.NoSparseTraining;
import org.espalier.schedule.OneShot;
import org.espalier.schedule.Order;
import org.espalier.schedule.Polynomial;
import org.espalier.schedule.RateDecay;
import org.espalier.schedule.RetrainPolicy;
import org.espalier.schedule.Round;
import org.espalier.schedule.ScaleSparsity;
import org.espalier.schedule.SparseTraining;
import org.espalier.schedule.SparsitySchedule;
import org.espalier.schedule.StepDecay;
import org.espalier.schedule.Training;
import org.espalier.schedule.WeightRewinding;
import org.espalier.sweep.Candidate;
import org.espalier.sweep.Entry;
import org.espalier.sweep.Measured;
import org.espalier.sweep.Stage;
import org.espalier.sweep.Status;
import org.espalier.sweep.Stopped;
import org.espalier.sweep.TestScore;
import org.espalier.sweep.Variant;
import org.espalier.sweep.Visited;
import org.espalier.sweep.spec.Augmentation;
import org.espalier.sweep.spec.Choice;
import org.espalier.sweep.spec.Control;
import org.espalier.sweep.spec.DataSpec;
import org.espalier.sweep.spec.FinalistSpec;
import org.espalier.sweep.spec.LimitSpec;
import org.espalier.sweep.spec.MoAsha;
import org.espalier.sweep.spec.ModelSpec;
import org.espalier.sweep.spec.NoEarlyStop;
import org.espalier.sweep.spec.ObjectiveName;
import org.espalier.sweep.spec.Range;
import org.espalier.sweep.spec.SearchSpec;
import org.espalier.sweep.spec.Strategy;
import org.espalier.sweep.spec.SweepSpec;
import org.espalier.sweep.spec.TrainSpec;

/** Specs and entries drawn at random, odd ones among them. */
final class Samples {
  private static final List<String> ODD_RUNS =
      List.of("null", "true", "no", "1e3", "0x1F", "1_000", "2024-01-01", "3.0", "010", "a.", "y");
  private static final List<String> ODD_TEXTS =
      List.of(
          "",
          " a ",
          "a: b #c",
          "- x",
          "{a}",
          "*a",
          "\"quoted\" 'too'",
          "%d",
          "äöü €",
          "😀",
          "a\\b");
  private static final double[] ODD_LOSSES = {
    Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -0.0, Double.MIN_VALUE, 1e300
  };

  private final Random random;

  Samples(long seed) {
    random = new Random(seed);
  }

  SweepSpec spec() {
    ModelSpec model = model();
    DataSpec data = new DataSpec(dataSource(), 0.01 + 0.49 * random.nextDouble(), count(), seed());
    Strategy strategy = strategy();
    boolean draws = !(strategy instanceof Strategy.Grid);
    return new SweepSpec(
        run(),
        model,
        data,
        new SearchSpec(
            strategy,
            some(this::criterion),
            some(() -> Choice.of(normalizer())),
            some(() -> one(Ranking.values())),
            some(() -> one(Granularity.values())),
            some(() -> one(Order.values())),
            some(() -> draws && random.nextBoolean() ? schedules() : Choice.of(schedule())),
            some(() -> draws && random.nextBoolean() ? shares() : Choice.of(share())),
            some(() -> draws && random.nextBoolean() ? rates() : retrainAfter(model, data)),
            some(this::seed),
            some(() -> draws && random.nextBoolean() ? strengths() : Choice.of(sparseTraining())),
            random.nextInt(3) * (count() / 3),
            guards(),
            count(),
            controlsOf(model)),
        random.nextBoolean() ? new NoEarlyStop() : new MoAsha(2 + rate(), count()),
        objectives(),
        new FinalistSpec(random.nextInt(5), count(), count(), rate(), decay(), count()),
        new LimitSpec(rate(), random.nextDouble()));
  }

  Entry entry() {
    return switch (random.nextInt(6)) {
      case 0 -> new TestScore(text(), random.nextDouble(), loss());
      case 1 -> visited();
      case 2 -> new Stopped(text(), text(), count(), count());
      default -> variant();
    };
  }

  private Visited visited() {
    return new Visited(text(), count(), maybe(this::text), rate() * 100, maybe(this::text));
  }

  Variant variant() {
    boolean done = random.nextBoolean();
    return new Variant(
        stage(),
        done ? Status.DONE : one(Status.FAILED, Status.SKIPPED),
        done ? measured() : null,
        maybe(this::text),
        random.nextInt(9),
        random.nextDouble() * 100,
        maybe(this::text),
        done ? null : text() + "\nat line 2\u2028\t\u0000");
  }

  private Stage stage() {
    if (random.nextInt(5) == 0) {
      return new Stage(
          text(), maybe(this::text), one(Stage.Kind.EARLY, Stage.Kind.BASELINE), null, null);
    }
    Stage.Kind kind = one(Stage.Kind.ROUND, Stage.Kind.FINALIST, Stage.Kind.FROM_SCRATCH);
    return new Stage(text(), text(), kind, candidate(), round());
  }

  private Candidate candidate() {
    return new Candidate(
        criterion(),
        normalizer(),
        one(Ranking.values()),
        one(Granularity.values()),
        one(Order.values()),
        schedule(),
        share(),
        retrain(),
        seed(),
        sparseTraining(),
        maybe(() -> one(Control.values())));
  }

  private Round round() {
    return new Round(count(), share(), new ArrayList<>(some(this::text)), share());
  }

  private Measured measured() {
    Map<String, Integer> channels = new TreeMap<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      channels.put(text(), random.nextInt(512));
    }
    return new Measured(
        random.nextDouble(),
        loss(),
        random.nextLong(),
        random.nextLong(),
        random.nextLong(),
        random.nextLong(),
        channels);
  }

  private String run() {
    return random.nextInt(3) == 0
        ? one(ODD_RUNS)
        : letters("abcXYZ0189", 1) + letters("abcXYZ0189._-", random.nextInt(12));
  }

  private ModelSpec model() {
    return random.nextBoolean()
        ? new ModelSpec(one(Names.ARCHITECTURES.names()), training())
        : new ModelSpec(text() + "x.zip", null);
  }

  private TrainSpec training() {
    double weightDecay = random.nextBoolean() ? 0 : rate();
    return new TrainSpec(
        count(), count(), rate(), decay(), weightDecay, one(Augmentation.values()), seed());
  }

  private String dataSource() {
    return random.nextInt(3) == 0
        ? "fashion-mnist-sample"
        : one("idx", "cifar10") + ":" + text() + "/x";
  }

  private Criterion criterion() {
    return Names.CRITERIA.named(one(Names.CRITERIA.names()));
  }

  private Normalizer normalizer() {
    return Names.NORMALIZERS.named(one(Names.NORMALIZERS.names()));
  }

  private Guards guards() {
    return new Guards(
        count(), count(), random.nextBoolean() ? List.of() : some(() -> "*" + text()));
  }

  private SparsitySchedule schedule() {
    return switch (random.nextInt(4)) {
      case 0 -> new OneShot();
      case 1 -> new Linear(step());
      case 2 -> new Geometric(step());
      default -> new Polynomial(count(), 10 * share());
    };
  }

  private RetrainPolicy retrain() {
    return switch (random.nextInt(6)) {
      case 0 -> new NoRetraining();
      case 1 -> new LearningRateRewinding(count());
      case 2 -> new WeightRewinding(count() - 1);
      default -> new FineTune(count(), rate(), count(), decay());
    };
  }

  /** One that such a dense model allows. */
  private Choice<RetrainPolicy> retrainAfter(ModelSpec model, DataSpec data) {
    Training dense = model.train() == null ? Training.NONE : model.train().training(data.shards());
    RetrainPolicy policy = retrain();
    return Choice.of(policy.lacking(dense).isEmpty() ? policy : new NoRetraining());
  }

  /** None, or some that such a model allows. */
  private List<Control> controlsOf(ModelSpec model) {
    if (random.nextBoolean()) {
      return List.of();
    }
    return model.train() == null
        ? some(() -> one(Control.RANDOM, Control.UNIFORM_L1))
        : some(() -> one(Control.values()));
  }

  private SparseTraining sparseTraining() {
    return switch (random.nextInt(3)) {
      case 0 -> new ScaleSparsity(rate(), count(), rate(), count());
      case 1 -> new GroupSparsity(rate(), count(), rate(), count());
      default -> new NoSparseTraining();
    };
  }

  private Strategy strategy() {
    return switch (random.nextInt(3)) {
      case 0 -> new Strategy.Random(count(), seed());
      case 1 -> new Strategy.Nsga2(Math.min(1 + count(), 1_000_000), count(), seed());
      default -> new Strategy.Grid();
    };
  }

  private Choice<SparsitySchedule> schedules() {
    return Choice.of(
        Map.of("step", range(0.001, this::step)), numbers -> new Linear(numbers.get("step")));
  }

  private Choice<Double> shares() {
    return Choice.of(Map.of("", range(Double.MIN_NORMAL, this::share)), numbers -> numbers.get(""));
  }

  private Choice<RetrainPolicy> rates() {
    int visits = count();
    int batch = count();
    RateDecay decay = decay();
    return Choice.of(
        Map.of("learning-rate", range(1e-30, this::rate)),
        numbers -> new FineTune(visits, numbers.get("learning-rate"), batch, decay));
  }

  private Choice<SparseTraining> strengths() {
    int visits = count();
    int batch = count();
    return Choice.of(
        Map.of("strength", range(1e-30, this::rate), "learning-rate", range(1e-30, this::rate)),
        numbers ->
            new ScaleSparsity(
                numbers.get("strength"), visits, numbers.get("learning-rate"), batch));
  }

  /** From a number to a higher one. */
  private Range range(double least, Supplier<Double> draw) {
    double one = draw.get();
    double other = draw.get();
    double low = one == other ? least : Math.min(one, other);
    return new Range(one(Range.Scale.values()), low, Math.max(one, other));
  }

  private RateDecay decay() {
    return switch (random.nextInt(3)) {
      case 0 -> new ConstantRate();
      case 1 -> new CosineDecay();
      default -> new StepDecay(some(this::share).stream().sorted().toList(), share());
    };
  }

  private List<ObjectiveName> objectives() {
    List<ObjectiveName> all = new ArrayList<>(List.of(ObjectiveName.values()));
    Collections.shuffle(all, random);
    List<ObjectiveName> chosen = new ArrayList<>(all.subList(0, 2 + random.nextInt(3)));
    if (!chosen.contains(ObjectiveName.ACCURACY)) {
      chosen.set(0, ObjectiveName.ACCURACY);
    }
    return chosen;
  }

  private double step() {
    return Math.max(0.001, share());
  }

  private double share() {
    return random.nextBoolean()
        ? (1 + random.nextInt(99)) / 100.0
        : Math.max(Double.MIN_NORMAL, random.nextDouble());
  }

  private double rate() {
    return Math.pow(10, random.nextInt(40) - 20) * (1 + random.nextDouble());
  }

  private double loss() {
    int draw = random.nextInt(12);
    return draw < ODD_LOSSES.length ? ODD_LOSSES[draw] : random.nextGaussian();
  }

  private int count() {
    return 1 + random.nextInt(random.nextBoolean() ? 4 : 1_000_000);
  }

  private long seed() {
    long seed = random.nextBoolean() ? random.nextLong() : random.nextInt(5);
    return seed == 0 ? Long.MIN_VALUE : seed;
  }

  private String text() {
    return random.nextBoolean() ? one(ODD_TEXTS) : letters("abc :/#-'\"{}[],&*!|>%@`", 8);
  }

  private String letters(String alphabet, int length) {
    StringBuilder letters = new StringBuilder();
    for (int i = 0; i < length; i++) {
      letters.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return letters.toString();
  }

  private <T> List<T> some(Supplier<T> draw) {
    Set<T> drawn = new LinkedHashSet<>();
    for (int i = 1 + random.nextInt(4); i > 0; i--) {
      drawn.add(draw.get());
    }
    return List.copyOf(drawn);
  }

  private <T> T maybe(Supplier<T> draw) {
    return random.nextInt(3) == 0 ? null : draw.get();
  }

  private <T> T one(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  @SafeVarargs
  private <T> T one(T... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
