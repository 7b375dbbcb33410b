/**
 * Scores and a target become what is to be removed. Decides, and touches no model.
 *
 * <p>Imports {@code criterion}, {@code schedule}, {@code network}, the JDK and Commons Numbers.
 * Start at {@link org.espalier.plan.Selection}.
 */
package org.espalier.plan;
