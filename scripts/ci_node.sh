#!/usr/bin/env bash
# Node 26, from npm: a package of somebody's that installs the library's tarball is checked by
# TypeScript, tested and run, with a server under load and a worker; then a part of the library's own
# tests runs on Node. Where npm has no such Node it says so and passes.
#
#     scripts/ci_node.sh          a part of the tests, less than a minute
#     scripts/ci_node.sh --all    all of them that are for Node
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD
export NO_COLOR=1 DENO_NO_UPDATE_CHECK=1 NPM_CONFIG_UPDATE_NOTIFIER=false
deno() { npx --yes deno@2.9.6 "$@"; }

temporary=$(mktemp -d)
trap 'rm -rf "$temporary"' EXIT
project=$temporary/project
mkdir -p "$project"

echo "== Node 26"
(cd "$temporary" && npm init -y >/dev/null && npm install --silent node@26 >/dev/null) || {
  echo "skipped Node: npm cannot install node@26"
  exit 0
}
node=$temporary/node_modules/node/bin/node
"$node" --version

echo "== the tarball in a package of somebody's"
deno task pack --out "$project/kerasaur.tgz"
cp tests/projects/node/* "$project"
cp tests/projects/{load,main,model,node_server,node_worker,node_model_test,worker}.ts "$project"
cd "$project"
npm install --silent --ignore-scripts >/dev/null
npm install --silent --ignore-scripts --no-save typescript@5.9.3 @types/node@24 >/dev/null
"$node" node_modules/typescript/bin/tsc --project .
expect() {
  local output
  output=$("$node" --expose-gc "$1" 2>&1) || { echo "$output"; exit 1; }
  echo "$output"
  grep -qxE "$2" <<<"$output" || { echo "expected: $2"; exit 1; }
}
expect main.ts "main: 5 epochs, learning true, right true"
expect node_server.ts "server: 5000 right answers, memory flat, p50 [0-9.]+ ms, p99 [0-9.]+ ms"
expect node_worker.ts "worker: tf.Tensor\(6.0, shape=\(\), dtype=float32\)"
"$node" --test --test-reporter=dot node_model_test.ts

echo "== the same package, installed by npm, in Deno"
deno run --allow-all main.ts

echo "== the library's own tests on Node"
cd "$root"
packages=(onnxruntime-node@1.30.0 fflate@0.8.3 h5wasm@0.10.3 fast-check@4.3.0 @viz-js/viz@3.31.0)
mkdir "$temporary/packages"
(cd "$temporary/packages" && npm init -y >/dev/null &&
  npm install --silent --ignore-scripts "${packages[@]}" >/dev/null)
KERASAUR_NODE_PACKAGES=$temporary/packages/ "$node" tests/node/run.ts "$@"
