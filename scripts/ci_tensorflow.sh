#!/usr/bin/env bash
# The tensorflow device on a clean machine: sets it up from pip's tensorflow-cpu in a temporary
# HOME, then runs the suites on it. Where there is no such TensorFlow it says so and passes.
#
#     scripts/ci_tensorflow.sh            installs tensorflow-cpu into a temporary environment
#     scripts/ci_tensorflow.sh PYTHON     takes the TensorFlow of that Python
set -euo pipefail
cd "$(dirname "$0")/.."
export NO_COLOR=1 DENO_NO_UPDATE_CHECK=1
version=2.21.0
deno() { npx --yes deno@2.9.6 "$@"; }
skip() {
  echo "skipped the tensorflow device: $1"
  exit 0
}

temporary=$(mktemp -d)
trap 'rm -rf "$temporary"' EXIT
[ "$(uname -s)" = Linux ] || skip "its addon is built on Linux only"
command -v g++ >/dev/null || skip "there is no g++"

echo "== a TensorFlow"
python=${1:-}
if [ -z "$python" ]; then
  command -v python3 >/dev/null || skip "there is no python3"
  python3 -m venv "$temporary/venv" || skip "python3 makes no environments"
  python=$temporary/venv/bin/python
  PIP_RETRIES="${PIP_RETRIES:-0}" "$python" -m pip install --quiet "tensorflow-cpu==$version" ||
    skip "pip cannot install tensorflow-cpu $version"
fi
"$python" -c 'import importlib.util as u; print(u.find_spec("tensorflow").origin)' ||
  skip "$python has no TensorFlow"

# The caches of Deno and npm stay; everything else of the user's is out of sight.
export DENO_DIR=${DENO_DIR:-$HOME/.cache/deno} npm_config_cache=${npm_config_cache:-$HOME/.npm}
export HOME=$temporary/home
mkdir "$HOME"
unset XDG_CACHE_HOME KERASAUR_CACHE_DIR TENSORFLOW_DIR
VIRTUAL_ENV=$(dirname "$(dirname "$python")")
export VIRTUAL_ENV

echo "== set up"
deno run -A scripts/setup_tensorflow.ts
deno run -A scripts/setup_tensorflow.ts --check
export KERASAUR_REQUIRE_DEVICES=tensorflow
deno run -A scripts/doctor.ts

echo "== primitives"
test=(test -A --no-check --preload=./tests/support/strict.ts)
deno "${test[@]}" tests/primitives
echo "== the device, random streams, faults"
deno "${test[@]}" tests/tensorflow
echo "== windows by TensorFlow's own kernels, as on processors for which oneDNN does nothing"
TF_ENABLE_ONEDNN_OPTS=0 deno "${test[@]}" tests/tensorflow/windows_test.ts
echo "== functions, layers, models, optimizers, initializers, operations"
export KERASAUR_DEVICE=tensorflow
deno "${test[@]}" --preload=./tests/tensorflow/preload.ts \
  tests/functions tests/layers tests/models tests/optimizers tests/initializers tests/ops \
  tests/training/goldens_test.ts tests/losses/goldens_test.ts
echo "== notebooks"
deno task reproduce --device tensorflow
echo "== bit for bit"
deno run -A --no-check scripts/tensorflow/bits.ts "$python"
echo "the tensorflow device passed"
