/**
 * Sweeps without a cluster: the executor port on threads of one JVM, and on simulated executors
 * with a clock of their own.
 *
 * <p>Imports {@code sweep} and the JDK. Start at {@link org.espalier.local.LocalExecutor}, and at
 * {@link org.espalier.local.Simulator} for the scheduler's sake.
 */
package org.espalier.local;
