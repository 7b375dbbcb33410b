/**
 * A package of ND4J's that holds one class of ours, as DL4J looks for it under this name.
 *
 * <p>Imports ND4J. Start at {@code org.espalier.engine.net.OneDnn}, which says why.
 */
package org.nd4j.nativeblas;
