/**
 * Keras's files, {@code .h5} and {@code .keras}, translated to DL4J's networks.
 *
 * <p>Imports none of ours. Start at {@link org.espalier.engine.keras.KerasFile}.
 */
package org.espalier.engine.keras;
