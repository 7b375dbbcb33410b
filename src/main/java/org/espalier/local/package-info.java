/**
 * Sweeps without a cluster: the executor port on threads of one JVM.
 *
 * <p>Imports {@code sweep} and the JDK. Start at {@link org.espalier.local.LocalExecutor}.
 */
package org.espalier.local;
