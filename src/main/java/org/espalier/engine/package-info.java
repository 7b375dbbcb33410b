/**
 * What DL4J does for a sweep: a visit's steps in their order, each on one model.
 *
 * <p>It and the packages below are the only home of DL4J and ND4J. {@code keras} reads Keras's
 * files; {@code net} sees a network of either of DL4J's kinds in one way, and says what each of its
 * layers means for channels; {@code surgery} masks and cuts; {@code feed} makes mini-batches of
 * rows; {@code evidence} gathers what criteria ask of data; {@code compiled} takes networks' steps
 * and asks them for answers, by oneDNN's own primitives or by DL4J; {@code training} fits, rewinds
 * and recalibrates. Imports {@code sweep} and what lies below it. Start at {@link
 * org.espalier.engine.Dl4jEngine}.
 */
package org.espalier.engine;
