package org.espalier.sweep;

/** The one look at the test set: what a delivered variant, or the dense model beside it, scored. */
public record TestScore(String variant, double accuracy, double loss) implements Entry {}
