/**
 * Reads the functions and the patterns of expectation files.
 *
 * @module
 */
import { wrongKind } from "./json.ts";

/** The head of a function that takes apart what it needs, and the names in it. */
const HEAD = /^(?:async\s*)?\(\s*(?:\{\s*([^{}]*?),?\s*\})?\s*\)\s*=>/;

/**
 * The expression that runs a function in the kernel, with what the notebook has defined: its text and
 * the names that it takes apart.
 *
 * @throws {TypeError} for anything but a function, and for one with other parameters.
 */
export function readProbe(where: string, name: string, value: unknown): string {
  if (typeof value !== "function") throw wrongKind(where, name, "a function", value);
  const code = String(value);
  const head = HEAD.exec(code);
  const names = (head?.[1] ?? "").split(",").map((it) => it.trim()).filter((it) => it !== "");
  if (head === null || !names.every((it) => /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(it))) {
    throw new TypeError(
      `${where}: expected ${name} to take apart what it needs, as ({ net, X }) => ..., received ${
        code.slice(0, 60)
      }`,
    );
  }
  return `(${code})({ ${names.join(", ")} })`;
}

/**
 * The source of a regular expression.
 *
 * @throws {TypeError} for anything else, and for one with flags, which would be lost.
 */
export function readPattern(where: string, name: string, value: unknown): string {
  if (value instanceof RegExp && value.flags === "") return value.source;
  throw wrongKind(where, name, "a regular expression without flags", value);
}
