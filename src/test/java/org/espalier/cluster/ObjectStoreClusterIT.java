package org.espalier.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.espalier.cli.SmallSweep;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sweep whose data, run and models are on S3, by {@code spark.hadoop.fs.s3a.*} alone. */
class ObjectStoreClusterIT {
  private static final String BUCKET = "s3a://espalier";

  private final HttpClient http = HttpClient.newHttpClient();

  @TempDir private Path folder;

  /** Law 4; the names of variants tell where data was, what they measured does not. */
  @Test
  void givesTheSameResults() throws IOException, InterruptedException {
    TinySweep here = TinySweep.in(folder);
    List<String> results = measured(here.resultsOnThreads());
    try (Cluster cluster = Cluster.up("--s3")) {
      upload(folder.resolve("data"), cluster.s3() + "/espalier/data/");
      TinySweep tiny = here.reading("idx:" + BUCKET + "/data");

      Submission.Ended ended =
          cluster.submit(tiny.submission(BUCKET + "/runs/tiny", options(cluster))).await();

      assertThat(ended.code()).as(ended.err()).isZero();
      assertThat(ended.lastLine()).contains("\"out\":\"" + BUCKET + "/runs/tiny\"");
      String run = cluster.s3() + "/espalier/runs/tiny/";
      Path table = folder.resolve("on S3.csv");
      Files.write(table, get(run + "results.csv").body());
      assertThat(measured(SmallSweep.rows(table))).isEqualTo(results);
      assertThat(get(run + "_SUCCESS").statusCode()).isEqualTo(200);
      assertThat(get(run + "journal.jsonl").body()).isNotEmpty();
    }
  }

  private static String[] options(Cluster cluster) throws IOException {
    return new String[] {
      "--master", cluster.master(),
      "--packages", "org.apache.hadoop:hadoop-aws:3.3.4",
      "--conf", "spark.hadoop.fs.s3a.endpoint=" + cluster.s3(),
      "--conf", "spark.hadoop.fs.s3a.path.style.access=true",
      "--conf", "spark.hadoop.fs.s3a.access.key=anybody",
      "--conf", "spark.hadoop.fs.s3a.secret.key=anything"
    };
  }

  /** All but who a variant is and whom it comes from. */
  private static List<String> measured(List<String> rows) {
    return rows.stream().map(row -> row.split(",", 3)[2]).toList();
  }

  private void upload(Path data, String place) throws IOException, InterruptedException {
    try (Stream<Path> files = Files.list(data)) {
      for (Path file : files.toList()) {
        HttpRequest put =
            signed(place + file.getFileName()).PUT(BodyPublishers.ofFile(file)).build();
        assertThat(http.send(put, BodyHandlers.discarding()).statusCode()).isEqualTo(200);
      }
    }
  }

  private HttpResponse<byte[]> get(String place) throws IOException, InterruptedException {
    return http.send(signed(place).build(), BodyHandlers.ofByteArray());
  }

  /** The server wants a signature, and does not look at it. */
  private static HttpRequest.Builder signed(String place) {
    return HttpRequest.newBuilder(URI.create(place)).header("Authorization", "AWS anybody:it");
  }
}
