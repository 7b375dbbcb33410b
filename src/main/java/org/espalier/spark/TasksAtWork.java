package org.espalier.spark;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageCompleted;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerTaskStart;

/** Which job groups have tasks on executors: Spark's own status is slow to ask for it. */
final class TasksAtWork extends SparkListener {
  private final Map<Integer, String> groups = new ConcurrentHashMap<>();
  private final Map<String, Integer> tasks = new ConcurrentHashMap<>();

  boolean has(String group) {
    return tasks.containsKey(group);
  }

  @Override
  public void onStageSubmitted(SparkListenerStageSubmitted stage) {
    String group = stage.properties().getProperty("spark.jobGroup.id");
    if (group != null) {
      groups.put(stage.stageInfo().stageId(), group);
    }
  }

  @Override
  public void onTaskStart(SparkListenerTaskStart task) {
    String group = groups.get(task.stageId());
    if (group != null) {
      tasks.merge(group, 1, Integer::sum);
    }
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd task) {
    String group = groups.get(task.stageId());
    if (group != null) {
      tasks.computeIfPresent(group, (name, count) -> count > 1 ? count - 1 : null);
    }
  }

  /** Of one that was cancelled tasks may go on for a while, and nobody waits for them. */
  @Override
  public void onStageCompleted(SparkListenerStageCompleted stage) {
    String group = groups.remove(stage.stageInfo().stageId());
    if (group != null) {
      tasks.remove(group);
    }
  }
}
