/**
 * Rows become mini-batches: in the format that the network takes, shuffled, augmented.
 *
 * <p>Imports {@code engine.net} and {@code sweep}. Start at {@link
 * org.espalier.engine.feed.RowBatches}.
 */
package org.espalier.engine.feed;
