# HDFS and YARN, for test clusters: sourced after java.sh, not run.

# What the daemons look into on JDK 17; they are small here, and live for minutes.
HADOOP_OPTIONS=(--add-opens=java.base/java.lang=ALL-UNNAMED -Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1)

# hadoop_class_path HERE: prints the jars of the daemons; Maven fetches what is missing.
hadoop_class_path() {
  local pom=$1/jobs/lib/hadoop.pom.xml list=$1/target/hadoop.classpath
  if [ ! "$list" -nt "$pom" ]; then
    echo "Fetching Hadoop's daemons; the first time this downloads 100 MB." >&2
    (cd "$1" && ./mvnw -B -q -f "$pom" dependency:build-classpath -Dmdep.outputFile="$list") >&2
  fi
  cat "$list"
}

# hadoop_conf STATE: writes to STATE/conf the site files that daemons and clients have in common, and what Spark
# needs besides. A daemon's own directory is the property that it is started with, espalier.home.
hadoop_conf() {
  local conf=$1/conf
  mkdir -p "$conf"
  site "$conf/core-site.xml" \
    fs.defaultFS "hdfs://127.0.0.1:$(free_port 0)" \
    hadoop.tmp.dir '${espalier.home}/tmp'
  site "$conf/hdfs-site.xml" \
    dfs.namenode.name.dir 'file://${espalier.home}/names' \
    dfs.namenode.http-address 127.0.0.1:0 \
    dfs.namenode.safemode.extension 0 \
    dfs.namenode.heartbeat.recheck-interval 3000 \
    dfs.heartbeat.interval 1 \
    dfs.datanode.data.dir 'file://${espalier.home}/blocks' \
    dfs.datanode.address 127.0.0.1:0 \
    dfs.datanode.http.address 127.0.0.1:0 \
    dfs.datanode.ipc.address 127.0.0.1:0 \
    dfs.replication 2
  site "$conf/yarn-site.xml" \
    yarn.resourcemanager.address "127.0.0.1:$(free_port 1)" \
    yarn.resourcemanager.scheduler.address "127.0.0.1:$(free_port 2)" \
    yarn.resourcemanager.resource-tracker.address "127.0.0.1:$(free_port 3)" \
    yarn.resourcemanager.admin.address "127.0.0.1:$(free_port 4)" \
    yarn.resourcemanager.webapp.address "127.0.0.1:$(free_port 5)" \
    yarn.resourcemanager.am.max-attempts 4 \
    yarn.nm.liveness-monitor.expiry-interval-ms 20000 \
    yarn.resourcemanager.recovery.enabled true \
    yarn.resourcemanager.store.class \
    org.apache.hadoop.yarn.server.resourcemanager.recovery.FileSystemRMStateStore \
    yarn.resourcemanager.fs.state-store.uri 'file://${espalier.home}/store' \
    yarn.scheduler.minimum-allocation-mb 256 \
    yarn.nodemanager.hostname 127.0.0.1 \
    yarn.nodemanager.address 127.0.0.1:0 \
    yarn.nodemanager.localizer.address 127.0.0.1:0 \
    yarn.nodemanager.webapp.address 127.0.0.1:0 \
    yarn.nodemanager.local-dirs '${espalier.home}/local' \
    yarn.nodemanager.log-dirs '${espalier.home}/logs' \
    yarn.nodemanager.resource.memory-mb 8192 \
    yarn.nodemanager.resource.cpu-vcores 2 \
    yarn.nodemanager.pmem-check-enabled false \
    yarn.nodemanager.vmem-check-enabled false \
    yarn.nodemanager.disk-health-checker.max-disk-utilization-per-disk-percentage 99.9
  printf '%s\n' log4j.rootLogger=INFO,console log4j.appender.console=org.apache.log4j.ConsoleAppender \
    log4j.appender.console.layout=org.apache.log4j.PatternLayout \
    'log4j.appender.console.layout.ConversionPattern=%d{HH:mm:ss} %p %c{1}: %m%n' >"$conf/log4j.properties"
  printf '%s %s\n' \
    spark.yarn.jars "local:$SPARK_HOME/jars/*" \
    spark.yarn.appMasterEnv.SPARK_LOCAL_IP 127.0.0.1 \
    spark.executorEnv.SPARK_LOCAL_IP 127.0.0.1 >"$conf/spark-defaults.conf"
  site "$conf/capacity-scheduler.xml" \
    yarn.scheduler.capacity.root.queues default \
    yarn.scheduler.capacity.root.default.capacity 100 \
    yarn.scheduler.capacity.maximum-am-resource-percent 1.0
}

# site FILE KEY VALUE …
site() {
  local file=$1
  shift
  {
    echo '<configuration>'
    printf '  <property><name>%s</name><value>%s</value></property>\n' "$@"
    echo '</configuration>'
  } >"$file"
}

# free_port PURPOSE: a port of loopback that nobody listens on, below those that systems give out by themselves; for
# each purpose, a small number, out of others.
free_port() {
  local port
  while true; do
    port=$((20000 + $1 * 1500 + RANDOM % 1500))
    (: <>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || break
  done
  echo "$port"
}
