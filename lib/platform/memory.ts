/**
 * How much memory the machine has.
 *
 * @module
 */

let known: number | undefined;

/** Bytes of memory; infinity where the program may not ask. */
export function machineMemory(): number {
  return known ??= ask();
}

function ask(): number {
  const sys = { name: "sys", kind: "systemMemoryInfo" } as const;
  const isAllowed = Deno.permissions.querySync(sys).state === "granted";
  return isAllowed ? Deno.systemMemoryInfo().total : Infinity;
}
