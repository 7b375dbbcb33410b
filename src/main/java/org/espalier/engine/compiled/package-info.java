/**
 * Networks compiled to oneDNN's primitives, for batches of one size: what DL4J computes layer by
 * layer, to the fifth digit, without its way there. Parameters, gradients and updater stay DL4J's
 * own arrays, so whoever looks at the network, trains it further or saves it sees no difference.
 *
 * <p>Imports {@code network} and {@code engine.net}, and is the only home of oneDNN's own classes.
 * Read in this order: {@link org.espalier.engine.compiled.Fitting}, {@link
 * org.espalier.engine.compiled.Asking}, {@link org.espalier.engine.compiled.Observing} and {@link
 * org.espalier.engine.compiled.Differentiating} are what others use, each for a {@link
 * org.espalier.engine.compiled.Purpose}; a {@link org.espalier.engine.compiled.Wiring} says whether
 * oneDNN does what all nodes do; a {@link org.espalier.engine.compiled.Compiler} turns the network
 * into a {@link org.espalier.engine.compiled.Program}, an {@link org.espalier.engine.compiled.Op}
 * for each node, which records on a {@link org.espalier.engine.compiled.Tape} what is to be done,
 * and where in its {@link org.espalier.engine.compiled.Buffers} values lie; and a {@link
 * org.espalier.engine.compiled.Descent} takes the updater's step.
 */
package org.espalier.engine.compiled;
