# Running benches, for the scripts of jobs/bench: sourced after build.sh and java.sh, not run.

# run_bench HERE CLASS …: a program of org.espalier.bench, on the jar and the jars that jobs/espalier runs.
run_bench() {
  local here=$1 class=$2
  shift 2
  build_if_needed "$here"
  if ! are_benches_built "$here"; then
    echo "Building the benches." >&2
    (cd "$here" && ./mvnw -B -q -DskipTests package) >&2
  fi
  exec "$JAVA" "${SPARK_OPENS[@]}" ${ESPALIER_JAVA_OPTS:--Xmx4g} \
    -Dlog4j2.configurationFile="$here/conf/log4j2.properties" \
    -cp "$here/target/test-classes:$(jar_of "$here"):$(cat "$here/target/embedded.classpath")" \
    "org.espalier.bench.$class" "$@"
}

# True where every source of the benches has a class, and none is newer than it.
are_benches_built() {
  local sources=$1/src/test/java/org/espalier/bench classes=$1/target/test-classes/org/espalier/bench source
  for source in "$sources"/[A-Z]*.java; do
    [ "$classes/$(basename "$source" .java).class" -nt "$source" ] || return 1
  done
}
