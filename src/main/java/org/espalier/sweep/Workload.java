package org.espalier.sweep;

import java.util.Set;
import org.espalier.criterion.Evidence;

/**
 * What stages do to a model, as far as the memory they take depends on it.
 *
 * @param batch rows of the largest mini-batch that it is trained on
 * @param evidence that criteria ask for
 * @param zeroes whether weights may become zero in their places, which ranks more than channels
 * @param rewinds whether weights may go back to an early state
 */
public record Workload(int batch, Set<Evidence> evidence, boolean zeroes, boolean rewinds) {}
