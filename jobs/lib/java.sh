# The Java that runs Espalier, for the scripts of jobs/: sourced, not run.

JAVA=${JAVA_HOME:+$JAVA_HOME/bin/}java

# Where the java on the path is at home.
java_home() {
  local java
  java=$(readlink -f "$(command -v java)")
  echo "${java%/bin/java}"
}

# What Spark needs opened on JDK 17; spark-submit does it by itself. The pom has the same list for tests.
SPARK_OPENS=(-Djdk.reflect.useDirectMethodHandle=false)
for package in java.lang java.lang.invoke java.lang.reflect java.io java.net java.nio java.util \
  java.util.concurrent java.util.concurrent.atomic jdk.internal.ref sun.nio.ch sun.nio.cs \
  sun.security.action sun.util.calendar; do
  SPARK_OPENS+=("--add-opens=java.base/$package=ALL-UNNAMED")
done
SPARK_OPENS+=(--add-opens=java.security.jgss/sun.security.krb5=ALL-UNNAMED)

HEAP=-Xmx4g

# What is done in seconds is done sooner without the compiler that takes its time, and by the simplest collector.
BRIEF=(-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:MetaspaceSize=256m "$HEAP")
