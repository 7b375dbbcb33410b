# The Spark distribution, for test clusters: sourced, not run.

# spark_home HERE: prints SPARK_HOME, or where it is not set the distribution of the version that Espalier is built
# with, out of PyPI's pyspark, which is put in place when it is missing.
spark_home() {
  local version home
  if [ -n "${SPARK_HOME-}" ]; then
    echo "$SPARK_HOME"
    return
  fi
  version=$(sed -n 's|.*<spark.version>\(.*\)</spark.version>.*|\1|p' "$1/pom.xml" | head -1)
  home=${XDG_CACHE_HOME:-$HOME/.cache}/espalier/spark-$version
  if [ ! -e "$home/installed" ]; then
    echo "Installing Spark $version from PyPI into $home; this downloads 320 MB." >&2
    python3 -m venv --clear "$home" >&2
    "$home/bin/pip" install --quiet --no-cache-dir "pyspark==$version" >&2
    touch "$home/installed"
  fi
  echo "$home"/lib/python3*/site-packages/pyspark
}
