/**
 * The sweep itself: candidates, the stage tree, the run loop and its results, and the ports through
 * which it reaches engines, executors and run directories.
 *
 * <p>Knows no DL4J, Spark, Hadoop or Jackson. Read in the order in which data travels: {@link
 * org.espalier.sweep.spec.SweepSpec} is expanded by {@link org.espalier.sweep.Proposals} to batches
 * of candidates from a {@link org.espalier.sweep.SearchSpace}, merged to a {@link
 * org.espalier.sweep.StageTree} by {@link org.espalier.sweep.SweepPlan}; {@link
 * org.espalier.sweep.StageVisits} says what is done in each stage ({@link
 * org.espalier.sweep.SensitivityPlan} in those that tell which layers come first), {@link
 * org.espalier.sweep.Sweep} tells the whole story, {@link org.espalier.sweep.StageRuns} runs the
 * stages, {@link org.espalier.sweep.Variant} is what comes of each, and the {@link
 * org.espalier.sweep.Ledger} says which are settled. Which of them are gone on from an {@link
 * org.espalier.sweep.EarlyStopping} decides, such as {@link org.espalier.sweep.MultiObjectiveAsha};
 * which models are kept meanwhile, a {@link org.espalier.sweep.Retention}; which are gone and may
 * have to be made again, {@link org.espalier.sweep.StoredModels}; and what was lost is done again
 * by way of {@link org.espalier.sweep.Retries}.
 */
package org.espalier.sweep;
