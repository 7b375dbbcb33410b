package org.espalier.sweep;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** One machine that does all the work, and is started anew each time a stage has exhausted it. */
record DoomedMachine(
    StageExecutor machine, String exhausting, Map<Visit, Consumer<VisitReport>> atWork)
    implements Befallen {
  DoomedMachine(StageExecutor machine, String exhausting) {
    this(machine, exhausting, new LinkedHashMap<>());
  }

  @Override
  public void submit(Visit visit, Consumer<VisitReport> whenDone) {
    atWork.put(visit, whenDone);
    machine.submit(visit, report -> end(visit, whenDone, report));
  }

  private void end(Visit visit, Consumer<VisitReport> whenDone, VisitReport report) {
    if (atWork.get(visit) != whenDone) {
      return; // it was lost before
    }
    if (visit.stage().equals(exhausting)) {
      Map<Visit, Consumer<VisitReport>> lost = Map.copyOf(atWork);
      atWork.clear();
      lost.values().forEach(one -> one.accept(VisitReport.lost("exhausted")));
    } else {
      atWork.remove(visit);
      whenDone.accept(report);
    }
  }
}
