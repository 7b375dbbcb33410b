package org.espalier.engine.compiled;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.bytedeco.dnnl.dnnl_memory_desc_t;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.memory.data_type;
import org.bytedeco.dnnl.memory.format_tag;
import org.bytedeco.javacpp.FloatPointer;

/**
 * Values in memory.
 *
 * @param layout how they lie there
 * @param values for primitives to read and write
 * @param buffer that they lie in; null where it belongs to DL4J
 */
record Tensor(memory.desc layout, memory values, Buffers.Buffer buffer) {
  /** The layout that a primitive likes best. */
  static memory.desc any(long... shape) {
    return new memory.desc(shape, data_type.f32, format_tag.any);
  }

  /** One axis behind the other, the last one fastest: as DL4J has them. */
  static memory.desc plain(long... shape) {
    format_tag tag =
        switch (shape.length) {
          case 1 -> format_tag.a;
          case 2 -> format_tag.ab;
          case 4 -> format_tag.abcd;
          default -> throw new IllegalArgumentException("no layout of " + shape.length + " axes");
        };
    return new memory.desc(shape, data_type.f32, tag);
  }

  long[] shape() {
    return shape(layout);
  }

  /** Values of a plain layout, one behind the other. */
  FloatBuffer view() {
    long length = Arrays.stream(shape()).reduce(1, (all, axis) -> all * axis);
    return new FloatPointer(values.get_data_handle()).capacity(length).asBuffer();
  }

  static long[] shape(memory.desc layout) {
    dnnl_memory_desc_t data = layout.data();
    long[] shape = new long[data.ndims()];
    data.dims().get(shape);
    return shape;
  }
}
