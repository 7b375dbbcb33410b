package org.espalier.engine.net;

import java.util.List;

/**
 * One step of a DL4J network: a layer, a vertex, or what stands before a layer to bring its input
 * into shape.
 *
 * @param name unique in the network; of a layer the prefix of its parameters' names
 * @param inputs names of the nodes or network inputs that flow in
 * @param conf DL4J's configuration of it, the network's own and not a copy; of a frozen layer the
 *     one that it wraps
 */
public record Node(String name, List<String> inputs, Object conf) {}
