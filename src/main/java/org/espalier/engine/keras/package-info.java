/**
 * Keras's files, {@code .h5} and {@code .keras}, translated to DL4J's networks.
 *
 * <p>Of ours imports {@code network} alone. Start at {@link org.espalier.engine.keras.KerasFile}.
 */
package org.espalier.engine.keras;
