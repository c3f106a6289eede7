/**
 * The terminal a program runs in.
 *
 * @module
 */

/** Its width in characters; `undefined` where the output goes elsewhere. */
export function consoleWidth(): number | undefined {
  if (!Deno.stdout.isTerminal()) return undefined;
  try {
    return Deno.consoleSize().columns;
  } catch {
    return undefined;
  }
}

/** Whether the output is a terminal, where lines can be rewritten. */
export function isInteractive(): boolean {
  return Deno.stdout.isTerminal();
}
