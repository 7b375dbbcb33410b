package org.espalier.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.espalier.codec.FrontierJson;
import org.espalier.codec.SummaryJson;
import org.espalier.codec.SweepFile;
import org.espalier.report.FrontierCsv;
import org.espalier.report.HtmlReport;
import org.espalier.report.ReportInput;
import org.espalier.report.ResultsCsv;
import org.espalier.report.ResultsParquet;
import org.espalier.report.SeedsCsv;
import org.espalier.report.SensitivityCsv;
import org.espalier.sweep.Engine;
import org.espalier.sweep.Results;
import org.espalier.sweep.RunStatus;
import org.espalier.sweep.RunStore;
import org.espalier.sweep.Sensitivity;
import org.espalier.sweep.TestScore;
import org.espalier.sweep.Variant;
import org.espalier.sweep.VariantFront;
import org.espalier.sweep.spec.Control;
import org.espalier.sweep.spec.SweepSpec;

/** Writes what a finished sweep leaves for its users. */
final class RunFiles {
  static final String SUCCESS = "_SUCCESS";
  static final String REPORT = "report.html";
  static final String SENSITIVITY = "sensitivity.csv";
  static final String ENVIRONMENT = "environment.json";
  private static final String MODEL = "model.zip";

  private final RunStore store;
  private final SweepSpec spec;
  private final Map<String, ?> environment;
  private final Runnable goesOn;

  /**
   * @param goesOn is run between files, of which a slow store makes a long wait
   */
  RunFiles(RunStore store, SweepSpec spec, Map<String, ?> environment, Runnable goesOn) {
    this.store = store;
    this.spec = spec;
    this.environment = environment;
    this.goesOn = goesOn;
  }

  void write(
      Results results,
      Optional<Sensitivity> sensitivity,
      VariantFront front,
      RunStatus status,
      Engine engine) {
    text("results.csv", ResultsCsv.text(results, front));
    store.write("results.parquet/" + ResultsParquet.PART, ResultsParquet.bytes(results, front));
    store.write("results.parquet/" + SUCCESS, new byte[0]);
    text("seeds.csv", SeedsCsv.text(results));
    text("frontier.csv", FrontierCsv.text(results, front));
    text("frontier.json", FrontierJson.write(front, results));
    front.members().forEach(variant -> deliver(variant, results, engine));
    front.unbeatenControls().forEach(control -> deliver(control, results, engine));
    Optional<String> curves = sensitivity.map(SensitivityCsv::text);
    curves.ifPresent(csv -> text(SENSITIVITY, csv));
    text(REPORT, report(results, curves.orElse(null), front, status));
  }

  private String report(Results results, String sensitivity, VariantFront front, RunStatus status) {
    return HtmlReport.html(
        new ReportInput(
            spec.run(), SweepFile.write(spec), results, front, environment, status, sensitivity));
  }

  private void deliver(Variant variant, Results results, Engine engine) {
    try {
      byte[] model = engine.deliverable(store.checkpoints().read(variant.checkpoint()));
      goesOn.run();
      String folder = "models/" + variant.id() + "/";
      store.write(folder + MODEL, model);
      Map<String, Object> card = card(variant, results);
      card.put("load", engine.loadingCall(model, MODEL));
      text(folder + "card.json", SummaryJson.line(card) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * What stands beside a delivered model: what it is, how good, how large, and where it is from.
   */
  private Map<String, Object> card(Variant variant, Results results) {
    Map<String, Object> card = new LinkedHashMap<>();
    card.put("variant", variant.id());
    card.put("run", spec.run());
    card.put("model", spec.model().source());
    card.put("data", spec.data().source());
    card.put("data_sha256", environment.get(EnvironmentFacts.DATA));
    card.put("val_accuracy", variant.measured().accuracy());
    card.put("val_loss", variant.measured().loss());
    TestScore test = results.tests().get(variant.id());
    card.put("test_accuracy", test == null ? null : test.accuracy());
    card.put("parameters", variant.measured().parameters());
    card.put("nonzero", variant.measured().nonzero());
    card.put("macs", variant.measured().macs());
    card.put("bytes", variant.measured().bytes());
    card.put("channels", variant.measured().channels());
    card.put("parent", variant.parent().orElse(null));
    card.put("control", variant.stage().control().map(Control::label).orElse(null));
    card.put("espalier", environment.get("espalier"));
    card.put("code_sha256", environment.get("code_sha256"));
    return card;
  }

  private void text(String name, String content) {
    goesOn.run();
    store.write(name, content.getBytes(StandardCharsets.UTF_8));
  }
}
