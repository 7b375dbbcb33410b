package org.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.espalier.codec.SweepFile;
import org.espalier.local.LocalExecutor;
import org.espalier.network.Shape;
import org.espalier.store.MemoryRun;
import org.espalier.sweep.Origin;
import org.espalier.sweep.Progress;
import org.espalier.sweep.Results;
import org.espalier.sweep.Rows;
import org.espalier.sweep.ShardSource;
import org.espalier.sweep.Sweep;
import org.espalier.sweep.SweepPlan;
import org.espalier.sweep.Variant;
import org.espalier.sweep.spec.SweepSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Law 5: selection reads validation rows only; the test set is read once, for what is delivered.
 */
class SelectionIT {
  @TempDir private static Path folder;

  @Test
  void testRowsChangeNothingButTestScores() throws IOException, InterruptedException {
    Results honest = sweep(source(0));
    Results scrambled = sweep(source(1));

    assertThat(facts(scrambled)).isEqualTo(facts(honest));
    assertThat(scrambled.tests().keySet()).isEqualTo(honest.tests().keySet());
    assertThat(scrambled.tests()).isNotEqualTo(honest.tests());
  }

  @Test
  void testRowsAreReadForDeliveredVariantsAlone() throws IOException, InterruptedException {
    ScrambledTest source = source(0);
    Results results = sweep(source);
    // The dense model for comparison, and at most the two finalists.
    assertThat(results.tests()).hasSizeBetween(2, 3);
    assertThat(results.tests()).containsKey(results.dense().orElseThrow().id());
    assertThat(ScrambledTest.READ.get()).isEqualTo(results.tests().size());
    assertThat(results.variants())
        .filteredOn(Variant::isControl)
        .hasSize(4 + 2)
        .noneMatch(control -> results.tests().containsKey(control.id()));
  }

  private static Results sweep(ShardSource data) throws IOException, InterruptedException {
    ScrambledTest.READ.set(0);
    SweepSpec spec = spec();
    SweepSetup setup = SweepSetup.of(spec);
    MemoryRun run = new MemoryRun();
    Origin start =
        new Origin.Fresh("lenet", data.shape(), data.classes(), spec.model().train().seed());
    SweepPlan plan = new SweepPlan(spec, setup.dense(), start, "", data);
    try (LocalExecutor executor = new LocalExecutor(setup.engine(), data, run.checkpoints(), 2)) {
      return new Sweep(plan, executor, run, Progress.UNSEEN).run();
    }
  }

  private static ScrambledTest source(int shift) throws IOException {
    return new ScrambledTest(SweepSetup.of(spec()).data(), shift);
  }

  private static SweepSpec spec() throws IOException {
    String text = Files.readString(SmallSweep.in(folder).spec(""));
    List<String> controlled =
        List.of(
            "search.criterion=l1", "search.target=0.6", "search.controls=[random, from-scratch]");
    return SweepFile.read(text, "small.yaml", controlled);
  }

  private static List<String> facts(Results results) {
    return results.variants().stream().map(SelectionIT::fact).toList();
  }

  private static String fact(Variant variant) {
    return variant.id() + " " + variant.measured();
  }

  /** The small data set, with every test label moved by some classes. */
  private record ScrambledTest(ShardSource source, int shift) implements ShardSource {
    private static final AtomicInteger READ = new AtomicInteger();

    @Override
    public Rows test() {
      READ.incrementAndGet();
      Rows rows = source.test();
      int size = (int) rows.shape().size();
      byte[] pixels = new byte[rows.count() * size];
      byte[] labels = new byte[rows.count()];
      float[] image = new float[size];
      for (int row = 0; row < rows.count(); row++) {
        rows.image(row, image, 0);
        for (int i = 0; i < size; i++) {
          pixels[row * size + i] = (byte) Math.round(image[i] * 255);
        }
        labels[row] = (byte) ((rows.label(row) + shift) % rows.classes());
      }
      return new Rows(rows.shape(), rows.classes(), pixels, labels);
    }

    @Override
    public int shards() {
      return source.shards();
    }

    @Override
    public Shape shape() {
      return source.shape();
    }

    @Override
    public int classes() {
      return source.classes();
    }

    @Override
    public String digest() {
      return source.digest();
    }

    @Override
    public Rows shard(int index) {
      return source.shard(index);
    }

    @Override
    public Rows validation() {
      return source.validation();
    }
  }
}
