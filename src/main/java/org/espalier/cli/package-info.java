/**
 * The commands, and the one place where all parts are put together.
 *
 * <p>May import everything. Start at {@link org.espalier.cli.Espalier}, then {@link
 * org.espalier.cli.SweepCommand}.
 */
package org.espalier.cli;
