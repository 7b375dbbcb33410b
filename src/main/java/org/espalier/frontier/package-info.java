/**
 * Dominance, fronts, orders and hypervolume of points in any number of objectives; knows no
 * pruning.
 *
 * <p>Imports the JDK only. Every objective is a cost: lower is better; callers turn a gain's sign.
 * Start at {@link org.espalier.frontier.Front}.
 */
package org.espalier.frontier;
