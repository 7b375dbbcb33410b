# Class data that the JVM maps into memory, instead of loading and linking each class anew at every start
# (dynamic archives, JEP 350): sourced after build.sh and java.sh, not run.

# CLASS_DATA: what makes a JVM use the archive of HERE, given the class path of embedded Spark, or one that goes
# on from it. A JVM that finds another Java or other jars than the archive was made with passes it over in silence.
use_class_data() {
  local archive=$1/target/espalier.jsa
  CLASS_DATA=("-XX:SharedArchiveFile=$archive" -Xlog:cds=off -Xlog:cds+dynamic=off)
  [ "$archive" -nt "$(jar_of "$1")" ] || [ ! -w "$1/target" ] || make_class_data "$1" "$archive"
}

# The smallest sweep shows which classes there are. Where it fails, an empty archive says that it was tried:
# all works without, and only starts later. Half an archive would end the JVM, so only a whole one gets its name.
make_class_data() {
  local here=$1 archive=$2 work
  echo "Preparing Espalier's classes, once after each build." >&2
  work=$(mktemp -d "$here/target/class-data.XXXXXX")
  SPARK_LOCAL_IP=127.0.0.1 "$JAVA" -XX:ArchiveClassesAtExit="$work/espalier.jsa" "${BRIEF[@]}" "${SPARK_OPENS[@]}" \
    -Dlog4j2.configurationFile="$here/conf/log4j2.properties" -cp "$(embedded_class_path "$here")" \
    org.espalier.cli.Espalier sweep "$here/jobs/lib/class-data.yaml" --out "$work/run" >/dev/null 2>&1 ||
    { rm -f "$work/espalier.jsa" && touch "$work/espalier.jsa"; }
  mv -f "$work/espalier.jsa" "$archive"
  rm -rf "$work"
}
