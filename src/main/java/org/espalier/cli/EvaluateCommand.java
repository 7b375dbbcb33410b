package org.espalier.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.espalier.codec.SummaryJson;
import org.espalier.engine.Evaluation;
import org.espalier.engine.Model;
import org.espalier.sweep.Scoring;
import org.espalier.sweep.ShardSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Scores a model on a data set's test rows. */
@Command(
    name = "evaluate",
    description = "Prints accuracy, loss and the confusion matrix on a data set's test rows.")
final class EvaluateCommand implements Callable<Integer> {
  @Mixin private ModelArguments arguments;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "URI",
      description = "fashion-mnist-sample, idx:URI or cifar10:URI.")
  private String data;

  @Override
  public Integer call() {
    ShardSource source = ModelData.open(data);
    Model model = arguments.read(source);
    Evaluation evaluation = model.evaluate(source, Scoring.TEST);
    System.out.printf(
        "Accuracy %.2f %% of %,d rows, loss %.4f%n%n",
        100 * evaluation.accuracy(), evaluation.rows(), evaluation.loss());
    printConfusion(evaluation);
    Map<String, Object> summary = new LinkedHashMap<>();
    summary.put("command", "evaluate");
    summary.put("rows", evaluation.rows());
    summary.put("accuracy", evaluation.accuracy());
    summary.put("loss", evaluation.loss());
    System.out.println(SummaryJson.line(summary));
    return ExitCode.DONE;
  }

  private static void printConfusion(Evaluation evaluation) {
    System.out.println("Confusion, a row per true class, a column per answer:");
    StringBuilder header = new StringBuilder("     ");
    for (int answer = 0; answer < evaluation.classes(); answer++) {
      header.append("%6d".formatted(answer));
    }
    System.out.println(header);
    for (int label = 0; label < evaluation.classes(); label++) {
      StringBuilder row = new StringBuilder("%5d".formatted(label));
      for (int answer = 0; answer < evaluation.classes(); answer++) {
        row.append("%6d".formatted(evaluation.count(label, answer)));
      }
      System.out.println(row);
    }
  }
}
