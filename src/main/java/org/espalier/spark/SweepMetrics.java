package org.espalier.spark;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToIntFunction;
import org.apache.spark.metrics.source.Source;
import org.espalier.sweep.Phase;
import org.espalier.sweep.Progress;
import org.espalier.sweep.RunStatus;
import org.espalier.sweep.Variant;
import org.espalier.sweep.VisitReport;

/**
 * How a sweep goes, in Spark's metrics system: how many stages stand how, where the time of visits
 * goes, and what they read.
 */
final class SweepMetrics implements Progress, Source {
  private final MetricRegistry registry = new MetricRegistry();
  private final Map<Phase, DoubleAdder> seconds = new EnumMap<>(Phase.class);
  private final LongAdder bytesRead = new LongAdder();
  private volatile RunStatus status;

  SweepMetrics() {
    stages("waiting", RunStatus::waiting);
    stages("running", RunStatus::running);
    stages("done", RunStatus::done);
    stages("failed", RunStatus::failed);
    stages("skipped", RunStatus::skipped);
    stages("stopped", RunStatus::stopped);
    for (Phase phase : Phase.values()) {
      DoubleAdder sum = new DoubleAdder();
      seconds.put(phase, sum);
      registry.register("seconds." + phase.label(), (Gauge<Double>) sum::sum);
    }
    registry.register("bytes.read", (Gauge<Long>) bytesRead::sum);
  }

  private void stages(String state, ToIntFunction<RunStatus> count) {
    Gauge<Integer> gauge = () -> status == null ? 0 : count.applyAsInt(status);
    registry.register("stages." + state, gauge);
  }

  @Override
  public String sourceName() {
    return "espalier";
  }

  @Override
  public MetricRegistry metricRegistry() {
    return registry;
  }

  @Override
  public void settled(Variant variant) {}

  @Override
  public void visited(VisitReport report) {
    report.effort().seconds().forEach((phase, took) -> seconds.get(phase).add(took));
    bytesRead.add(report.effort().bytesRead());
  }

  @Override
  public void stands(RunStatus newest) {
    status = newest;
  }
}
