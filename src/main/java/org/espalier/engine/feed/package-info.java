/**
 * Rows become mini-batches: in the format that the network takes, shuffled, augmented.
 *
 * <p>Imports {@code engine.net}, {@code network}, and {@code sweep} for rows and fits. Start at
 * {@link org.espalier.engine.feed.RowBatches}.
 */
package org.espalier.engine.feed;
