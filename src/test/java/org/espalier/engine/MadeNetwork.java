package org.espalier.engine;

import java.util.List;
import java.util.Map;
import org.espalier.engine.net.Net;
import org.espalier.network.Shape;

/**
 * A network that was made at random.
 *
 * @param inputs shape of one image, by the input's name
 * @param zeroStays whether every step makes zero of zero, so that a channel whose filter is zero is
 *     zero wherever it is read
 * @param description a line a step, as people read it
 */
record MadeNetwork(
    Net net, Map<String, Shape> inputs, boolean zeroStays, List<String> description) {}
