package org.espalier.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.espalier.codec.Names;
import org.espalier.codec.SummaryJson;
import org.espalier.criterion.Criterion;
import org.espalier.criterion.Evidence;
import picocli.CommandLine.Command;

/** Shows what a search may rank by. */
@Command(
    name = "criteria",
    description = "Prints all criteria and what each of them needs, and all normalizers.")
final class CriteriaCommand implements Callable<Integer> {
  private static final String ROW = "%-18s  %-20s  %s%n";

  @Override
  public Integer call() {
    printCriteria();
    printNormalizers();
    Map<String, Object> summary = new LinkedHashMap<>();
    summary.put("command", "criteria");
    summary.put("criteria", Names.CRITERIA.names());
    summary.put("normalizers", Names.NORMALIZERS.names());
    System.out.println(SummaryJson.line(summary));
    return ExitCode.DONE;
  }

  private static void printCriteria() {
    System.out.printf(ROW, "criterion", "ranks", "needs");
    for (String name : Names.CRITERIA.names()) {
      Criterion criterion = Names.CRITERIA.named(name);
      String units = criterion.channelsOnly() ? "channels" : "weights and channels";
      System.out.printf(ROW, name, units, needs(criterion));
    }
  }

  private static String needs(Criterion criterion) {
    return criterion.needs().isEmpty()
        ? "nothing but the model"
        : criterion.needs().stream()
            .sorted()
            .map(Evidence::label)
            .collect(Collectors.joining(", "));
  }

  private static void printNormalizers() {
    System.out.println("\nNormalizers, with their settings at the defaults:");
    for (String name : Names.NORMALIZERS.names()) {
      System.out.println("  " + Names.NORMALIZERS.text(Names.NORMALIZERS.named(name)));
    }
  }
}
