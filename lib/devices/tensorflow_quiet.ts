/**
 * Keeps what a native library writes to standard error while it loads from the user, who did not
 * ask for it: TensorFlow's newer logging has no variable that does.
 *
 * @module
 */
import { type ForeignLibrary, mayCallNative, native } from "../platform/native.ts";

import type { System } from "../platform/host_types.ts";
import { host } from "../platform/host.ts";

/** C functions on file descriptors. */
const SYMBOLS = {
  open: { parameters: ["buffer", "i32"], result: "i32" },
  dup: { parameters: ["i32"], result: "i32" },
  dup2: { parameters: ["i32", "i32"], result: "i32" },
  close: { parameters: ["i32"], result: "i32" },
} as const satisfies ForeignLibrary;

const LIBRARIES: Partial<Record<System, string>> = {
  linux: "libc.so.6",
  darwin: "libSystem.dylib",
};

const STDERR = 2;
const WRITE_ONLY = 1;

/** Runs with standard error thrown away, where the system allows that. */
export function withoutStderr<T>(run: () => T): T {
  const name = LIBRARIES[host.system];
  let library;
  try {
    library = name === undefined || !mayCallNative() ? undefined : native().dlopen(name, SYMBOLS);
  } catch {
    // Another C library: the noise is shown.
  }
  if (!library) return run();
  const { open, dup, dup2, close } = library.symbols;
  const kept = dup(STDERR);
  const nowhere = open(new TextEncoder().encode("/dev/null\0"), WRITE_ONLY);
  if (kept >= 0 && nowhere >= 0) dup2(nowhere, STDERR);
  try {
    return run();
  } finally {
    if (kept >= 0) dup2(kept, STDERR);
    for (const descriptor of [kept, nowhere]) if (descriptor >= 0) close(descriptor);
    library.close();
  }
}
