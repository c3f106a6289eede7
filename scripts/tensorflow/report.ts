// deno-lint-ignore-file no-console -- its report is its purpose
/**
 * What the set-up says: each step with its time, and for what failed, why and what would help.
 *
 * @module
 */

/** A way that is not open, with what would open it. */
export class SetupError extends Error {
  /** What the user can do. */
  readonly remedy: string;

  /** Makes an error of why something failed and what would help. */
  constructor(message: string, remedy: string) {
    super(message);
    this.name = "SetupError";
    this.remedy = remedy;
  }
}

/** Prints a line below a step. */
export function say(text: string): void {
  console.log(`    ${text}`);
}

/**
 * Does a step and says how long it took.
 *
 * @param name What is done.
 * @param run Does it.
 * @param describe What to say of the result.
 */
export async function step<T>(
  name: string,
  run: () => T | Promise<T>,
  describe: (result: T) => string = () => "",
): Promise<T> {
  const start = performance.now();
  const seconds = () => `${((performance.now() - start) / 1000).toFixed(1)} s`;
  try {
    const result = await run();
    const text = describe(result);
    console.log(`ok      ${name} (${seconds()})${text === "" ? "" : `: ${text}`}`);
    return result;
  } catch (error) {
    console.log(`no      ${name} (${seconds()})`);
    throw error;
  }
}

/** A message of an error with its remedy, over two lines. */
export function explain(error: unknown): string[] {
  if (error instanceof SetupError) return [error.message, `what helps: ${error.remedy}`];
  return [error instanceof Error ? error.message : String(error)];
}

/** The last lines of what a program wrote. */
export function lastLines(bytes: Uint8Array, count = 12): string {
  const lines = new TextDecoder().decode(bytes).split("\n").filter((line) => line.trim() !== "");
  return lines.slice(-count).join("\n");
}
