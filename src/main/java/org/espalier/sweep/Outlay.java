package org.espalier.sweep;

import java.util.stream.Stream;

/**
 * What some stages come to.
 *
 * @param visits to shards
 * @param trainingVisits those of them that train on their rows
 */
public record Outlay(long stages, long visits, long trainingVisits) {
  static Outlay of(Stream<Stage> stages, StageVisits visits) {
    return stages
        .map(stage -> new Outlay(1, visits.count(stage), visits.training(stage)))
        .reduce(new Outlay(0, 0, 0), Outlay::plus);
  }

  Outlay plus(Outlay other) {
    return new Outlay(
        stages + other.stages, visits + other.visits, trainingVisits + other.trainingVisits);
  }

  Outlay times(long factor) {
    return new Outlay(stages * factor, visits * factor, trainingVisits * factor);
  }
}
