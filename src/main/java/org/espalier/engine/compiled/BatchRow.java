package org.espalier.engine.compiled;

import org.bytedeco.dnnl.memory;
import org.bytedeco.javacpp.BytePointer;

/**
 * One row of a batch, seen by itself, where it lies; moved from row to row.
 *
 * @param batch whose rows lie one behind the other
 * @param row as primitives see it
 */
record BatchRow(Tensor batch, Tensor row) {
  static BatchRow of(Tape tape, Tensor batch) {
    memory.desc layout = ofOneRow(batch.layout());
    if (layout.get_size() * batch.shape()[0] != batch.layout().get_size()) {
      throw new IllegalStateException("rows do not lie one behind the other");
    }
    return new BatchRow(batch, tape.at(null, layout));
  }

  private static memory.desc ofOneRow(memory.desc batch) {
    memory.desc row = new memory.desc(batch.data());
    row.data().dims().put(0, 1);
    row.data().padded_dims().put(0, 1);
    return row;
  }

  /** From now on it is this one. */
  void move(int number) {
    long bytes = batch.layout().get_size() / batch.shape()[0];
    BytePointer all = new BytePointer(batch.values().get_data_handle());
    row.values().set_data_handle(all.getPointer(number * bytes));
  }
}
