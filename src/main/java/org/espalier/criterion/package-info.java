/**
 * How important a weight or a channel is, and what makes the scores of different layers comparable:
 * numbers in, scores out.
 *
 * <p>Imports {@code network} and the JDK. Start at {@link org.espalier.criterion.Criterion}, then
 * {@link org.espalier.criterion.Units}, what it is given, and {@link
 * org.espalier.criterion.Normalizer}.
 */
package org.espalier.criterion;
