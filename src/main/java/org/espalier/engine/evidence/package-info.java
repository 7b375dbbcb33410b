/**
 * What criteria ask of a network and of calibration rows; all that one asks for in one pass.
 *
 * <p>Imports {@code criterion}, {@code network}, {@code sweep} for rows, {@code engine.surgery} for
 * the layout of units, {@code engine.feed}, {@code engine.compiled} for gradients and {@code
 * engine.net}. Start at {@link org.espalier.engine.evidence.EvidenceSource}.
 */
package org.espalier.engine.evidence;
