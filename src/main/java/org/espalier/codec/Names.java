package org.espalier.codec;

import static org.espalier.codec.ScalarForm.count;
import static org.espalier.codec.ScalarForm.positive;
import static org.espalier.codec.ScalarForm.real;
import static org.espalier.codec.ScalarForm.seed;
import static org.espalier.codec.ScalarForm.share;
import static org.espalier.codec.ScalarForm.step;
import static org.espalier.codec.Setting.optional;
import static org.espalier.codec.Setting.required;

import java.util.List;
import org.espalier.criterion.BatchNormScale;
import org.espalier.criterion.Criterion;
import org.espalier.criterion.GeometricMedian;
import org.espalier.criterion.L1Norm;
import org.espalier.criterion.L2Norm;
import org.espalier.criterion.L2Normalizer;
import org.espalier.criterion.Lamp;
import org.espalier.criterion.LampNormalizer;
import org.espalier.criterion.MacPenalised;
import org.espalier.criterion.MaxNormalizer;
import org.espalier.criterion.MeanActivation;
import org.espalier.criterion.MeanNormalizer;
import org.espalier.criterion.NoNormalizer;
import org.espalier.criterion.Normalizer;
import org.espalier.criterion.OptimalBrainDamage;
import org.espalier.criterion.RandomScore;
import org.espalier.criterion.Snip;
import org.espalier.criterion.SumNormalizer;
import org.espalier.criterion.SynFlow;
import org.espalier.criterion.TaylorActivation;
import org.espalier.criterion.TaylorWeight;
import org.espalier.criterion.Wanda;
import org.espalier.criterion.ZScoreNormalizer;
import org.espalier.criterion.ZeroShare;
import org.espalier.plan.Granularity;
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
import org.espalier.schedule.ScaleSparsity;
import org.espalier.schedule.SparseTraining;
import org.espalier.schedule.SparsitySchedule;
import org.espalier.schedule.StepDecay;
import org.espalier.schedule.WeightRewinding;
import org.espalier.sweep.RunStatus;
import org.espalier.sweep.Stage;
import org.espalier.sweep.Status;
import org.espalier.sweep.spec.Augmentation;
import org.espalier.sweep.spec.Control;
import org.espalier.sweep.spec.EarlyStop;
import org.espalier.sweep.spec.MoAsha;
import org.espalier.sweep.spec.NoEarlyStop;
import org.espalier.sweep.spec.ObjectiveName;
import org.espalier.sweep.spec.Range;
import org.espalier.sweep.spec.Strategy;

/**
 * The one table of names: what users write, and what it makes. Who adds a criterion writes its
 * record and one line here; sweep files, journals, the command line and all messages follow.
 */
public final class Names {
  public static final Family<Criterion> CRITERIA =
      Family.<Criterion>empty()
          .with("l1", new L1Norm())
          .with("l2", new L2Norm())
          .with("random", new RandomScore())
          .with("fpgm", new GeometricMedian())
          .with("lamp", new Lamp())
          .with("bn-scale", new BatchNormScale())
          .with("apoz", new ZeroShare())
          .with("mean-activation", new MeanActivation())
          .with("taylor-activation", new TaylorActivation())
          .with("taylor", new TaylorWeight())
          .with("obd", new OptimalBrainDamage())
          .with("snip", new Snip())
          .with("wanda", new Wanda())
          .with("synflow", new SynFlow());

  public static final Family<Normalizer> NORMALIZERS =
      Family.<Normalizer>empty()
          .with("none", new NoNormalizer())
          .with("l2", new L2Normalizer())
          .with("mean", new MeanNormalizer())
          .with("max", new MaxNormalizer())
          .with("sum", new SumNormalizer())
          .with("z-score", new ZScoreNormalizer())
          .with("lamp", new LampNormalizer())
          .with(
              "mac-penalised",
              MacPenalised.class,
              given -> new MacPenalised(given.real("lambda")),
              optional("lambda", 0.01, positive(), MacPenalised::lambda));

  public static final Family<SparsitySchedule> SCHEDULES =
      Family.<SparsitySchedule>empty()
          .with("one-shot", new OneShot())
          .with(
              "linear",
              Linear.class,
              given -> new Linear(given.real("step")),
              required("step", step(), Linear::step))
          .with(
              "geometric",
              Geometric.class,
              given -> new Geometric(given.real("step")),
              required("step", step(), Geometric::step))
          .with(
              "polynomial",
              Polynomial.class,
              given -> new Polynomial(given.whole("rounds"), given.real("power")),
              required("rounds", count(1), Polynomial::rounds),
              optional(
                  "power",
                  3.0,
                  real("a number above 0, at most 10", power -> power > 0 && power <= 10),
                  Polynomial::power));

  public static final Family<RateDecay> DECAYS =
      Family.<RateDecay>empty()
          .with("none", new ConstantRate())
          .with("cosine", new CosineDecay())
          .with(
              "step",
              StepDecay.class,
              given -> new StepDecay(given.reals("at"), given.real("factor")),
              optional(
                  "at",
                  List.of(0.5, 0.75),
                  new ListForm<>(share()).where(StepDecay::grows, "shares that grow"),
                  StepDecay::at),
              optional("factor", 0.1, share(), StepDecay::factor));

  public static final Family<RetrainPolicy> RETRAIN_POLICIES =
      Family.<RetrainPolicy>selectedBy("policy")
          .with(
              "fine-tune",
              FineTune.class,
              given ->
                  new FineTune(
                      given.whole("visits"),
                      given.real("learning-rate"),
                      given.whole("batch"),
                      given.value("decay", RateDecay.class)),
              optional("visits", 2, count(1), FineTune::visits),
              optional("learning-rate", 0.01, positive(), FineTune::learningRate),
              optional("batch", 64, count(1), FineTune::batch),
              optional("decay", new ConstantRate(), DECAYS, FineTune::decay))
          .with(
              "learning-rate-rewinding",
              LearningRateRewinding.class,
              given -> new LearningRateRewinding(given.whole("visits")),
              required("visits", count(1), LearningRateRewinding::visits))
          .with(
              "weight-rewinding",
              WeightRewinding.class,
              given -> new WeightRewinding(given.whole("to-visit")),
              required("to-visit", count(0), WeightRewinding::toVisit))
          .with("none", new NoRetraining());

  public static final Family<SparseTraining> SPARSE_TRAININGS =
      Family.<SparseTraining>empty()
          .with("none", new NoSparseTraining())
          .with(
              "bn-scale",
              ScaleSparsity.class,
              given ->
                  new ScaleSparsity(
                      given.real("strength"),
                      given.whole("visits"),
                      given.real("learning-rate"),
                      given.whole("batch")),
              optional("strength", 1e-4, positive(), ScaleSparsity::strength),
              optional("visits", 4, count(1), ScaleSparsity::visits),
              optional("learning-rate", 0.01, positive(), ScaleSparsity::learningRate),
              optional("batch", 64, count(1), ScaleSparsity::batch))
          .with(
              "group-l2",
              GroupSparsity.class,
              given ->
                  new GroupSparsity(
                      given.real("strength"),
                      given.whole("visits"),
                      given.real("learning-rate"),
                      given.whole("batch")),
              optional("strength", 5e-4, positive(), GroupSparsity::strength),
              optional("visits", 4, count(1), GroupSparsity::visits),
              optional("learning-rate", 0.01, positive(), GroupSparsity::learningRate),
              optional("batch", 64, count(1), GroupSparsity::batch));

  public static final Family<Order> ORDERS = Family.labelled(Order::label, List.of(Order.values()));

  public static final Family<Ranking> RANKINGS =
      Family.labelled(Ranking::label, List.of(Ranking.values()));

  public static final Family<Granularity> GRANULARITIES =
      Family.labelled(Granularity::label, List.of(Granularity.values()));

  public static final Family<Control> CONTROLS =
      Family.labelled(Control::label, List.of(Control.values()));

  public static final Family<ObjectiveName> OBJECTIVES =
      Family.labelled(ObjectiveName::label, List.of(ObjectiveName.values()));

  public static final Family<Augmentation> AUGMENTATIONS =
      Family.labelled(Augmentation::label, List.of(Augmentation.values()));

  /** The networks that need no model file. */
  public static final Family<String> ARCHITECTURES =
      Family.<String>empty()
          .with("lenet", "lenet")
          .with("lenet-300-100", "lenet-300-100")
          .with("vgg-small", "vgg-small")
          .with("resnet-20", "resnet-20");

  /** How a search chooses its candidates. */
  static final Family<Strategy> STRATEGIES =
      Family.<Strategy>empty()
          .with("grid", new Strategy.Grid())
          .with(
              "random",
              Strategy.Random.class,
              given -> new Strategy.Random(given.whole("samples"), given.big("seed")),
              optional("samples", 20, count(1), Strategy.Random::samples),
              optional("seed", 1L, seed(), Strategy.Random::seed))
          .with(
              "nsga2",
              Strategy.Nsga2.class,
              given ->
                  new Strategy.Nsga2(
                      given.whole("population"), given.whole("generations"), given.big("seed")),
              optional("population", 12, count(2), Strategy.Nsga2::population),
              optional("generations", 5, count(1), Strategy.Nsga2::generations),
              optional("seed", 1L, seed(), Strategy.Nsga2::seed));

  /** How the numbers of a range are drawn. */
  static final Family<Range.Scale> SCALES =
      Family.labelled(Range.Scale::label, List.of(Range.Scale.values()));

  /** How a search gives up on candidates early. */
  static final Family<EarlyStop> EARLY_STOPS =
      Family.<EarlyStop>empty()
          .with("none", new NoEarlyStop())
          .with(
              "mo-asha",
              MoAsha.class,
              given -> new MoAsha(given.real("eta"), given.whole("grace-rounds")),
              optional(
                  "eta",
                  2.5,
                  real(
                      "a finite number, 2 or above",
                      number -> number >= 2 && Double.isFinite(number)),
                  MoAsha::eta),
              optional("grace-rounds", 2, count(1), MoAsha::graceRounds));

  static final Family<Status> STATUSES = Family.labelled(Status::label, List.of(Status.values()));

  static final Family<Stage.Kind> STAGE_KINDS =
      Family.labelled(Stage.Kind::label, List.of(Stage.Kind.values()));

  static final Family<RunStatus.State> RUN_STATES =
      Family.labelled(RunStatus.State::label, List.of(RunStatus.State.values()));

  private Names() {}
}
