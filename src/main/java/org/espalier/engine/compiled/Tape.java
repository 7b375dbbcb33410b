package org.espalier.engine.compiled;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_FROM;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SCRATCHPAD;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_TO;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.global.dnnl.scratchpad_mode;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.dnnl.primitive_attr;
import org.bytedeco.dnnl.primitive_desc_base;
import org.bytedeco.dnnl.reorder;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.Pointer;

/**
 * Records what a program does, in the order in which it will be done: so it is known what memory is
 * free at each step.
 */
final class Tape implements AutoCloseable {
  /** oneDNN's name of this machine's processor. */
  static final engine CPU = new engine(engine.kind.cpu.value, 0);

  /** A primitive's memory is taken from that of the program. */
  private static final primitive_attr PLAIN = attributes();

  /** One thing to be done. */
  interface Step {
    void run();
  }

  private final Purpose purpose;
  private final stream queue = new stream(CPU);
  private final Buffers buffers = new Buffers();
  private final List<Tensor> inBuffers = new ArrayList<>();
  private final List<Pointer> owned = new ArrayList<>(List.of(queue));
  private final List<Step> beforehand = new ArrayList<>();
  private List<Step> steps = new ArrayList<>();

  Tape(Purpose purpose) {
    this.purpose = purpose;
  }

  Purpose purpose() {
    return purpose;
  }

  private static primitive_attr attributes() {
    primitive_attr attributes = new primitive_attr();
    attributes.set_scratchpad_mode(scratchpad_mode.user);
    return attributes;
  }

  static primitive_attr plain() {
    return PLAIN;
  }

  /** Of a primitive behind which an activation follows. */
  static primitive_attr followedBy(Activation activation) {
    if (activation.isNone()) {
      return PLAIN;
    }
    primitive_attr attributes = attributes();
    post_ops behind = new post_ops();
    behind.append_eltwise(1, activation.forward(), activation.alpha(), 0);
    attributes.set_post_ops(behind);
    return attributes;
  }

  /** Room for values, until they are {@link #release released}. */
  Tensor empty(memory.desc layout) {
    return room(layout, buffers.take(layout.get_size()));
  }

  /** Room for values that are there before all else is done. */
  Tensor kept(memory.desc layout) {
    return room(layout, buffers.keep(layout.get_size()));
  }

  private Tensor room(memory.desc layout, Buffers.Buffer buffer) {
    Tensor room = new Tensor(layout, own(new memory(layout, CPU, null)), buffer);
    inBuffers.add(room);
    return room;
  }

  /** Takes the memory, once all is recorded; nothing can run before. */
  void allocate() {
    buffers.allocate();
    inBuffers.forEach(tensor -> tensor.values().set_data_handle(buffers.at(tensor.buffer())));
  }

  /** What the memory takes, of what is recorded so far. */
  long bytes() {
    return buffers.bytes();
  }

  /** Values that lie in memory of another's; null where it is not known yet. */
  Tensor at(Pointer start, memory.desc layout) {
    return new Tensor(layout, own(new memory(layout, CPU, start)), null);
  }

  /** The same values for one more who will release them. */
  Tensor shared(Tensor tensor) {
    if (tensor.buffer() != null) {
      tensor.buffer().held();
    }
    return tensor;
  }

  void release(Tensor tensor) {
    if (tensor.buffer() != null) {
      buffers.release(tensor.buffer());
    }
  }

  /** Values in a layout, for one who will release them: brought into it, or shared. */
  Tensor in(memory.desc layout, Tensor tensor) {
    if (layout.equals(tensor.layout())) {
      return shared(tensor);
    }
    Tensor moved = empty(layout);
    move(tensor, moved);
    return moved;
  }

  /**
   * Parameters in a layout, until they are {@link #unsettle unsettled}: where there is no way back
   * they do not change, and are brought there once.
   */
  Tensor settled(memory.desc layout, Tensor parameters) {
    if (purpose.goesBack() || layout.equals(parameters.layout())) {
      return in(layout, parameters);
    }
    Tensor moved = kept(layout);
    beforehand.addAll(apart(() -> move(parameters, moved)));
    return moved;
  }

  void unsettle(Tensor parameters) {
    if (purpose.goesBack()) {
      release(parameters);
    }
  }

  /** Copies values to where they lie in another layout. */
  void move(Tensor from, Tensor to) {
    reorder.primitive_desc how =
        new reorder.primitive_desc(CPU, from.layout(), CPU, to.layout(), PLAIN, false);
    run(
        new reorder(how),
        how,
        Map.of(
            DNNL_ARG_FROM, from,
            DNNL_ARG_TO, to));
  }

  /** Next, a primitive. */
  void run(primitive work, primitive_desc_base how, Map<Integer, Tensor> arguments) {
    own(work);
    IntMemoryMap map = own(new IntMemoryMap());
    arguments.forEach((name, tensor) -> map.put(name, tensor.values()));
    memory.desc scratch = how.scratchpad_desc();
    if (scratch.get_size() > 0) {
      Tensor room = empty(scratch);
      map.put(DNNL_ARG_SCRATCHPAD, room.values());
      release(room);
    }
    steps.add(() -> work.execute(queue, map));
  }

  /** Next, anything else. */
  void run(Step step) {
    steps.add(step);
  }

  /** Once, before all else. */
  void runBeforehand(Step step) {
    beforehand.add(step);
  }

  /** Records what is for the caller to run, within a step of his. */
  List<Step> apart(Runnable recording) {
    List<Step> before = steps;
    steps = new ArrayList<>();
    recording.run();
    List<Step> recorded = steps;
    steps = before;
    return recorded;
  }

  /** What is to be done once, before all else. */
  List<Step> beforehand() {
    return beforehand;
  }

  /** What was recorded since the last time. */
  List<Step> recorded() {
    List<Step> recorded = List.copyOf(steps);
    steps = new ArrayList<>();
    return recorded;
  }

  private <P extends Pointer> P own(P pointer) {
    owned.add(pointer);
    return pointer;
  }

  @Override
  public void close() {
    for (int i = owned.size() - 1; i >= 0; i--) {
      owned.get(i).close();
    }
    buffers.close();
  }
}
