/**
 * What would make a sweep go wrong on a cluster, found before anything runs: decides by settings
 * and sizes, and asks whether anybody is there. Needs no Spark to run.
 *
 * <p>Imports {@code sweep}. Start at {@link org.espalier.spark.checks.ClusterSettings}.
 */
package org.espalier.spark.checks;
