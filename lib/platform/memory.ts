/**
 * How much memory the machine has.
 *
 * @module
 */

import { host } from "./host.ts";

let known: number | undefined;

/** Bytes of memory; infinity where the program may not ask. */
export function machineMemory(): number {
  return known ??= host.memory();
}
