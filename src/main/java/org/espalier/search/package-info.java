/**
 * Points of the unit cube: drawn at random, and evolved towards several goals at once.
 *
 * <p>Knows no pruning; what a point stands for is its caller's business. Imports {@code frontier}
 * and the JDK. Start at {@link org.espalier.search.Nsga2}.
 */
package org.espalier.search;
