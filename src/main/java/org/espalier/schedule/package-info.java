/**
 * Pure plans of rounds: how sparsity grows, which layers a round touches, and what follows each
 * removal.
 *
 * <p>Imports {@code network} and the JDK. Start at {@link org.espalier.schedule.Path}, which plans
 * the rounds, and at {@link org.espalier.schedule.RetrainPolicy}.
 */
package org.espalier.schedule;
