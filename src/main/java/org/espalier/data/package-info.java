/**
 * Data sets as shards: labelled images are read where they are needed and divided the same way
 * everywhere.
 *
 * <p>Imports {@code sweep}, {@code network}, {@code files}, Hadoop's {@code FileSystem} and the
 * JDK. Start at {@link org.espalier.data.DataSets}. An {@link org.espalier.data.ImageSet} is a set
 * of files in one format and knows no shards; a {@link org.espalier.data.Split} says which rows go
 * where and knows no files; {@link org.espalier.data.ShardedImages} puts the two together, and
 * {@link org.espalier.data.WantedRows} has the files read in passing. {@link
 * org.espalier.data.CifarFromPng} stands apart: a tool of {@code jobs/fetch-data}.
 */
package org.espalier.data;
