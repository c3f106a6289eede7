/**
 * Warnings, each once.
 *
 * @module
 */
const given = new Set<string>();

/** Prints a warning to the console, the first time that it is given. */
export function warnOnce(text: string): void {
  if (given.has(text)) return;
  given.add(text);
  // deno-lint-ignore no-console -- this is where the library warns
  console.warn(text);
}
