package org.espalier.engine.compiled;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bytedeco.javacpp.BytePointer;

/**
 * Native memory of a program. What is needed no more is handed out again, so that it takes what is
 * alive at once, and no more.
 */
final class Buffers implements AutoCloseable {
  /** A cache line, and the widest vector. */
  private static final int ALIGNMENT = 64;

  private final List<BytePointer> all = new ArrayList<>();
  private final TreeMap<Long, List<Buffer>> free = new TreeMap<>();

  /** A piece of memory, held by as many as share it. */
  static final class Buffer {
    final BytePointer start;
    private final long bytes;
    private int holders;

    private Buffer(BytePointer start, long bytes) {
      this.start = start;
      this.bytes = bytes;
    }

    Buffer held() {
      holders++;
      return this;
    }
  }

  /** The smallest that is free and large enough, or a new one; held once. */
  Buffer take(long needed) {
    Map.Entry<Long, List<Buffer>> fitting = free.ceilingEntry(needed);
    if (fitting == null || fitting.getKey() > 2 * needed) {
      return allocate(needed).held();
    }
    List<Buffer> equals = fitting.getValue();
    Buffer buffer = equals.remove(equals.size() - 1);
    if (equals.isEmpty()) {
      free.remove(fitting.getKey());
    }
    return buffer.held();
  }

  /** One that nobody has had, and nobody will. */
  Buffer keep(long needed) {
    return allocate(needed).held();
  }

  private Buffer allocate(long needed) {
    BytePointer piece = new BytePointer(needed + ALIGNMENT);
    all.add(piece);
    long misalignment = piece.address() % ALIGNMENT;
    return new Buffer(piece.getPointer((ALIGNMENT - misalignment) % ALIGNMENT), needed);
  }

  void release(Buffer buffer) {
    if (--buffer.holders == 0) {
      free.computeIfAbsent(buffer.bytes, size -> new ArrayList<>()).add(buffer);
    }
  }

  @Override
  public void close() {
    all.forEach(BytePointer::close);
  }
}
