/**
 * The one place where Spark and DL4J meet: finalists are trained over all shards by DL4J's Spark
 * training, and scored by slices of rows, as is every model where the validation is large. Apart
 * from {@code spark} so that the rest of that package needs no DL4J, and from {@code engine} so
 * that all of that needs no Spark.
 *
 * <p>Imports {@code engine}, {@code sweep} and {@code network}. What is averaged, and how, stands
 * in {@code engine.training}, which the local executor does the same by. Start at {@link
 * org.espalier.spark.averaging.AllShardsOnSpark}.
 */
package org.espalier.spark.averaging;
