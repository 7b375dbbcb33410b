package org.espalier.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.fs.FileSystem;
import org.espalier.cli.SmallSweep;

/**
 * A sweep of four rounds on two paths, and two finalists, and what it gives on threads of this
 * process.
 */
final class TinySweep {
  /** What is done in seconds is done sooner without what takes its time to pay off. */
  private static final List<String> BRIEF =
      List.of(
          "--conf", "spark.ui.enabled=false",
          "--conf", "spark.driver.extraJavaOptions=-XX:TieredStopAtLevel=1",
          "--conf", "spark.executor.extraJavaOptions=-XX:TieredStopAtLevel=1");

  private final Path folder;
  private final Path spec;
  private final List<String> overrides;

  private TinySweep(Path folder, Path spec, List<String> overrides) {
    this.folder = folder;
    this.spec = spec;
    this.overrides = overrides;
  }

  /** Its rows lie in {@code folder/data}. */
  static TinySweep in(Path folder) throws IOException {
    List<String> overrides = List.of("search.criterion=l1", "search.target=0.6");
    return new TinySweep(folder, SmallSweep.in(folder).spec(""), overrides);
  }

  /** The same with its rows on HDFS. */
  TinySweep onHdfs(FileSystem hdfs) throws IOException {
    hdfs.copyFromLocalFile(
        new org.apache.hadoop.fs.Path(folder.resolve("data").toUri()),
        new org.apache.hadoop.fs.Path("/data"));
    return reading("idx:" + hdfs.getUri() + "/data");
  }

  /** 24 rounds, of so many visits each: twenty take more than a minute of two cores. */
  TinySweep lasting(int visits) {
    return with(
        "search.criterion=[l1,l2,taylor]",
        "search.target=0.8",
        "search.schedule=[{type: linear, step: 0.2}]",
        "search.retrain=[{policy: fine-tune, visits: %d, learning-rate: 0.002}]".formatted(visits));
  }

  /** The same but for some keys, each {@code key=value}. */
  TinySweep with(String... keys) {
    List<String> all = new ArrayList<>(overrides);
    all.addAll(List.of(keys));
    return new TinySweep(folder, spec, all);
  }

  /** The same with its rows in another place: the names of variants tell where they were. */
  TinySweep reading(String source) {
    return with("data.source=" + source);
  }

  /** The rows of its results on threads of this process, without times and places. */
  List<String> resultsOnThreads() throws IOException {
    Path out = folder.resolve("on threads");
    SmallSweep.Ran ran = SmallSweep.run(words(out, "--executor", "local").toArray());
    assertThat(ran.code()).as(ran.err()).isZero();
    return SmallSweep.rows(out.resolve("results.csv"));
  }

  /** For the command line: {@code sweep SPEC --out OUT …}. */
  List<String> words(Object out, String... more) {
    List<String> words = new ArrayList<>(List.of("sweep"));
    words.addAll(operands(out));
    words.addAll(Arrays.asList(more));
    return words;
  }

  /** For {@code jobs/submit}, with options of spark-submit. */
  List<String> submission(Object out, String... options) {
    List<String> words = operands(out);
    words.add("--");
    words.addAll(BRIEF);
    words.addAll(Arrays.asList(options));
    return words;
  }

  private List<String> operands(Object out) {
    List<String> operands = new ArrayList<>(List.of(spec.toString(), "--out", out.toString()));
    overrides.forEach(key -> operands.addAll(List.of("--set", key)));
    return operands;
  }
}
