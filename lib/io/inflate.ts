/**
 * Deflate and back, as archives and compressed datasets have it.
 *
 * @module
 */
// deno-lint-ignore-file no-import-prefix -- programs in other folders lack this library's names
import type * as Fflate from "npm:fflate@0.8.3";
import { nodeModule } from "../platform/node.ts";

let loaded: typeof Fflate | undefined;

/** The npm package fflate, loaded when it is first needed: an import would load all of Node's. */
function fflate(): typeof Fflate {
  const entry = import.meta.resolve("npm:fflate@0.8.3");
  return loaded ??= nodeModule("module").createRequire(entry)("fflate") as typeof Fflate;
}

/**
 * Never called: Deno fetches with a program the packages that it imports somewhere.
 *
 * @returns The package.
 */
export function fetched(): Promise<unknown> {
  return import("npm:fflate@0.8.3");
}

/** Deflate makes at most this many bytes out of one. */
export const BEST_RATIO = 1032;

/**
 * Inflates into memory of the declared size, and one byte that shows if there would be more.
 *
 * @throws {Error} if the bytes are no deflated ones; fflate's.
 */
export function inflate(bytes: Uint8Array, size: number): Uint8Array {
  return fflate().inflateSync(bytes, { out: new Uint8Array(size + 1) });
}

/** Compresses bytes with deflate. */
export function deflate(bytes: Uint8Array, level: 6): Uint8Array {
  return fflate().deflateSync(bytes, { level });
}
