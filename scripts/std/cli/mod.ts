/**
 * Stand-in for `jsr:@std/cli` where the JSR registry cannot be reached: {@linkcode parseArgs} with
 * the options this project uses, over `node:util`.
 *
 * @module
 */
import { parseArgs as nodeParseArgs } from "node:util";

/** What {@linkcode parseArgs} takes: a subset of the options of `@std/cli`. */
export interface ParseOptions {
  /** Names of flags without a value. */
  boolean?: readonly string[];
  /** Names of options with a value. */
  string?: readonly string[];
  /** Options of `string` that may be given more than once. */
  collect?: readonly string[];
  /** Short names: `{ h: "help" }`. */
  alias?: Record<string, string>;
  /** Values of options that are not given. */
  default?: Record<string, unknown>;
  /** Called with each option that is not known; returns whether to keep it. */
  unknown?: (arg: string, key?: string, value?: unknown) => unknown;
}

/** Parses command-line arguments: positional ones in `_`, options under their names. */
export function parseArgs(
  args: readonly string[],
  options: ParseOptions = {},
): Record<string, unknown> & { _: string[] } {
  const known: Record<string, { type: "boolean" | "string"; multiple?: boolean; short?: string }> =
    {};
  for (const name of options.boolean ?? []) known[name] = { type: "boolean" };
  for (const name of options.string ?? []) {
    known[name] = { type: "string", multiple: options.collect?.includes(name) ?? false };
  }
  for (const [short, name] of Object.entries(options.alias ?? {})) {
    const option = known[name];
    if (option) option.short = short;
  }
  const { tokens } = nodeParseArgs({
    args: [...args],
    options: known,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const parsed: Record<string, unknown> & { _: string[] } = { ...options.default, _: [] };
  for (const name of options.boolean ?? []) parsed[name] ??= false;
  for (const name of options.collect ?? []) parsed[name] ??= [];
  for (const token of tokens) {
    if (token.kind === "positional") {
      if (options.unknown?.(token.value) !== false) parsed._.push(token.value);
    } else if (token.kind === "option") {
      if (!(token.name in known)) {
        if (options.unknown?.(token.rawName, token.name, token.value) === false) continue;
        parsed[token.name] = token.value ?? true;
      } else if (known[token.name]!.multiple) (parsed[token.name] as string[]).push(token.value!);
      else parsed[token.name] = known[token.name]!.type === "boolean" ? true : token.value ?? "";
    }
  }
  return parsed;
}
