package org.espalier.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.espalier.cli.SmallSweep;

/**
 * A sweep of four rounds on two paths, and two finalists, and what it gives on threads of this
 * process.
 */
final class TinySweep {
  private static final List<String> FEWER =
      List.of("--set", "search.criterion=l1", "--set", "search.target=0.6");

  private final Path spec;
  private final List<String> results;

  private TinySweep(Path spec, List<String> results) {
    this.spec = spec;
    this.results = results;
  }

  static TinySweep in(Path folder) throws IOException {
    Path spec = SmallSweep.in(folder).spec("");
    Path out = folder.resolve("on threads");
    List<String> words = sweep(spec, out);
    words.addAll(List.of("--executor", "local"));
    SmallSweep.Ran ran = SmallSweep.run(words.toArray());
    assertThat(ran.code()).as(ran.err()).isZero();
    return new TinySweep(spec, SmallSweep.rows(out.resolve("results.csv")));
  }

  /** The rows of its results, without times and places. */
  List<String> results() {
    return results;
  }

  /** For the command line: {@code sweep SPEC --out OUT …}. */
  List<String> words(Object out) {
    return sweep(spec, out);
  }

  /** For {@code jobs/submit}, with options of spark-submit. */
  List<String> submission(Object out, String... options) {
    List<String> words = sweep(spec, out);
    words.remove(0);
    words.add("--");
    words.addAll(List.of(options));
    return words;
  }

  private static List<String> sweep(Path spec, Object out) {
    List<String> words =
        new ArrayList<>(List.of("sweep", spec.toString(), "--out", out.toString()));
    words.addAll(FEWER);
    return words;
  }
}
