/**
 * How Hadoop's file systems are reached, as a value that goes along with what reads and writes
 * there.
 *
 * <p>Imports Hadoop's {@code conf} and the JDK. Start at {@link org.espalier.files.FileSettings}.
 */
package org.espalier.files;
