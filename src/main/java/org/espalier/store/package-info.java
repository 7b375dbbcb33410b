/**
 * Runs on a file system: the journal, checkpoints, and files that are there whole or not at all, on
 * {@code file:}, {@code hdfs:} or {@code s3a:} by the URI alone.
 *
 * <p>Imports {@code sweep}, {@code files}, the JDK, SLF4J, and of Hadoop {@code fs} and {@code
 * conf} only; how an entry looks as text it is told by a {@link org.espalier.store.RunFormat}.
 * Start at {@link org.espalier.store.RunDirectory}, then {@code Journal} (what survives a crash,
 * and how) and {@code Folder} (the three kinds of file system, one class each).
 */
package org.espalier.store;
