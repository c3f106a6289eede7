/**
 * Loaded before each file of tests on Node:
 * `node --import ./tests/node/setup.ts --test tests/ops/...`.
 *
 * @module
 */
import "./resolve.ts";
import "./deno_names.ts";
import "../support/strict.ts";
