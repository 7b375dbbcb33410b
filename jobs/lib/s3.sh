# A server that speaks like S3, for test clusters: sourced, not run.

# s3_server: prints the path of moto's, out of PyPI, in an environment of its own that is made when it is missing.
s3_server() {
  local version=5.2.5
  local home=${XDG_CACHE_HOME:-$HOME/.cache}/espalier/moto-$version
  if [ ! -e "$home/installed" ]; then
    echo "Installing moto $version from PyPI into $home; this takes 320 MB." >&2
    python3 -m venv --clear "$home" >&2
    "$home/bin/pip" install --quiet --no-cache-dir "moto[s3,server]==$version" >&2
    touch "$home/installed"
  fi
  echo "$home/bin/moto_server"
}

# make_bucket URL
make_bucket() {
  python3 -c 'import sys, urllib.request as u; u.urlopen(u.Request(sys.argv[1], method="PUT"))' "$1"
}
