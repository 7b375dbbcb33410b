/**
 * A network of either of DL4J's kinds, seen in one way: its parameters, its topology, and the
 * {@link org.espalier.network.Network} that it is.
 *
 * <p>Imports {@code network}. Start at {@link org.espalier.engine.net.Net}; {@link
 * org.espalier.engine.net.NodeTable} says what each type of layer and vertex means for channels, a
 * row a type, {@link org.espalier.engine.net.InputShape} what images a network takes, and {@link
 * org.espalier.engine.net.OneDnn} and {@link org.espalier.engine.net.RowBatchNorm} why the engine
 * is fast.
 */
package org.espalier.engine.net;
