package org.espalier.sweep.spec;

/**
 * What a sweep tolerates.
 *
 * @param stageMinutes after which a stage is ended and counts as failed
 * @param failedFraction share of the stages that came to an end which may have failed, or been
 *     skipped for one that had, before the sweep ends with exit code 3; those that early stopping
 *     spared are not among them
 */
public record LimitSpec(double stageMinutes, double failedFraction) {}
