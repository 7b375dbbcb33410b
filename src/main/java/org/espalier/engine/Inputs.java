package org.espalier.engine;

import java.io.IOException;
import java.util.stream.Stream;
import org.espalier.network.Shape;
import org.espalier.sweep.Checkpoints;
import org.espalier.sweep.Phase;
import org.espalier.sweep.RowSlice;
import org.espalier.sweep.Rows;
import org.espalier.sweep.Scoring;
import org.espalier.sweep.ShardSource;

/** What a visit may read: models and rows, timed and counted. */
record Inputs(ShardSource data, Checkpoints checkpoints, Stopwatch watch) {
  /** Of one image. */
  Shape shape() {
    return data.shape();
  }

  Model model(String checkpoint) throws IOException {
    return watch.during(
        Phase.READING,
        () -> {
          byte[] file = checkpoints.read(checkpoint);
          watch.read(file.length);
          return Model.read(file, shape());
        });
  }

  Rows shard(int index) {
    return counted(() -> data.shard(index));
  }

  Rows sample(int shard, int count) {
    return counted(() -> data.sample(shard, count));
  }

  /** That a model is scored on, slice by slice. */
  Stream<Rows> scored(Scoring scoring) {
    return RowSlice.all(data.slices(scoring)).stream()
        .map(slice -> counted(() -> data.scored(scoring, slice)));
  }

  private Rows counted(Stopwatch.Work<Rows, RuntimeException> source) {
    Rows rows = watch.during(Phase.READING, source);
    watch.read(rows.bytes());
    return rows;
  }
}
