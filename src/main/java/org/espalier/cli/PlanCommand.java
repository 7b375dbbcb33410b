package org.espalier.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.espalier.codec.SummaryJson;
import org.espalier.criterion.NoNormalizer;
import org.espalier.plan.Guards;
import org.espalier.schedule.Order;
import org.espalier.spark.SparkDriver;
import org.espalier.sweep.Batch;
import org.espalier.sweep.Candidate;
import org.espalier.sweep.Estimate;
import org.espalier.sweep.FileSizes;
import org.espalier.sweep.Outlay;
import org.espalier.sweep.StageMemory;
import org.espalier.sweep.Storage;
import org.espalier.sweep.SweepPlan;
import org.espalier.sweep.spec.Control;
import org.espalier.sweep.spec.EarlyStop;
import org.espalier.sweep.spec.NoEarlyStop;
import org.espalier.sweep.spec.Strategy;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows what a sweep would do, and runs nothing. */
@Command(
    name = "plan",
    description = "Prints candidates, stages, what sharing saves, and what it would cost.")
final class PlanCommand implements Callable<Integer> {
  /** A step's gradients cost about twice what its answer does. */
  private static final int MACS_OF_TRAINING = 3;

  private static final double MEBIBYTE = 1 << 20;

  @Mixin private SpecArguments spec;

  @Override
  public Integer call() {
    SweepSetup setup = SweepSetup.of(spec.read());
    StageMemory memory = setup.memory();
    SweepPlan plan = setup.plan();
    Estimate estimate = plan.estimate();
    printCandidates(plan.batch(), heading(plan));
    printGuards(plan.spec().search().guards());
    printStages(estimate);
    printFromScratch(estimate);
    printSensitivity(plan.sensitivityStages().size());
    printEarlyStopping(plan);
    int shard = setup.data().largestShard();
    long rows = estimate.whole().trainingVisits() * shard;
    double teraMacs = (double) rows * setup.dense().cost().macs() * MACS_OF_TRAINING / 1e12;
    System.out.printf(
        "Cost at most: %d visits of about %,d rows, %,d rows trained on, %.1f x 10^12 multiply-adds%n"
            + "  (as if every model were as large as the dense one, %,d multiply-adds an image).%n",
        estimate.whole().visits(), shard, rows, teraMacs, setup.dense().cost().macs());
    printMemory(memory);
    FileSizes sizes = setup.fileSizes();
    printStorage(plan.storage(), sizes);
    System.out.println(SummaryJson.line(summary(plan, estimate, rows, sizes, memory)));
    return ExitCode.DONE;
  }

  private static void printMemory(StageMemory memory) {
    System.out.printf(
        "Memory: %,.1f MiB outside the heap and %,.1f MiB in it for each stage at a time (as if it were the dense%n"
            + "  model), beside its shard.%n"
            + "Shards: %d of at most %,.1f MiB; executors of one task at a time need --executor-memory %dm or more.%n",
        memory.model().outsideHeap() / MEBIBYTE,
        memory.model().inHeap() / MEBIBYTE,
        memory.shards(),
        memory.shard() / MEBIBYTE,
        SparkDriver.neededHeap(memory));
  }

  private static void printStages(Estimate estimate) {
    long stages = estimate.searched().stages();
    long apart = estimate.stagesApart();
    if (estimate.exact()) {
      System.out.printf(
          "%nStages: %d to run, and the dense model; %d would be run apart, so sharing saves %d (%.0f %%).%n",
          stages, apart, apart - stages, 100.0 * (apart - stages) / apart);
    } else {
      System.out.printf(
          "%nStages at most: %d to run, and the dense model: %d candidates, as if each were the dearest%n"
              + "  that can come up, and shared nothing.%n",
          stages, estimate.candidates());
    }
  }

  private static void printCandidates(Batch batch, String heading) {
    System.out.printf(
        "%s: %d%s%n",
        heading,
        batch.candidates().size(),
        batch.controls() == 0 ? "" : ", of which %d are controls".formatted(batch.controls()));
    for (Candidate candidate : batch.candidates()) {
      System.out.println("  " + candidate.id() + "  " + description(candidate));
    }
    if (!batch.leftOut().isEmpty()) {
      System.out.printf("Left out: %d%n", batch.leftOut().size());
      for (Batch.LeftOut leftOut : batch.leftOut()) {
        System.out.println("  " + description(leftOut.candidate()) + ": " + leftOut.reason());
      }
    }
  }

  private static String heading(SweepPlan plan) {
    return plan.spec().search().strategy() instanceof Strategy.Nsga2 nsga2
            && nsga2.generations() > 1
        ? "Candidates of the first of %d generations, on whose results the others depend"
            .formatted(nsga2.generations())
        : "Candidates";
  }

  private static void printFromScratch(Estimate estimate) {
    Outlay fromScratch = estimate.fromScratch();
    if (fromScratch.stages() > 0) {
      System.out.printf(
          "Of these %d train what a candidate ends with from scratch, %d visits in all.%n",
          fromScratch.stages(), fromScratch.visits());
    }
  }

  private static void printGuards(Guards guards) {
    if (!guards.equals(Guards.NONE)) {
      System.out.printf(
          "Guards: every group keeps at least %d channels, in multiples of %d; left alone: %s%n",
          guards.floor(),
          guards.roundTo(),
          guards.leave().isEmpty() ? "no layer" : String.join(", ", guards.leave()));
    }
  }

  private static void printSensitivity(int stages) {
    if (stages > 0) {
      System.out.printf(
          "Sensitivity: before them %d stages of a visit each, that train nothing; until they have"
              + " run, network order stands in for least-sensitive-first.%n",
          stages);
    }
  }

  private static void printEarlyStopping(SweepPlan plan) {
    EarlyStop rule = plan.spec().stopEarly();
    if (!(rule instanceof NoEarlyStop)) {
      String left =
          plan.stagesByChance().stream()
              .mapToObj("; were results chance, some %d stages would be run"::formatted)
              .collect(Collectors.joining());
      System.out.printf("Early stopping by %s: all figures are at most%s.%n", rule.name(), left);
      if (plan.spec().search().controls().contains(Control.FROM_SCRATCH)) {
        System.out.println(
            "  A path that is stopped before a candidate's end has nothing to train from scratch there.");
      }
    }
  }

  private static void printStorage(Storage storage, FileSizes sizes) {
    System.out.printf(
        "Disk at most: %,.1f MiB for %d checkpoints of %,.1f MiB, all deleted when the run is complete, and %,.1f MiB%n"
            + "  for models that are delivered (as if no variant beat another; those that are beaten go earlier).%n",
        storage.checkpointBytes(sizes) / MEBIBYTE,
        storage.checkpoints(),
        sizes.checkpoint() / MEBIBYTE,
        storage.deliveredBytes(sizes) / MEBIBYTE);
  }

  private static String description(Candidate candidate) {
    return "%s%s%s %s, ranked %s%s, %s, %s to %s, %s, seed %d"
        .formatted(
            candidate.isControl() ? "control: " : "",
            candidate.trainsSparsely() ? candidate.sparseTraining().label() + ", then " : "",
            candidate.criterion().name(),
            candidate.granularity().label(),
            candidate.ranking().label(),
            normalized(candidate),
            order(candidate),
            candidate.schedule().label(),
            candidate.target(),
            candidate.retrain().label(),
            candidate.seed());
  }

  private static String normalized(Candidate candidate) {
    return candidate.normalizer() instanceof NoNormalizer
        ? ""
        : " by %s scores".formatted(candidate.normalizer().label());
  }

  private static String order(Candidate candidate) {
    Order order = candidate.order();
    return order.needsSensitivity()
        ? order.label() + " (known once the dense model is; here in network order)"
        : order.label();
  }

  private static Map<String, Object> summary(
      SweepPlan plan, Estimate estimate, long rows, FileSizes sizes, StageMemory memory) {
    Map<String, Object> summary = new LinkedHashMap<>();
    summary.put("command", "plan");
    summary.put("run", plan.spec().run());
    summary.put("candidates", estimate.candidates());
    summary.put("controls", estimate.controls() + estimate.fromScratch().stages());
    summary.put("left_out", plan.batch().leftOut().size());
    summary.put("stages", estimate.searched().stages());
    summary.put("stages_apart", estimate.stagesApart());
    plan.stagesByChance().ifPresent(stages -> summary.put("stages_by_chance", stages));
    summary.put("sensitivity_stages", plan.sensitivityStages().size());
    summary.put("visits", estimate.whole().visits());
    summary.put("rows_trained", rows);
    summary.put("checkpoints", plan.storage().checkpoints());
    summary.put("checkpoint_bytes", plan.storage().checkpointBytes(sizes));
    summary.put("delivered_bytes", plan.storage().deliveredBytes(sizes));
    summary.put("stage_bytes_outside_heap", memory.model().outsideHeap());
    summary.put("stage_bytes_in_heap", memory.model().inHeap());
    summary.put("shard_bytes", memory.shard());
    return summary;
  }
}
