/**
 * What makes sure that nothing of a kernel outlives the program that started it, whichever way that
 * ends: a small shell between the two. The kernel and whatever a notebook starts are in its process
 * group; it waits for the end of its input, which only the program holds open, and then ends the
 * group and removes the connection file. Windows has no such shell: there the kernel stands alone.
 *
 * @module
 */

/**
 * `$1` is the connection file, the rest the kernel's command, which takes the place of the shell. The
 * part that waits for the end of the input gives up the outputs, which would never end.
 */
const GUARD = `
conn=$1
shift
exec 3<&0
(cat <&3; rm -f "$conn"; kill -9 0) >/dev/null 2>&1 &
exec "$@" </dev/null 3<&-
`;

/** Whether kernels get a guard on this system. */
export const HAS_GUARD: boolean = Deno.build.os !== "windows";

/** A command to start: the program, its arguments, and how it is started. */
interface Guarded {
  readonly program: string;
  readonly args: readonly string[];
  readonly how: Pick<Deno.CommandOptions, "stdin" | "detached">;
}

/** The command that starts a kernel, under its guard where there is one. */
export function guarded(connectionFile: string, program: string, args: readonly string[]): Guarded {
  if (!HAS_GUARD) return { program, args, how: { stdin: "null" } };
  return {
    program: "/bin/sh",
    args: ["-c", GUARD, "/bin/sh", connectionFile, program, ...args],
    how: { stdin: "piped", detached: true },
  };
}

/** Ends a kernel at once, with every process of its group. */
export function endGroup(pid: number): void {
  try {
    Deno.kill(HAS_GUARD ? -pid : pid, "SIGKILL");
  } catch (error) {
    // Everything may have ended by itself in the meantime.
    if (!(error instanceof TypeError || error instanceof Deno.errors.NotFound)) throw error;
  }
}
