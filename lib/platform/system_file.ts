/**
 * Files of the system that tell what machine it is. Deno gives those in `/proc` and `/dev` only to
 * programs that may do everything, whatever it answers when it is asked for the permission to read.
 *
 * @module
 */
import { host } from "./host.ts";

/** What `read` finds at a path; `undefined` where this program may not read it. Nobody is asked. */
export function readSystem<T>(path: string, read: (path: string) => T): T | undefined {
  if (!host.mayRead(path)) return undefined;
  try {
    return read(path);
  } catch (error) {
    if (error instanceof Error && error.name === "NotCapable") return undefined;
    throw error;
  }
}
