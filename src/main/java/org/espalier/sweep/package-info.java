/**
 * The sweep itself: candidates, the stage tree, the run loop and its results, and the ports through
 * which it reaches engines, executors and run directories.
 *
 * <p>Knows no DL4J, Spark, Hadoop or Jackson. Read in the order in which data travels: {@link
 * org.espalier.sweep.spec.SweepSpec}, {@link org.espalier.sweep.Grid}, {@link
 * org.espalier.sweep.StageTree}, {@link org.espalier.sweep.Sweep}, {@link
 * org.espalier.sweep.Variant}.
 */
package org.espalier.sweep;
