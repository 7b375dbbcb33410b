/**
 * Networks compiled to oneDNN's primitives, for batches of one size: what DL4J computes layer by
 * layer, to the fifth digit, without its way there. Parameters, gradients and updater stay DL4J's
 * own arrays, so whoever looks at the network, trains it further or saves it sees no difference.
 *
 * <p>Read in this order: a {@link org.espalier.engine.compiled.CompiledNet} is what others use; a
 * {@link org.espalier.engine.compiled.Compiler} turns a network into a {@link
 * org.espalier.engine.compiled.Program}, an {@link org.espalier.engine.compiled.Op} for each of its
 * nodes; each records on a {@link org.espalier.engine.compiled.Tape} what is to be done.
 */
package org.espalier.engine.compiled;
