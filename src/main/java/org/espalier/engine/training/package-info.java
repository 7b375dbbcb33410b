/**
 * What changes a network's values after a removal, or before the first: fitting with zeros held, on
 * one shard or averaged over all, sparse training, rewinding, recalibration of batch norms.
 *
 * <p>Imports {@code network}, {@code schedule}, {@code sweep}, {@code engine.surgery} for masks,
 * {@code engine.feed}, {@code engine.compiled} for the steps and {@code engine.net}. Start at
 * {@link org.espalier.engine.training.Trainer}.
 */
package org.espalier.engine.training;
