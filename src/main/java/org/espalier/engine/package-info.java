/**
 * The only home of DL4J and ND4J: reads a network, scores its units, masks, cuts, fine-tunes and
 * scores models.
 *
 * <p>Imports {@code sweep} and what lies below it. Start at {@link org.espalier.engine.Dl4jEngine},
 * which does a visit's steps in their order; {@link org.espalier.engine.LayerTable} says what each
 * layer type means for channels, {@link org.espalier.engine.OneDnn} why the engine is fast.
 */
package org.espalier.engine;
