/**
 * The runtime that the library runs in.
 *
 * @module
 */
import { denoHost } from "./deno_host.ts";
import type { Host } from "./host_types.ts";
import { nodeHost } from "./node_host.ts";

/** Whether this is Deno; Node may have a global of that name, which programs bring along. */
export const isDeno: boolean = typeof Deno === "object" &&
  typeof (Deno as Partial<typeof Deno>).version?.deno === "string";

/** The runtime. */
export const host: Host = isDeno ? denoHost() : nodeHost();

/** The code of an error of the system's, such as `ENOENT`; `undefined` of others. */
export function errorCode(error: unknown): string | undefined {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return typeof code === "string" ? code : undefined;
}

/** Whether an error says that there is nothing at a path. */
export function isMissing(error: unknown): boolean {
  return errorCode(error) === "ENOENT";
}
