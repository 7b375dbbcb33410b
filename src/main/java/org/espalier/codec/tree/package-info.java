/**
 * YAML as a tree that knows where each of its values stands, so that whatever is wrong with one can
 * be said with its line.
 *
 * <p>Knows nothing of sweeps. Imports Jackson's YAML parser and the JDK. Start at {@link
 * org.espalier.codec.tree.Node}, then {@link org.espalier.codec.tree.YamlTree}.
 */
package org.espalier.codec.tree;
