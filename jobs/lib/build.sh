# Building, for the scripts of jobs/: sourced, not run.

jar_of() {
  find "$1/target" -maxdepth 1 -name 'espalier-*.jar' ! -name '*-cluster.jar' -print -quit 2>/dev/null || true
}

cluster_jar_of() {
  find "$1/target" -maxdepth 1 -name '*-cluster.jar' -print -quit 2>/dev/null || true
}

# The jar and embedded Spark's.
embedded_class_path() {
  echo "$(jar_of "$1"):$(cat "$1/target/embedded.classpath")"
}

# Names a source that is newer than a jar, if there is one.
newer_sources() {
  find "$1/src/main" "$1/pom.xml" "$1/conf/reference.yaml" -newer "$2" -type f -print -quit
}

# True where the jar is there, nothing it is made of is newer, and the jars it runs with are in place.
is_built() {
  local here=$1 jar
  jar=$(jar_of "$here")
  [ -n "$jar" ] && [ -f "$here/target/embedded.classpath" ] || return 1
  [ -z "$(newer_sources "$here" "$jar")" ] || return 1
  local IFS=:
  for entry in $(<"$here/target/embedded.classpath"); do
    [ -f "$entry" ] || return 1
  done
}

build_if_needed() {
  if ! is_built "$1"; then
    echo "Building Espalier; the first time this downloads about 400 MB." >&2
    (cd "$1" && ./mvnw -B -q -Dmaven.test.skip=true package) >&2
  fi
}
