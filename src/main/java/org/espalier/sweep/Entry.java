package org.espalier.sweep;

/** A line of the journal: something that is settled and never done again. */
public sealed interface Entry permits Visited, Variant, Stopped, TestScore {}
