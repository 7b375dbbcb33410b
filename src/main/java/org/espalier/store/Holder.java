package org.espalier.store;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;

/**
 * Who drives a run.
 *
 * @param name that no other driver has
 * @param machine on which process numbers mean what they do here: host, boot and process namespace
 * @param started when the process was
 * @param beat how often it has renewed its lease
 */
record Holder(String name, String host, String machine, long pid, Instant started, long beat) {
  private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");
  private static final Path PROCESSES = Path.of("/proc/self/ns/pid");

  /** This process. */
  static Holder here() {
    ProcessHandle process = ProcessHandle.current();
    String host = localHost();
    String machine = String.join(" ", host, boot(), processes());
    return new Holder(
        UUID.randomUUID().toString(), host, machine, process.pid(), startOf(process), 0);
  }

  Holder renewed() {
    return new Holder(name, host, machine, pid, started, beat + 1);
  }

  /** Whether its process is known to have ended: nobody can tell from another machine. */
  boolean hasEnded() {
    return machine.equals(here().machine)
        && ProcessHandle.of(pid)
            .filter(ProcessHandle::isAlive)
            .filter(process -> startOf(process).equals(started))
            .isEmpty();
  }

  byte[] text() throws IOException {
    Properties text = new Properties();
    text.setProperty("name", name);
    text.setProperty("host", host);
    text.setProperty("machine", machine);
    text.setProperty("pid", Long.toString(pid));
    text.setProperty("started", started.toString());
    text.setProperty("beat", Long.toString(beat));
    StringWriter lines = new StringWriter();
    text.store(
        lines, "Who drives this run. Another driver waits until it is not renewed any more.");
    return lines.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Empty where the text was not written to its end yet. */
  static Optional<Holder> of(byte[] text) throws IOException {
    Properties read = new Properties();
    try {
      read.load(new StringReader(new String(text, StandardCharsets.UTF_8)));
      return Optional.of(
          new Holder(
              read.getProperty("name"),
              read.getProperty("host"),
              read.getProperty("machine"),
              Long.parseLong(read.getProperty("pid")),
              Instant.parse(read.getProperty("started")),
              Long.parseLong(read.getProperty("beat"))));
    } catch (RuntimeException torn) {
      return Optional.empty();
    }
  }

  private static Instant startOf(ProcessHandle process) {
    return process.info().startInstant().orElse(Instant.EPOCH).truncatedTo(ChronoUnit.SECONDS);
  }

  private static String localHost() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }

  private static String boot() {
    try {
      return Files.readString(BOOT).strip();
    } catch (IOException e) {
      return "?";
    }
  }

  private static String processes() {
    try {
      return Files.readSymbolicLink(PROCESSES).toString();
    } catch (IOException | UnsupportedOperationException e) {
      return "?";
    }
  }
}
