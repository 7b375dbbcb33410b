package org.espalier.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.espalier.criterion.Criterion;
import org.espalier.criterion.L1Norm;
import org.espalier.criterion.L2Norm;
import org.espalier.criterion.NoNormalizer;
import org.espalier.criterion.RandomScore;
import org.espalier.plan.Granularity;
import org.espalier.plan.Ranking;
import org.espalier.schedule.FineTune;
import org.espalier.schedule.Linear;
import org.espalier.schedule.NoSparseTraining;
import org.espalier.schedule.Order;
import org.espalier.schedule.Round;
import org.espalier.sweep.Candidate;
import org.espalier.sweep.Digest;
import org.espalier.sweep.Measured;
import org.espalier.sweep.Results;
import org.espalier.sweep.RunStatus;
import org.espalier.sweep.Stage;
import org.espalier.sweep.Status;
import org.espalier.sweep.TestScore;
import org.espalier.sweep.Variant;
import org.espalier.sweep.VariantFront;
import org.espalier.sweep.spec.Control;
import org.espalier.sweep.spec.ObjectiveName;

/**
 * A made-up but likely run: LeNet, pruned in ten rounds in six ways, with failures and finalists.
 */
final class SampleRun {
  static final List<ObjectiveName> OBJECTIVES =
      List.of(ObjectiveName.ACCURACY, ObjectiveName.MACS, ObjectiveName.BYTES);

  static final String ERROR = "score of 1_W is not finite,\n  after step 12: \"NaN\"";

  private static final double DENSE_ACCURACY = 0.9063;
  private static final double[] LEVELS = {0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95};

  private final SplittableRandom random = new SplittableRandom(7);
  private final double noise;
  private final List<Variant> variants = new ArrayList<>();
  private final List<TestScore> tests = new ArrayList<>();

  private SampleRun(double noise) {
    this.noise = noise;
  }

  /** Three criteria at two granularities, two orders, failures and finalists. */
  static Results results() {
    SampleRun run = new SampleRun(0.004);
    Variant dense = run.dense();
    for (Criterion criterion : List.of(new L1Norm(), new L2Norm(), new RandomScore())) {
      for (Granularity granularity : List.of(Granularity.WEIGHT, Granularity.CHANNEL)) {
        run.path(dense, candidate(criterion, granularity, Order.TOGETHER));
      }
    }
    run.path(dense, candidate(new L1Norm(), Granularity.CHANNEL, Order.BACK_TO_FRONT));
    run.finalists(dense);
    return new Results(run.variants, run.tests);
  }

  /**
   * Weights and channels by l1 over three seeds, beside chance as a control, and the shapes that l1
   * ends with trained from scratch.
   */
  static Results repeated() {
    SampleRun run = new SampleRun(0.03);
    Variant dense = run.dense();
    for (long seed : List.of(1L, 2L, 3L)) {
      for (Granularity granularity : List.of(Granularity.WEIGHT, Granularity.CHANNEL)) {
        Variant last =
            run.path(dense, candidate(new L1Norm(), granularity, Order.TOGETHER, seed, null));
        run.fromScratch(last);
        run.path(
            dense, candidate(new RandomScore(), granularity, Order.TOGETHER, seed, Control.RANDOM));
      }
    }
    return new Results(run.variants, run.tests);
  }

  /** One criterion at one granularity: the least a reader may get to see. */
  static Results smallResults() {
    SampleRun run = new SampleRun(0.004);
    run.path(run.dense(), candidate(new L1Norm(), Granularity.CHANNEL, Order.TOGETHER));
    return new Results(run.variants, run.tests);
  }

  /** A run whose dense model could not be had. */
  static Results withoutDense() {
    Stage stage = new Stage("0123456789ab", null, Stage.Kind.BASELINE, null, null);
    Variant dense =
        new Variant(stage, Status.FAILED, null, null, 0, 1.5, "node-1", "no such file: lenet.zip");
    return new Results(List.of(dense), List.<TestScore>of());
  }

  static VariantFront front(Results results) {
    return results.front(OBJECTIVES).orElseThrow();
  }

  static ReportInput input(String name, Results results) {
    return new ReportInput(
        name,
        "run: " + name + "\nmodel:\n  source: lenet  # <- 431,080 parameters\n",
        results,
        results.front(OBJECTIVES).orElse(null),
        environment(),
        status(results));
  }

  private static Map<String, Object> environment() {
    Map<String, Object> environment = new LinkedHashMap<>();
    environment.put("espalier", "0.1.0");
    environment.put("java", Map.of("version", "17.0.15"));
    environment.put("cpu", "AMD EPYC 7B13 & friends, 2 threads");
    environment.put("dataDigest", Digest.of("fashion-mnist"));
    return environment;
  }

  private static RunStatus status(Results results) {
    int failed = count(results, Status.FAILED);
    return new RunStatus(
        results.dense().isPresent() ? RunStatus.State.DONE : RunStatus.State.FAILED,
        results.variants().size(),
        count(results, Status.DONE),
        failed,
        count(results, Status.SKIPPED),
        0,
        0,
        Instant.parse("2026-11-23T02:14:07.120Z"),
        Instant.parse("2026-11-23T02:31:52.480Z"),
        results.dense().isPresent() ? null : "no such file: lenet.zip");
  }

  private static int count(Results results, Status status) {
    return (int) results.variants().stream().filter(each -> each.status() == status).count();
  }

  private static Candidate candidate(Criterion criterion, Granularity granularity, Order order) {
    return candidate(criterion, granularity, order, 1, null);
  }

  private static Candidate candidate(
      Criterion criterion, Granularity granularity, Order order, long seed, Control control) {
    return new Candidate(
        criterion,
        new NoNormalizer(),
        Ranking.LOCAL,
        granularity,
        order,
        new Linear(0.1),
        0.95,
        new FineTune(2, 0.01, 64),
        seed,
        new NoSparseTraining(),
        control);
  }

  private Variant dense() {
    Stage stage = new Stage("9f2c41d07be3", null, Stage.Kind.BASELINE, null, null);
    return done(stage, measured(DENSE_ACCURACY, Granularity.CHANNEL, 0));
  }

  /** The last variant of a path. */
  private Variant path(Variant dense, Candidate candidate) {
    Variant parent = dense;
    for (int i = 0; i < LEVELS.length; i++) {
      Round round = new Round(i + 1, LEVELS[i], List.of("cnn1", "cnn2", "ffn1"), LEVELS[i]);
      String id = Digest.of(candidate.id() + i).substring(0, 12);
      Stage stage = new Stage(id, parent.id(), Stage.Kind.ROUND, candidate, round);
      parent = attempt(stage, parent);
    }
    return parent;
  }

  private Variant attempt(Stage stage, Variant parent) {
    Candidate candidate = stage.candidate();
    double sparsity = stage.round().sparsity();
    boolean randomChannels =
        candidate.criterion() instanceof RandomScore
            && candidate.granularity() == Granularity.CHANNEL;
    if (!parent.done()) {
      return ended(stage, Status.SKIPPED, "stage " + parent.id() + " failed, on which it builds");
    }
    if (randomChannels && sparsity == 0.9) {
      return ended(stage, Status.FAILED, ERROR);
    }
    double accuracy = DENSE_ACCURACY - loss(candidate, sparsity) + noise * random.nextDouble();
    return done(stage, measured(accuracy, candidate.granularity(), sparsity));
  }

  private static double loss(Candidate candidate, double sparsity) {
    double hardness = candidate.granularity() == Granularity.CHANNEL ? 0.16 : 0.013;
    if (candidate.criterion() instanceof RandomScore) {
      hardness *= 2.4;
    } else if (candidate.criterion() instanceof L2Norm) {
      hardness *= 1.12;
    }
    if (candidate.order() == Order.BACK_TO_FRONT) {
      hardness *= 0.8;
    }
    return hardness * Math.pow(sparsity, 4.2);
  }

  private void fromScratch(Variant of) {
    Stage stage = of.stage();
    String id = Digest.of("from scratch " + stage.id()).substring(0, 12);
    Granularity granularity = stage.candidate().granularity();
    double accuracy = of.measured().accuracy() + 0.006 * (random.nextDouble() - 0.3);
    done(
        new Stage(id, stage.id(), Stage.Kind.FROM_SCRATCH, stage.candidate(), stage.round()),
        measured(accuracy, granularity, stage.round().sparsity()));
  }

  private void finalists(Variant dense) {
    tests.add(new TestScore(dense.id(), 0.9011, 0.281));
    VariantFront front = VariantFront.of(variants, dense, OBJECTIVES);
    for (Variant chosen : front.spread(3, dense)) {
      if (chosen.stage().kind() == Stage.Kind.ROUND) {
        finalist(chosen);
      }
    }
  }

  private void finalist(Variant chosen) {
    Measured before = chosen.measured();
    Stage of = chosen.stage();
    Stage stage =
        new Stage(
            Digest.of(of.id()).substring(0, 12),
            of.id(),
            Stage.Kind.FINALIST,
            of.candidate(),
            of.round());
    double accuracy = before.accuracy() + 0.006;
    Measured after = measured(accuracy, of.candidate().granularity(), of.round().sparsity());
    Variant finalist = done(stage, after);
    tests.add(new TestScore(finalist.id(), accuracy - 0.0043, after.loss()));
  }

  private Variant done(Stage stage, Measured measured) {
    double seconds = 4 + 9 * random.nextDouble();
    Variant variant =
        new Variant(stage, Status.DONE, measured, stage.id(), 2, seconds, "node-1", null);
    variants.add(variant);
    return variant;
  }

  private Variant ended(Stage stage, Status status, String error) {
    String executor = status == Status.FAILED ? "node-2" : "";
    Variant variant = new Variant(stage, status, null, null, 0, 0, executor, error);
    variants.add(variant);
    return variant;
  }

  /** LeNet's sizes, cut or with zeroed weights. */
  private static Measured measured(double accuracy, Granularity granularity, double sparsity) {
    double cut = granularity == Granularity.CHANNEL ? sparsity : 0;
    int first = left(20, cut);
    int second = left(50, cut);
    int neurons = left(500, cut);
    long biases = first + second + neurons + 10L;
    long weights = 25L * first + 25L * first * second + 16L * second * neurons + 10L * neurons;
    long nonzero = granularity == Granularity.WEIGHT ? left(weights, sparsity) : weights;
    long macs = 14_400L * first + 1_600L * first * second + 16L * second * neurons + 10L * neurons;
    return new Measured(
        accuracy,
        1.05 * (1 - accuracy) + 0.17,
        weights + biases,
        nonzero + biases,
        macs,
        Math.round(3.72 * (nonzero + biases) + 0.09 * weights + 4_100),
        Map.of("cnn1", first, "cnn2", second, "ffn1", neurons));
  }

  private static int left(int size, double sparsity) {
    return (int) left((long) size, sparsity);
  }

  private static long left(long size, double sparsity) {
    return size - Math.round(sparsity * size);
  }
}
