package org.espalier.spark.checks;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/**
 * Where a cluster is asked for executors. Spark and Hadoop would try for minutes where nobody is.
 *
 * @param places {@code HOST:PORT} of those of which one must be there; none where nobody can tell
 * @param advice what to do where none is
 */
public record ClusterHead(List<String> places, String advice) {
  private static final String STANDALONE = "spark://";
  private static final String KUBERNETES = "k8s://";
  private static final int PATIENCE_MILLISECONDS = 3000;

  /**
   * Of a master's URL.
   *
   * @param hadoop knows with {@code yarn-site.xml} where YARN is
   */
  public static ClusterHead of(String master, Configuration hadoop) {
    if (master.startsWith(STANDALONE)) {
      return new ClusterHead(
          Arrays.asList(master.substring(STANDALONE.length()).split(",")),
          "Start a master there, or name another --master");
    }
    if (master.startsWith(KUBERNETES)) {
      return new ClusterHead(
          List.of(placeOf(master.substring(KUBERNETES.length()))),
          "Name the address of the cluster's API by --master");
    }
    return master.equals("yarn") ? ofYarn(hadoop) : new ClusterHead(List.of(), "");
  }

  /** Spark takes https where no scheme is given. */
  private static String placeOf(String api) {
    URI uri = URI.create(api.contains("://") ? api : "https://" + api);
    int usual = "http".equals(uri.getScheme()) ? 80 : 443;
    return uri.getHost() + ":" + (uri.getPort() < 0 ? usual : uri.getPort());
  }

  /** Several resource managers are for Hadoop to find. */
  private static ClusterHead ofYarn(Configuration hadoop) {
    Configuration yarn = new Configuration(hadoop);
    yarn.addResource("yarn-site.xml");
    String place =
        yarn.get(
            "yarn.resourcemanager.address",
            yarn.get("yarn.resourcemanager.hostname", "0.0.0.0") + ":8032");
    boolean several = yarn.getBoolean("yarn.resourcemanager.ha.enabled", false);
    return new ClusterHead(
        several ? List.of() : List.of(place),
        "Start the resource manager, or set HADOOP_CONF_DIR to where the cluster's yarn-site.xml is");
  }

  /** What is wrong, with what to change. */
  public List<String> problems() {
    if (places.isEmpty() || places.stream().anyMatch(ClusterHead::answers)) {
      return List.of();
    }
    return List.of("no master answers at %s. %s".formatted(String.join(",", places), advice));
  }

  private static boolean answers(String place) {
    int colon = place.lastIndexOf(':');
    try (Socket socket = new Socket()) {
      int port = Integer.parseInt(place.substring(colon + 1));
      String host = place.substring(0, Math.max(0, colon));
      socket.connect(new InetSocketAddress(host, port), PATIENCE_MILLISECONDS);
      return true;
    } catch (IOException | IllegalArgumentException e) {
      return false;
    }
  }
}
