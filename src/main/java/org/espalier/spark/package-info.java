/**
 * The only home of Spark: runs visits where shards are, shows in Spark's metrics how a sweep goes,
 * and ends executors that can do nothing any more. Decides nothing about the sweep.
 *
 * <p>Imports {@code sweep}, {@code network}, {@code spark.averaging} for visits over all shards and
 * for scoring by slices, and {@code spark.checks} for what is looked at before it starts. Start at
 * {@link org.espalier.spark.SparkExecutor}.
 */
package org.espalier.spark;
