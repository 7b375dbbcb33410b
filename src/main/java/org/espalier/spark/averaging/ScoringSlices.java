package org.espalier.spark.averaging;

import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.storage.StorageLevel;
import org.espalier.engine.Evaluation;
import org.espalier.engine.Model;
import org.espalier.engine.NativeMemory;
import org.espalier.engine.ScoringApart;
import org.espalier.engine.training.StageFailure;
import org.espalier.network.Shape;
import org.espalier.sweep.Checkpoints;
import org.espalier.sweep.Measured;
import org.espalier.sweep.RowSlice;
import org.espalier.sweep.Rows;
import org.espalier.sweep.Scoring;
import org.espalier.sweep.ShardSource;
import org.espalier.sweep.Visit;
import org.espalier.sweep.VisitReport;

/**
 * The rows that are scored, in slices: those of the validation stay where they were read, and
 * models come to them. Jobs run on the caller's thread, in its job group.
 */
public final class ScoringSlices {
  private final JavaSparkContext context;
  private final ShardSource data;
  private final Shape input;
  private final boolean large;
  private final JavaRDD<Rows> validation;

  /** Of one sweep's data, of which no images are read yet. */
  public ScoringSlices(JavaSparkContext context, ShardSource data) {
    this.context = context;
    this.data = data;
    this.input = data.shape();
    this.large = data.slices(Scoring.VALIDATION) > 1;
    this.validation = slices(Scoring.VALIDATION).persist(StorageLevel.MEMORY_AND_DISK());
  }

  /** As many as there are shards at least, so that there is work for all who have some. */
  private JavaRDD<Rows> slices(Scoring scoring) {
    ShardSource source = data;
    int count = Math.max(source.shards(), source.slices(scoring));
    return context
        .parallelize(RowSlice.all(count), count)
        .map(slice -> source.scored(scoring, slice))
        .setName("rows of the " + scoring.name().toLowerCase(Locale.ROOT));
  }

  /** Whether what a visit scores is too much for its own task. */
  public boolean isFor(Visit visit) {
    return large && !visit.overAllShards() && visit.scoring() == Scoring.VALIDATION;
  }

  /**
   * Scores the model that a visit has left.
   *
   * @param worked what came of the visit {@link Visit#unscored without its scoring}
   */
  public VisitReport score(Visit visit, VisitReport worked, Checkpoints checkpoints)
      throws IOException {
    return new ScoringApart(name -> measure(visit.scoring(), name, checkpoints), checkpoints)
        .score(visit, worked);
  }

  private Measured measure(Scoring scoring, String name, Checkpoints checkpoints) {
    Shape shape = input;
    ModelBytes model = () -> checkpoints.read(name);
    Evaluation answers = evaluate(scoring, model);
    return context
        .parallelize(List.of(answers), 1)
        .map(all -> onTask(() -> Model.read(model.read(), shape).measured(all)))
        .collect()
        .get(0)
        .get();
  }

  /**
   * How a model answers, the same to the bit as in one piece.
   *
   * @throws StageFailure where its output is not finite
   */
  Evaluation evaluate(Scoring scoring, ModelBytes model) {
    Shape shape = input;
    List<Try<Evaluation>> answers =
        (scoring == Scoring.VALIDATION ? validation : slices(scoring))
            .map(rows -> onTask(() -> Model.read(model.read(), shape).evaluate(rows)))
            .collect();
    return Evaluation.ofAll(answers.stream().map(Try::get).toList());
  }

  private static <T> Try<T> onTask(Callable<T> work) throws Exception {
    try {
      return Try.of(work);
    } finally {
      NativeMemory.freeLeftovers();
    }
  }

  /** Where tasks have a model from. */
  interface ModelBytes extends Serializable {
    byte[] read() throws IOException;
  }
}
