/**
 * Node's modules, loaded when they are first used: Deno takes 13 ms to load what they stand on, which
 * is more than this library takes.
 *
 * @module
 */
import type process_ from "node:process";
import { withinTurn } from "../scopes/turn.ts";

/** Node's, which Deno has as a global, too. */
declare const process: typeof process_;

/** The modules that are used. */
interface Modules {
  readonly crypto: typeof import("node:crypto");
  readonly fs: typeof import("node:fs");
  readonly module: typeof import("node:module");
  readonly os: typeof import("node:os");
  readonly path: typeof import("node:path");
  readonly url: typeof import("node:url");
  readonly worker_threads: typeof import("node:worker_threads");
  readonly buffer: typeof import("node:buffer");
  readonly zlib: typeof import("node:zlib");
}

/** One of Node's modules. */
export function nodeModule<Name extends keyof Modules>(name: Name): Modules[Name] {
  const load = () => process.getBuiltinModule(`node:${name}`) as unknown as Modules[Name];
  return withinTurn(load);
}

/** Node's process. */
export function nodeProcess(): typeof process_ {
  return process;
}
