package org.espalier.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.espalier.sweep.Checkpoints;
import org.espalier.sweep.Entry;
import org.espalier.sweep.Event;
import org.espalier.sweep.RunStatus;
import org.espalier.sweep.RunStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A run's directory in the hands of its driver, the only one that writes the journal. */
public final class RunDirectory implements RunStore {
  private static final Logger LOG = LoggerFactory.getLogger(RunDirectory.class);
  private static final String STATUS = "status.json";
  private static final String CHECKPOINTS = "checkpoints";
  private static final String TAKEN_OVER = "Let the other driver end; nothing is lost";

  private final RunView view;
  private final RunFormat format;
  private final Lease lease;
  private final Journal journal;
  private final EventLog events;
  private final Checkpoints checkpoints;

  private RunDirectory(
      RunView view,
      RunFormat format,
      Lease lease,
      Journal journal,
      EventLog events,
      Checkpoints checkpoints) {
    this.view = view;
    this.format = format;
    this.lease = lease;
    this.journal = journal;
    this.events = events;
    this.checkpoints = checkpoints;
  }

  /**
   * Opens a run to drive it: makes the directory if it is missing, else clears away what a killed
   * driver left half done.
   *
   * @param uri {@code file:}, {@code hdfs:} or {@code s3a:}; without a scheme a path on {@code
   *     conf}'s default file system
   * @throws StoreException where it cannot be written to, or another driver is at work there
   */
  public static RunDirectory open(String uri, Configuration conf, RunFormat format) {
    Folder folder = Folder.at(uri, conf);
    try {
      folder.create();
      return drive(folder, conf, format, Lease.take(folder, Lease.Terms.USUAL));
    } catch (IOException e) {
      throw new StoreException(
          "cannot keep a run in " + folder.location(),
          e,
          "Name a directory, or a new one's name, where this user may write and there is room");
    }
  }

  private static RunDirectory drive(
      Folder folder, Configuration conf, RunFormat format, Lease lease) throws IOException {
    try {
      folder.discardUnfinished();
      return new RunDirectory(
          new RunView(folder, format),
          format,
          lease,
          Journal.open(folder, format),
          EventLog.open(folder),
          new HadoopCheckpoints(folder.location() + "/" + CHECKPOINTS, conf));
    } catch (IOException | RuntimeException e) {
      lease.close();
      throw e;
    }
  }

  /** Looks at a place where a run may be, without touching it: a driver may be at work there. */
  public static RunView look(String uri, Configuration conf, RunFormat format) {
    return new RunView(Folder.at(uri, conf), format);
  }

  /** Looks at a run that exists. */
  public static RunView read(String uri, Configuration conf, RunFormat format) {
    RunView view = look(uri, conf, format);
    if (!view.exists(Journal.NAME)) {
      throw new StoreException(
          "there is no run in %s: it holds no %s. Name the directory that a sweep writes to."
              .formatted(view.location(), Journal.NAME));
    }
    return view;
  }

  /** The run's full URI. */
  public String location() {
    return view.location();
  }

  @Override
  public List<Entry> journal() {
    return journal.entries();
  }

  @Override
  public void append(Entry entry) {
    try {
      lease.check();
      journal.append(entry);
    } catch (IOException e) {
      throw new WriteFailure(
          "cannot write the journal in " + location(),
          e,
          "See that there is room and that no other sweep writes there, then sweep again: what is"
              + " settled is kept");
    }
  }

  /** No run ends because nobody can see how it goes. */
  @Override
  public void tell(RunStatus status, List<Event> happened) {
    events.append(
        Stream.concat(
            happened.stream().map(format.event()), Stream.of(format.standing().apply(status))));
    try {
      write(STATUS, format.status().apply(status).getBytes(StandardCharsets.UTF_8));
    } catch (WriteFailure e) {
      LOG.warn(e.getMessage());
    }
  }

  @Override
  public Checkpoints checkpoints() {
    return checkpoints;
  }

  /** Makes room: a complete run needs its checkpoints no more. */
  public void discardCheckpoints() {
    view.deleteFolder(CHECKPOINTS);
  }

  @Override
  public void write(String name, byte[] content) {
    try {
      lease.check();
    } catch (IOException e) {
      throw new WriteFailure("cannot write %s in %s".formatted(name, location()), e, TAKEN_OVER);
    }
    view.write(name, content);
  }

  public boolean exists(String name) {
    return view.exists(name);
  }

  /** A file's content. */
  public byte[] read(String name) {
    return view.read(name);
  }

  @Override
  public void close() {
    try (lease;
        events) {
      journal.close();
    } catch (IOException e) {
      throw new WriteFailure(
          "cannot close the journal in " + location(),
          e,
          "Every entry was safe before; nothing is lost");
    }
  }
}
