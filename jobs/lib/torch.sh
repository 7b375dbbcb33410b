# Torch-Pruning, for the benches that compare with it: sourced, not run.

# torch_python HERE: prints the path of a Python that has what jobs/bench/requirements.txt names, in an
# environment of its own that is made when it is missing.
torch_python() {
  local wanted=$1/jobs/bench/requirements.txt home=${XDG_CACHE_HOME:-$HOME/.cache}/espalier/torch
  if ! cmp -s "$wanted" "$home/requirements.txt"; then
    echo "Installing Torch-Pruning from PyPI into $home; this takes some 5 GB." >&2
    python3 -m venv --clear "$home" >&2
    "$home/bin/pip" install --quiet --no-cache-dir --requirement "$wanted" >&2
    cp "$wanted" "$home/requirements.txt"
  fi
  echo "$home/bin/python"
}
