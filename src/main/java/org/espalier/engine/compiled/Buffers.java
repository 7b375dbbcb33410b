package org.espalier.engine.compiled;

import java.util.Map;
import java.util.TreeMap;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/**
 * Native memory of a program, in one piece, laid out before it is there: what is needed no more is
 * handed out again, so that it takes what is alive at once, and little more. One piece goes back to
 * the system as a whole; many of all sizes would stay with the C library.
 */
final class Buffers implements AutoCloseable {
  /** A cache line, and the widest vector. */
  private static final int ALIGNMENT = 64;

  /** Length by start of what was handed out and is free again; no two of them touch. */
  private final TreeMap<Long, Long> free = new TreeMap<>();

  private long end;
  private Pointer memory;

  /** A part of it, held by as many as share it. */
  static final class Buffer {
    private final long start;
    private final long bytes;
    private int holders;

    private Buffer(long start, long bytes) {
      this.start = start;
      this.bytes = bytes;
    }

    Buffer held() {
      holders++;
      return this;
    }

    long start() {
      return start;
    }

    long end() {
      return start + bytes;
    }
  }

  /** The smallest part that is free and large enough, or a new one; held once. */
  Buffer take(long needed) {
    long bytes = aligned(needed);
    Map.Entry<Long, Long> fitting =
        free.entrySet().stream()
            .filter(part -> part.getValue() >= bytes)
            .min(Map.Entry.comparingByValue())
            .orElse(null);
    if (fitting == null) {
      return atEnd(bytes);
    }
    long start = fitting.getKey();
    long left = fitting.getValue() - bytes;
    free.remove(start);
    if (left > 0) {
      free.put(start + bytes, left);
    }
    return new Buffer(start, bytes).held();
  }

  /** A part that nobody has had, and nobody will. */
  Buffer keep(long needed) {
    long start = end;
    end += aligned(needed);
    return new Buffer(start, end - start).held();
  }

  /** What is free at the end is made longer, where there is some. */
  private Buffer atEnd(long bytes) {
    Map.Entry<Long, Long> last = free.lastEntry();
    long start = end;
    if (last != null && last.getKey() + last.getValue() == end) {
      start = last.getKey();
      free.remove(start);
    }
    end = start + bytes;
    return new Buffer(start, bytes).held();
  }

  void release(Buffer buffer) {
    if (--buffer.holders > 0) {
      return;
    }
    long start = buffer.start;
    long bytes = buffer.bytes;
    Map.Entry<Long, Long> before = free.lowerEntry(start);
    if (before != null && before.getKey() + before.getValue() == start) {
      start = before.getKey();
      bytes += before.getValue();
    }
    Long behind = free.remove(buffer.end());
    free.put(start, behind == null ? bytes : bytes + behind);
  }

  private static long aligned(long bytes) {
    return (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }

  /** What all parts take together. */
  long bytes() {
    return end;
  }

  /**
   * Takes the memory, once all is laid out; not of what JavaCPP grants, which is as much as the
   * heap: what a process may take outside of it is for whoever started it to say.
   */
  void allocate() {
    memory = Pointer.malloc(end + ALIGNMENT);
    if (memory == null || memory.isNull()) {
      throw new OutOfMemoryError("no %,d bytes outside the heap for a program".formatted(end));
    }
  }

  /** Where a part lies in memory. */
  Pointer at(Buffer buffer) {
    long misalignment = memory.address() % ALIGNMENT;
    long start = (ALIGNMENT - misalignment) % ALIGNMENT + buffer.start;
    return new BytePointer(memory).getPointer(start);
  }

  @Override
  public void close() {
    if (memory != null) {
      Pointer.free(memory);
      memory = null;
    }
  }
}
