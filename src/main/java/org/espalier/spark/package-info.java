/**
 * The only home of Spark: runs visits where shards are. Decides nothing.
 *
 * <p>Imports {@code sweep} and {@code network}. Start at {@link org.espalier.spark.SparkExecutor}.
 */
package org.espalier.spark;
