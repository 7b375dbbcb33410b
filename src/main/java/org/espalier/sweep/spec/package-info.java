/**
 * The sweep file as values: what exists here is valid.
 *
 * <p>Start at {@link org.espalier.sweep.spec.SweepSpec}; {@code codec} reads it from YAML and says
 * where a value is wrong. {@link org.espalier.sweep.spec.Nearest} says what a name that nobody
 * knows was probably meant to be.
 */
package org.espalier.sweep.spec;
