package org.espalier.local;

import java.util.function.BooleanSupplier;
import org.espalier.sweep.BareEngine;
import org.espalier.sweep.Checkpoints;
import org.espalier.sweep.ShardSource;
import org.espalier.sweep.Visit;
import org.espalier.sweep.VisitReport;

/** An engine without tensors: a visit does what a test says. */
final class ScriptedEngine extends BareEngine {
  /** What to do on a visit. */
  interface Script {
    VisitReport perform(Visit visit, BooleanSupplier cancelled) throws InterruptedException;
  }

  private static final long serialVersionUID = 1L;

  private final transient Script script;

  ScriptedEngine(Script script) {
    this.script = script;
  }

  /** Throws anything at all, as native code does. */
  @SuppressWarnings("unchecked")
  static <E extends Throwable> VisitReport fail(Throwable failure) throws E {
    throw (E) failure;
  }

  @Override
  public VisitReport perform(
      Visit visit, ShardSource data, Checkpoints checkpoints, BooleanSupplier cancelled) {
    try {
      return script.perform(visit, cancelled);
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted", e);
    }
  }
}
