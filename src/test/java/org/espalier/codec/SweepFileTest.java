package org.espalier.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.espalier.codec.tree.Problem;
import org.espalier.criterion.L1Norm;
import org.espalier.criterion.L2Norm;
import org.espalier.criterion.MacPenalised;
import org.espalier.criterion.NoNormalizer;
import org.espalier.criterion.RandomScore;
import org.espalier.criterion.TaylorWeight;
import org.espalier.plan.Granularity;
import org.espalier.plan.Guards;
import org.espalier.plan.Ranking;
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
import org.espalier.schedule.WeightRewinding;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SweepFileTest {
  /** The sweep file of the design's contract. */
  private static final String CONTRACT =
      """
      run: quickstart
      model:
        source: lenet
        train: {epochs: 4, batch: 64, learning-rate: 0.02}
      data:
        source: fashion-mnist-sample
        validation: 0.1
        shards: 2
      search:
        strategy: grid
        criterion: [l1, l2, taylor, random]
        normalizer: [none]
        granularity: [channel, weight]
        order: [together]
        schedule: [{type: linear, step: 0.1}]
        target: [0.5, 0.7, 0.9]
        retrain: [{policy: fine-tune, visits: 2, learning-rate: 0.01}]
        seed: [1]
      stop-early: {type: none}
      objectives: [accuracy, macs, bytes]
      finalists: {count: 3, epochs: 3}
      limits: {stage-minutes: 30, failed-fraction: 0.2}
      """;

  private static final String CRITERIA = String.join(", ", Names.CRITERIA.names());

  private static SweepSpec read(String text, String... overrides) {
    return SweepFile.read(text, "sweep.yaml", List.of(overrides));
  }

  private static List<String> problems(String text, String... overrides) {
    SpecException refusal = catchThrowableOfType(SpecException.class, () -> read(text, overrides));
    assertThat(refusal).as("nothing wrong with %s %s", text, List.of(overrides)).isNotNull();
    return refusal.problems().stream().map(Problem::toString).toList();
  }

  @Test
  void readsTheContractsExample() {
    assertThat(read(CONTRACT))
        .isEqualTo(
            new SweepSpec(
                "quickstart",
                new ModelSpec("lenet", new TrainSpec(4, 64, 0.02, 1)),
                new DataSpec("fashion-mnist-sample", 0.1, 2, 1),
                new SearchSpec(
                    List.of(new L1Norm(), new L2Norm(), new TaylorWeight(), new RandomScore()),
                    List.of(new NoNormalizer()),
                    List.of(Ranking.LOCAL),
                    List.of(Granularity.CHANNEL, Granularity.WEIGHT),
                    List.of(Order.TOGETHER),
                    List.of(new Linear(0.1)),
                    List.of(0.5, 0.7, 0.9),
                    List.of(new FineTune(2, 0.01, 64)),
                    List.of(1L),
                    List.of(new NoSparseTraining()),
                    256,
                    Guards.NONE,
                    256),
                new NoEarlyStop(),
                List.of(ObjectiveName.ACCURACY, ObjectiveName.MACS, ObjectiveName.BYTES),
                new FinalistSpec(3, 3, 64, 0.01),
                new LimitSpec(30, 0.2)));
  }

  @Test
  void takesWhatIsNotGivenFromTheReference() {
    SweepSpec defaults = read("");

    assertThat(read("# nothing\n")).isEqualTo(defaults);
    assertThat(read("search:\n")).isEqualTo(defaults);
    assertThat(read(Reference.text())).isEqualTo(defaults);
    assertThat(SweepFile.differences(defaults, read("search: {criterion: [l2, random]}")))
        .containsExactly("search.criterion: [l1] -> [l2, random]");
  }

  @Test
  void takesASingleValueForAList() {
    SearchSpec search =
        read("""
        search:
          criterion: random
          schedule: {type: geometric, step: .2}
          target: 0.3
          retrain: none
          seed: -7
        """)
            .search();

    assertThat(search.criteria()).containsExactly(new RandomScore());
    assertThat(search.schedules()).extracting(Choice::lowest).containsExactly(new Geometric(0.2));
    assertThat(search.targets()).extracting(Choice::lowest).containsExactly(0.3);
    assertThat(search.retrain()).extracting(Choice::lowest).containsExactly(new NoRetraining());
    assertThat(search.seeds()).containsExactly(-7L);
  }

  @Test
  void takesBareNamesWhereNoSettingsAreNeeded() {
    SearchSpec search =
        read("""
        search:
          schedule: [one-shot, {type: polynomial, rounds: 5}]
        """)
            .search();

    assertThat(search.schedules())
        .extracting(Choice::lowest)
        .containsExactly(new OneShot(), new Polynomial(5, 3));
    assertThat(read("search: {retrain: [fine-tune, none]}").search().retrain())
        .extracting(Choice::lowest)
        .containsExactly(new FineTune(2, 0.01, 64), new NoRetraining());
  }

  @Test
  void takesGuards() {
    SearchSpec search =
        read("""
                search:
                  granularity: [2:4, 1:4, kernel]
                  ranking: isomorphic
                  order: [costliest-first, least-sensitive-first]
                  guards: {round-to: 8, leave: [stem, 'res*', 0]}
                """)
            .search();

    assertThat(search.guards()).isEqualTo(new Guards(1, 8, List.of("stem", "res*", "0")));
    assertThat(search.granularities())
        .containsExactly(Granularity.TWO_OF_FOUR, Granularity.ONE_OF_FOUR, Granularity.KERNEL);
    assertThat(search.rankings()).containsExactly(Ranking.ISOMORPHIC);
    assertThat(search.orders()).containsExactly(Order.COSTLIEST_FIRST, Order.LEAST_SENSITIVE_FIRST);
    assertThat(read("search: {guards: {leave: stem}}").search().guards().leave())
        .containsExactly("stem");
    assertThat(read("").search().guards()).isEqualTo(Guards.NONE);
  }

  @Test
  void aPatternOfWeightsIsNoTimeOfDay() {
    assertThat(SweepFile.write(read("search: {granularity: [2:4]}"))).contains("- \"2:4\"\n");
    assertThat(read("", "search.granularity=[2:4]").search().granularities())
        .containsExactly(Granularity.TWO_OF_FOUR);
  }

  @Test
  void aTrainedModelIsNotTrainedFirst() {
    assertThat(read("model: {source: 's3a://models/net.zip'}").model())
        .isEqualTo(new ModelSpec("s3a://models/net.zip", null));
    assertThat(problems("model:\n  source: net.zip\n  train:\n    epochs: 3\n"))
        .containsExactly(
            "sweep.yaml:4:5: model.train: cannot be given, as model.source is a trained model;"
                + " allowed with lenet, lenet-300-100, vgg-small, resnet-20");
    assertThat(problems("model: {train: {epochs: 3}}", "model.source=net.zip")).hasSize(1);
    assertThat(problems("model: {source: net.zip}", "model.train.batch=3"))
        .containsExactly(
            "--set model.train.batch=3: model.train: cannot be given, as model.source is a trained"
                + " model; allowed with lenet, lenet-300-100, vgg-small, resnet-20");
  }

  @Test
  void saysAllThatIsWrongAtOnceInTheOrderOfTheLines() {
    String text =
        """
        run: my run
        model:
          source: lenett
          train:
            epoch: 3
            batch: 0
        shards: 3
        data:
          shards: "3"
          shards: 4
        search:
          criterion: [l1, tylor]
          schedule:
            - linear
            - {type: linaer, step: 0.1}
            - {type: geometric, step: 1.5, power: 2}
          target: []
        objectives: [macs]
        """;

    assertThat(problems(text, "data.seed=0", "limits.stage-minutes"))
        .containsExactly(
            "sweep.yaml:1:6: run: cannot be \"my run\"; allowed: up to 100 letters, digits, '-',"
                + " '_' and '.', a letter or digit first",
            "sweep.yaml:3:11: model.source: cannot be \"lenett\"; allowed: lenet, lenet-300-100, vgg-small, resnet-20, or the"
                + " path or URI of a DL4J model that ends in .zip, or of a Keras one in .h5 or .keras; nearest: lenet",
            "sweep.yaml:5:5: model.train.epoch: unknown key; allowed: epochs, batch, learning-rate,"
                + " decay, weight-decay, augment, seed; nearest: model.train.epochs",
            "sweep.yaml:6:12: model.train.batch: cannot be 0; allowed: a whole number from 1 to"
                + " 1000000",
            "sweep.yaml:7:1: shards: unknown key; allowed: run, model, data, search, stop-early,"
                + " objectives, finalists, limits; nearest: data.shards",
            "sweep.yaml:9:11: data.shards: cannot be \"3\"; allowed: a whole number from 1 to"
                + " 1000000",
            "sweep.yaml:10:3: data.shards: stands here again; it was first at sweep.yaml:9:3",
            "sweep.yaml:12:19: search.criterion[1]: cannot be \"tylor\"; allowed: "
                + CRITERIA
                + "; nearest: taylor",
            "sweep.yaml:14:7: search.schedule[0]: linear lacks step; allowed: {type: linear, step:"
                + " …}",
            "sweep.yaml:15:14: search.schedule[1].type: cannot be \"linaer\"; allowed: one-shot,"
                + " linear, geometric, polynomial; nearest: linear",
            "sweep.yaml:16:31: search.schedule[2].step: cannot be 1.5; allowed: a number from 0.001,"
                + " below 1",
            "sweep.yaml:16:36: search.schedule[2].power: unknown setting of geometric; allowed:"
                + " type, step; nearest: type",
            "sweep.yaml:17:11: search.target: cannot be []; allowed: one value or more",
            "sweep.yaml:18:13: objectives: cannot be [\"macs\"]; allowed: accuracy and one cost or"
                + " more of macs, bytes, parameters, nonzero",
            "--set limits.stage-minutes: allowed: key=value, such as data.shards=2",
            "--set data.seed=0: data.seed: cannot be 0; allowed: a whole number of 64 bits other"
                + " than 0, which DL4J takes for no seed");
  }

  @Test
  void aRefusalShowsEveryProblemOnALineOfItsOwn() {
    SpecException refusal =
        catchThrowableOfType(SpecException.class, () -> read("run: ..\ndata: {shards: no}\n"));

    assertThat(refusal.getMessage().lines().toList())
        .hasSize(3)
        .startsWith("2 problems in sweep.yaml:")
        .element(2)
        .asString()
        .startsWith("  sweep.yaml:2:16: data.shards: cannot be no; allowed: ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "run=",
        "run=a/b",
        "run=.hidden",
        "run=-option",
        "model.source=net.onnx",
        "model.source=.zip",
        "model.source=3",
        "model.train.epochs=0",
        "model.train.epochs=1.0",
        "model.train.epochs=\"1\"",
        "model.train.epochs=1_0",
        "model.train.epochs=0x10",
        "model.train.epochs=010",
        "model.train.epochs=99999999999",
        "model.train.epochs=99999999999999999999999",
        "model.train.batch=-1",
        "model.train.learning-rate=0",
        "model.train.learning-rate=.inf",
        "model.train.learning-rate=.nan",
        "model.train.learning-rate=1e400",
        "model.train.learning-rate='0.1'",
        "model.train.learning-rate=true",
        "model.train.seed=0",
        "model.train.seed=1.0",
        "model.train.seed=9223372036854775808",
        "data.source=mnist",
        "data.source=idx:",
        "data.source=images:/data",
        "data.validation=0",
        "data.validation=1",
        "data.validation=0.6",
        "data.shards=0",
        "data.seed=0",
        "search.strategy=genetic",
        "search.strategy=[random]",
        "search.strategy={type: grid, samples: 3}",
        "search.strategy={type: random, samples: 0}",
        "search.strategy={type: random, samples: 2.5}",
        "search.strategy={type: random, seed: 0}",
        "search.strategy={type: random, population: 4}",
        "search.strategy={type: nsga2, population: 1}",
        "search.strategy={type: nsga2, generations: 0}",
        "search.strategy={type: nsga2, seed: 0}",
        "search.strategy={samples: 3}",
        "search.target={uniform: [0.3, 0.9]}",
        "search.target={uniform: [0.9, 0.3]}",
        "search.target={uniform: [0.3, 0.3]}",
        "search.target={uniform: [0, 0.3]}",
        "search.target={uniform: 0.3}",
        "search.target={uniform: [0.3]}",
        "search.target={uniform: [0.3, 0.5, 0.9]}",
        "search.target={normal: [0.3, 0.9]}",
        "search.target={uniform: [0.3, 0.9], log-uniform: [0.3, 0.9]}",
        "search.target={}",
        "search.retrain={policy: fine-tune, visits: {uniform: [1, 4]}}",
        "search.seed={uniform: [1, 4]}",
        "finalists.learning-rate={uniform: [0.1, 0.2]}",
        "search.criterion=[]",
        "search.criterion=[l1, l1]",
        "search.criterion={l1: 1}",
        "search.criterion=[[l1]]",
        "search.criterion=3",
        "search.normalizer=median",
        "search.normalizer={type: mac-penalised, lambda: 0}",
        "search.normalizer={type: mean, lambda: 1}",
        "search.ranking=layer",
        "search.granularity=filter",
        "search.order=costliest",
        "search.guards.floor=0",
        "search.guards.round-to=0",
        "search.guards.round-to=8.5",
        "search.guards.leave=''",
        "search.guards.leave=[stem, stem]",
        "search.guards=8",
        "search.schedule=linear",
        "search.schedule={type: linear}",
        "search.schedule={step: 0.1}",
        "search.schedule={type: linear, step: 0}",
        "search.schedule={type: linear, step: 1}",
        "search.schedule={type: one-shot, step: 0.1}",
        "search.schedule={type: polynomial, rounds: 0}",
        "search.schedule={type: polynomial, rounds: 3, power: 11}",
        "search.schedule=[{type: linear, step: 0.1}, {type: linear, step: 0.10}]",
        "search.target=0",
        "search.target=1",
        "search.target=[0.5, 50]",
        "search.target=[0.5, 0.50]",
        "search.retrain=rewind",
        "search.retrain={policy: fine-tune, visits: 0}",
        "search.retrain={policy: fine-tune, learning-rate: -1}",
        "search.retrain={policy: fine-tune, batch: 0}",
        "search.retrain={type: fine-tune}",
        "search.seed=[1, 0]",
        "stop-early=hyperband",
        "stop-early.type=asha",
        "stop-early.eta=3",
        "stop-early={type: mo-asha, eta: 1.9}",
        "stop-early={type: mo-asha, eta: many}",
        "stop-early={type: mo-asha, grace-rounds: 0}",
        "stop-early={type: mo-asha, grace: 1}",
        "objectives=accuracy",
        "objectives=[macs, bytes]",
        "objectives=[accuracy, latency]",
        "objectives=[accuracy, accuracy, macs]",
        "finalists.count=-1",
        "finalists.epochs=0",
        "finalists.averaging=0",
        "finalists=3",
        "limits.stage-minutes=0",
        "limits.failed-fraction=1.1",
        "limits.failed-fraction=-0.1",
        "data.shards.x=3",
        "data..shards=3",
        "data.shards=[1",
        "=3",
        "nonsense",
      })
  void refusesImpossibleValuesOnce(String override) {
    assertThat(problems("", override))
        .singleElement()
        .asString()
        .startsWith("--set " + override + ": ")
        .containsAnyOf("; allowed: ", ": allowed: ", "leave it out", "not YAML: ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "run=2024",
        "run=a.b-c_D",
        "model.source=../nets/my net.ZIP",
        "model.train.learning-rate=1e-3",
        "model.train.learning-rate=1",
        "model.train.seed=-9223372036854775808",
        "data.source=idx:hdfs://host:8020/mnist",
        "data.source=cifar10:/data",
        "data.validation=0.5",
        "search.criterion=[random, l2]",
        "search.criterion={type: l1}",
        "search.normalizer=[mean, mac-penalised]",
        "search.normalizer=[mac-penalised, {type: mac-penalised, lambda: 0.1}]",
        "search.retrain={policy: none}",
        "search.target=[0.999, 0.001]",
        "objectives=[nonzero, accuracy]",
        "finalists.count=0",
        "finalists.averaging=1",
        "limits.failed-fraction=0",
        "limits.failed-fraction=1",
        "limits={stage-minutes: 0.5}",
        " data.shards = 3",
      })
  void takesWhatIsPossible(String override) {
    assertThat(SweepFile.differences(read(""), read("", override))).hasSizeLessThanOrEqualTo(8);
  }

  @Test
  void overridesReplaceWhatTheFileSays() {
    String text = "data: {shards: 4}\nsearch: {schedule: {type: polynomial, rounds: 4}}\n";
    SweepSpec spec =
        read(
            text,
            "data.shards=2",
            "data.shards=3",
            "search.criterion=[l1,l2]",
            "search.schedule={type: linear, step: 0.2}");

    assertThat(spec.data().shards()).isEqualTo(3);
    assertThat(spec.search().criteria()).containsExactly(new L1Norm(), new L2Norm());
    assertThat(spec.search().schedules())
        .extracting(Choice::lowest)
        .containsExactly(new Linear(0.2));
    assertThat(read(text, "search.schedule.rounds=9").search().schedules())
        .extracting(Choice::lowest)
        .containsExactly(new Polynomial(9, 3));
    assertThat(read("data: {shards: 0}", "data.shards=1").data().shards()).isEqualTo(1);
  }

  @Test
  void anUnknownOverrideNamesTheNearestKey() {
    assertThat(problems("", "serach.target=0.5"))
        .containsExactly(
            "--set serach.target=0.5: serach: unknown key; allowed: run, model, data, search,"
                + " stop-early, objectives, finalists, limits; nearest: search");
    assertThat(problems("", "search.targets=0.5").get(0)).endsWith("nearest: search.target");
    assertThat(problems("data.shards: 3").get(0)).endsWith("nearest: data.shards");
    assertThat(problems("", "learningRate=0.5").get(0)).endsWith("learning-rate");
  }

  @Test
  void aFileThatIsNotAMapIsRefusedWhateverIsOverridden() {
    assertThat(problems("- a\n- b\n", "data.shards=3"))
        .containsExactly(
            "sweep.yaml:1:1: cannot be [\"a\", \"b\"]; allowed: a map with the keys run, model,"
                + " data, search, stop-early, objectives, finalists, limits");
    assertThat(problems("data: 5")).singleElement().asString().contains("cannot be 5");
  }

  @Test
  void aTextThatIsNotYamlIsOneProblem() {
    assertThat(problems("run: x\ndata: [1, 2\nsearch: {}\nruns: y"))
        .containsExactly(
            "sweep.yaml:3:7: not YAML: while parsing a flow sequence; expected ',' or ']', but got"
                + " :");
  }

  @Test
  void doesNotReadTheEnvironment() {
    assertThat(problems("run: ${USER}")).singleElement().asString().contains("${USER}");
  }

  @Test
  void doesNotGrowWithAliases() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 20; i++) {
      bomb.append("a%d: &a%d [".formatted(i, i))
          .append("*a%d, ".formatted(i - 1).repeat(8))
          .append("]\n");
    }

    assertThat(problems(bomb.toString())).anyMatch(problem -> problem.contains("an alias (*a18)"));
  }

  @Test
  void earlyStoppingHasDefaultsOfItsOwn() {
    assertThat(read("").stopEarly()).isEqualTo(new NoEarlyStop());
    assertThat(read("stop-early: mo-asha").stopEarly()).isEqualTo(new MoAsha(2.5, 2));
    assertThat(read("stop-early: {type: mo-asha, eta: 3}", "stop-early.grace-rounds=4").stopEarly())
        .isEqualTo(new MoAsha(3, 4));
    assertThat(problems("stop-early: {type: mo-asha, eta: 1, grace: 3}"))
        .containsExactly(
            "sweep.yaml:1:34: stop-early.eta: cannot be 1; allowed: a finite number, 2 or above",
            "sweep.yaml:1:37: stop-early.grace: unknown setting of mo-asha; allowed: type, eta,"
                + " grace-rounds; nearest: grace-rounds");
    assertThat(problems("stop-early: {eta: 4}"))
        .singleElement()
        .asString()
        .contains("stop-early: lacks type", "none | mo-asha");
  }

  @Test
  void controlsAreNoneUnlessTheyAreAskedFor() {
    assertThat(read("").search().controls()).isEmpty();
    assertThat(read("search: {controls: []}").search().controls()).isEmpty();
    assertThat(read("search: {controls: from-scratch}").search().controls())
        .containsExactly(Control.FROM_SCRATCH);
    assertThat(read("search: {controls: [uniform-l1, random]}").search().controls())
        .containsExactly(Control.UNIFORM_L1, Control.RANDOM);
    assertThat(problems("search: {controls: [scratch]}"))
        .singleElement()
        .asString()
        .contains("search.controls[0]: cannot be \"scratch\"")
        .contains("random, uniform-l1, from-scratch");
  }

  @Test
  void whatIsTrainedFromScratchNeedsATrainingToRepeat() {
    String given = "model: {source: net.zip}\nsearch:\n  controls: [random, %s]\n";

    assertThat(problems(given.formatted("from-scratch")))
        .containsExactly(
            "sweep.yaml:3:22: search.controls[1]: from-scratch repeats the dense model's training in"
                + " another shape, and this one is given trained");
    assertThat(read(given.formatted("uniform-l1")).search().controls())
        .containsExactly(Control.RANDOM, Control.UNIFORM_L1);
  }

  @Test
  void rewindingNeedsATrainingToGoBackTo() {
    String rewinding =
        """
        search:
          retrain:
            - none
            - {policy: weight-rewinding, to-visit: %d}
            - {policy: learning-rate-rewinding, visits: %d}
        """;
    String trained = "model: {source: net.zip}\n" + rewinding.formatted(0, 1);
    assertThatThrownBy(() -> read(trained))
        .hasMessageContaining(
            "sweep.yaml:5:7: search.retrain[1]: weight-rewinding needs the weights of the dense"
                + " model's training, and this one is given trained")
        .hasMessageContaining("sweep.yaml:6:7: search.retrain[2]: learning-rate-rewinding needs");

    String tooFar = "model: {train: {epochs: 3}}\ndata: {shards: 2}\n" + rewinding.formatted(6, 7);
    assertThatThrownBy(() -> read(tooFar))
        .hasMessageContaining("search.retrain[1]: weight-rewinding leaves nothing to train after")
        .hasMessageContaining("search.retrain[2]: learning-rate-rewinding cannot repeat 7 visits");

    assertThat(read(tooFar.replace("6}", "5}").replace("7}", "6}")).search().retrain())
        .extracting(Choice::lowest)
        .containsExactly(new NoRetraining(), new WeightRewinding(5), new LearningRateRewinding(6));
  }

  @Test
  void readsHowCandidatesAreChosen() {
    assertThat(read("").search().strategy()).isEqualTo(new Strategy.Grid());
    assertThat(strategy("random")).isEqualTo(new Strategy.Random(20, 1));
    assertThat(strategy("{type: random, samples: 50, seed: -3}"))
        .isEqualTo(new Strategy.Random(50, -3));
    assertThat(strategy("nsga2")).isEqualTo(new Strategy.Nsga2(12, 5, 1));
    assertThat(strategy("{type: nsga2, population: 4, generations: 3, seed: 7}"))
        .isEqualTo(new Strategy.Nsga2(4, 3, 7));
  }

  private static Strategy strategy(String text) {
    return read("search: {strategy: %s}".formatted(text)).search().strategy();
  }

  @Test
  void readsRangesInThePlaceOfNumbers() {
    SearchSpec search =
        read("""
        search:
          strategy: random
          normalizer: {type: mac-penalised, lambda: {log-uniform: [0.001, 1]}}
          schedule:
            - {type: linear, step: {uniform: [0.1, 0.3]}}
            - {type: polynomial, rounds: 4, power: {uniform: [1, 3]}}
          target: [0.5, {uniform: [0.6, 0.9]}]
          retrain: {policy: fine-tune, learning-rate: {log-uniform: [0.001, 0.1]}}
          sparse-training:
            - type: group-l2
              strength: {log-uniform: [1e-5, 1e-3]}
              learning-rate: {uniform: [0.01, 0.02]}
        """)
            .search();

    assertThat(search.targets().get(0)).isEqualTo(Choice.of(0.5));
    Range target = new Range(Range.Scale.UNIFORM, 0.6, 0.9);
    assertThat(search.targets().get(1).ranges().values()).containsExactly(target);
    assertThat(search.targets().get(1).at(List.of(0.5))).isEqualTo(0.75);
    assertThat(search.schedules().get(0).at(List.of(0.5))).isEqualTo(new Linear(0.2));
    assertThat(search.schedules().get(1).at(List.of(0.5))).isEqualTo(new Polynomial(4, 2));
    assertThat(search.retrain().get(0).at(List.of(0.5))).isEqualTo(new FineTune(2, 0.01, 64));
    assertThat(search.sparseTrainings().get(0).ranges().keySet())
        .containsExactly("learning-rate", "strength");
    assertThat(search.sparseTrainings().get(0).at(List.of(0.0, 0.5)))
        .isEqualTo(new GroupSparsity(1e-4, 4, 0.01, 64));
    assertThat(search.normalizers().get(0).highest()).isEqualTo(new MacPenalised(1));
  }

  @Test
  void aGridRefusesRangesAndSaysWhatToWriteInstead() {
    assertThat(
            problems(
                """
                search:
                  target: [0.5, {uniform: [0.6, 0.9]}]
                  schedule: {type: linear, step: {uniform: [0.1, 0.3]}}
                """))
        .containsExactly(
            "sweep.yaml:2:17: search.target[1]: a grid cannot try all of a range; allowed: numbers,"
                + " as many as are to be tried, or search.strategy random or nsga2, which draw from"
                + " ranges",
            "sweep.yaml:3:34: search.schedule[0].step: a grid cannot try all of a range; allowed:"
                + " numbers, as many as are to be tried, or search.strategy random or nsga2, which"
                + " draw from ranges");
  }

  @Test
  void saysWhatIsWrongWithARange() {
    assertThat(
            problems(
                """
                search:
                  strategy: {type: nsga2, seed: 0, generation: 3}
                  target:
                    - {unifrom: [0.6, 0.9]}
                    - {uniform: [0.9, 0.6]}
                    - {uniform: [0.6, 1]}
                    - {uniform: 0.6}
                """))
        .containsExactly(
            "sweep.yaml:2:33: search.strategy.seed: cannot be 0; allowed: a whole number of 64 bits"
                + " other than 0, which DL4J takes for no seed",
            "sweep.yaml:2:36: search.strategy.generation: unknown setting of nsga2; allowed: type,"
                + " population, generations, seed; nearest: generations",
            "sweep.yaml:4:8: search.target[0]: cannot be \"unifrom\"; allowed: uniform,"
                + " log-uniform; nearest: uniform",
            "sweep.yaml:5:17: search.target[1].uniform: cannot be [0.9, 0.6]; allowed: two"
                + " numbers, the lower one first, as in [0.3, 0.9]",
            "sweep.yaml:6:23: search.target[2].uniform[1]: cannot be 1; allowed: a number above 0"
                + " and below 1",
            "sweep.yaml:7:17: search.target[3].uniform: cannot be 0.6; allowed: two numbers, the"
                + " lower one first, as in [0.3, 0.9]");
  }
}
