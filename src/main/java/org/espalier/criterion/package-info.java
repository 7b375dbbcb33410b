/**
 * How important a weight or a channel is, and what makes the scores of different layers comparable:
 * numbers in, scores out.
 *
 * <p>Imports {@code network} and the JDK. Start at {@link org.espalier.criterion.Criterion}.
 */
package org.espalier.criterion;
