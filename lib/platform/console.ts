/**
 * The terminal a program runs in.
 *
 * @module
 */
import { host } from "./host.ts";

/** Its width in characters; `undefined` where the output goes elsewhere. */
export function consoleWidth(): number | undefined {
  if (!host.terminal.isTerminal()) return undefined;
  try {
    return host.terminal.width();
  } catch {
    return undefined;
  }
}

/** Whether the output is a terminal, where lines can be rewritten. */
export function isInteractive(): boolean {
  return host.terminal.isTerminal();
}
