package org.espalier.spark;

import java.io.Serializable;
import org.espalier.sweep.Checkpoints;
import org.espalier.sweep.Engine;
import org.espalier.sweep.ShardSource;

/** What all visits of a sweep are done with; an executor gets it once, and finds it open again. */
record VisitTools(Engine engine, ShardSource data, Checkpoints checkpoints)
    implements Serializable {}
