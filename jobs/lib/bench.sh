# Running benches, for the scripts of jobs/bench: sourced after build.sh, java.sh and class-data.sh, not run.

# run_bench HERE CLASS …: a program of org.espalier.bench, on the jar and the jars of the tests.
run_bench() {
  local here=$1 class=$2
  shift 2
  build_if_needed "$here"
  if ! are_benches_built "$here"; then
    echo "Building the benches." >&2
    (cd "$here" && ./mvnw -B -q -DskipTests package) >&2
  fi
  use_class_data "$here"
  exec "$JAVA" "${CLASS_DATA[@]}" "${SPARK_OPENS[@]}" ${ESPALIER_JAVA_OPTS:-$HEAP} \
    -Dlog4j2.configurationFile="$here/conf/log4j2.properties" \
    -cp "$(embedded_class_path "$here"):$here/target/test-classes:$(cat "$here/target/bench.classpath")" \
    "org.espalier.bench.$class" "$@"
}

# True where every source of the benches, and of what they measure in the engine, has a class, and none is
# newer than it.
are_benches_built() {
  local sources=$1/src/test/java/org/espalier classes=$1/target/test-classes/org/espalier source
  [ -f "$1/target/bench.classpath" ] || return 1
  for source in "$sources"/{bench,engine,engine/*}/[A-Z]*.java; do
    source=${source#"$sources/"}
    [ "$classes/${source%.java}.class" -nt "$sources/$source" ] || return 1
  done
}
