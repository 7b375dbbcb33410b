package org.espalier.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FileUtil;

/**
 * A cluster of processes on loopback, as {@code jobs/cluster} starts it. There is one at a time;
 * one that an earlier test left behind is ended first. Any of its processes may be killed.
 */
public final class Cluster implements AutoCloseable {
  private static final Path STATE = Path.of("target/cluster").toAbsolutePath();

  private final Map<String, String> environment;

  private Cluster(Map<String, String> environment) {
    this.environment = environment;
  }

  /**
   * Starts one and waits until all of it is there.
   *
   * @param options of {@code jobs/cluster up}
   */
  public static Cluster up(String... options) throws IOException {
    job(List.of("down"));
    List<String> words = new ArrayList<>(List.of("up"));
    words.addAll(List.of(options));
    job(words);
    try (Stream<String> lines = Files.lines(STATE.resolve("environment"))) {
      return new Cluster(
          lines
              .map(line -> line.split("=", 2))
              .collect(Collectors.toUnmodifiableMap(pair -> pair[0], pair -> pair[1])));
    }
  }

  @Override
  public void close() throws IOException {
    job(List.of("down"));
  }

  /** The URL of Spark's standalone master. */
  public String master() throws IOException {
    return Files.readString(STATE.resolve("master")).strip();
  }

  /** The files of {@code up --hdfs}; whoever is given them closes them. */
  public FileSystem hdfs() throws IOException {
    Configuration conf = new Configuration(false);
    conf.addResource(new org.apache.hadoop.fs.Path(STATE.resolve("conf/core-site.xml").toUri()));
    conf.addResource(new org.apache.hadoop.fs.Path(STATE.resolve("conf/hdfs-site.xml").toUri()));
    return FileSystem.newInstance(conf);
  }

  /** Where the server of {@code up --s3} is: {@code http://…}. It has a bucket {@code espalier}. */
  public String s3() throws IOException {
    return Files.readString(STATE.resolve("s3")).strip();
  }

  /**
   * A process of its own: {@code master}, {@code worker-1}; {@code namenode}, {@code datanode-1};
   * {@code resourcemanager}, {@code nodemanager-1}, and on from there.
   */
  public ProcessHandle daemon(String name) throws IOException {
    String pid = Files.readString(STATE.resolve(name + ".pid")).strip();
    return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
  }

  /** Starts a process anew that was killed, and waits until it is at work. */
  public void start(String name) throws IOException {
    job(List.of("start", name));
  }

  /** What runs tasks by now, of all applications. */
  public List<ProcessHandle> executors() {
    return processes("CoarseGrainedExecutorBackend");
  }

  /** Nothing trains on where nobody is there any more to want it. */
  public void awaitNoExecutors() throws InterruptedException {
    for (int tenth = 0; tenth < 200 && !executors().isEmpty(); tenth++) {
      TimeUnit.MILLISECONDS.sleep(100);
    }
    assertThat(executors()).isEmpty();
  }

  /** As those may who clean up temporary files: what executors have on their disks is gone. */
  public void removeLocalDirectories() {
    assertThat(FileUtil.fullyDeleteContents(STATE.resolve("tmp").toFile())).isTrue();
  }

  /** The drivers that run in the cluster, not in the process that submitted them. */
  public List<ProcessHandle> drivers() {
    return Stream.of("deploy.worker.DriverWrapper", "deploy.yarn.ApplicationMaster ")
        .flatMap(main -> processes(main).stream())
        .toList();
  }

  /**
   * Submits a sweep by {@code jobs/submit}, and does not wait for it.
   *
   * @param words of {@code jobs/submit}: SPEC, {@code --out} …, and behind {@code --} those of
   *     spark-submit
   */
  public Submission submit(List<String> words) throws IOException {
    List<String> command = new ArrayList<>(List.of("jobs/submit"));
    command.addAll(words);
    return Submission.start(command, environment);
  }

  /** The command {@code yarn} of {@code up --yarn}. */
  public Submission yarn(String... words) throws IOException {
    String jars = Files.readString(Path.of("target/hadoop.classpath")).strip();
    List<String> command = new ArrayList<>(List.of("java", "-cp", STATE + "/conf:" + jars));
    command.add("org.apache.hadoop.yarn.client.cli.ApplicationCLI");
    command.addAll(List.of(words));
    return Submission.start(command, environment);
  }

  /** At once, with no chance to tell anybody: {@code kill -9}. Returns when it is gone. */
  public static void kill(ProcessHandle process) {
    process.destroyForcibly();
    process.onExit().join();
  }

  /** Lets a process sleep ({@code STOP}), wakes it ({@code CONT}), or asks it to end. */
  public static void signal(String name, ProcessHandle process) throws IOException {
    List<String> command = List.of("kill", "-" + name, Long.toString(process.pid()));
    assertThat(Submission.start(command, Map.of()).await().code()).isZero();
  }

  /** JVMs that were started below the cluster's directory. */
  private static List<ProcessHandle> processes(String main) {
    return ProcessHandle.allProcesses()
        .filter(process -> command(process).contains(main) && isJava(process))
        .filter(process -> link(process, "cwd").startsWith(STATE))
        .toList();
  }

  private static boolean isJava(ProcessHandle process) {
    return link(process, "exe").endsWith("java");
  }

  private static Path link(ProcessHandle process, String name) {
    try {
      return Files.readSymbolicLink(Path.of("/proc/" + process.pid(), name));
    } catch (IOException e) {
      return Path.of(""); // it ended, or is somebody else's
    }
  }

  /** Whole: {@link ProcessHandle.Info} cuts long ones. */
  private static String command(ProcessHandle process) {
    try {
      return Files.readString(Path.of("/proc/" + process.pid(), "cmdline")).replace('\0', ' ');
    } catch (IOException | UncheckedIOException e) {
      return "";
    }
  }

  private static void job(List<String> words) throws IOException {
    List<String> command = new ArrayList<>(List.of("jobs/cluster"));
    command.addAll(words);
    Submission.Ended ended = Submission.start(command, Map.of()).await();
    assertThat(ended.code()).as(ended.err()).isZero();
  }
}
