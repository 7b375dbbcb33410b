/**
 * A CNN's shape as data: layers, the channel groups that bind them, and what one image costs.
 *
 * <p>Imports the JDK only. Start at {@link org.espalier.network.Network}, then {@link
 * org.espalier.network.ChannelGroup}: everything that is cut anywhere is cut along one of those.
 */
package org.espalier.network;
