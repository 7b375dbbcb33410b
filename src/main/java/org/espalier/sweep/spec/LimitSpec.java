package org.espalier.sweep.spec;

/**
 * What a sweep tolerates.
 *
 * @param stageMinutes after which a stage is ended and counts as failed
 * @param failedFraction share of stages that may fail before the sweep ends with exit code 3
 */
public record LimitSpec(double stageMinutes, double failedFraction) {}
