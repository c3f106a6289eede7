/**
 * What an expectation file is written with: `a.expect.ts` beside `a.ipynb` says of each code cell
 * what it has to print, and which kind of claim is made for each part of it.
 *
 * ```text
 * export default expectations({
 *   about: "a section",
 *   cells: [
 *     cell("sum", "two and two", {
 *       chapter: "4",
 *       claims: [text(), relation("it is even", ({ sum }) => sum % 2 === 0)],
 *     }),
 *   ],
 * });
 * ```
 *
 * @module
 */
import type { DataFile, Profile } from "./expectations.ts";

/** What a notebook has defined, by names: nothing outside of the notebook knows its types. */
// deno-lint-ignore no-explicit-any -- a notebook's values are of any type
export type Scope = Readonly<Record<string, any>>;

/**
 * A function of what the notebook has defined, which it takes apart: `({ net, X }) => ...`. It is run
 * in the notebook's kernel, so that it sees nothing of the file that it stands in.
 */
export type Probe = (scope: Scope) => unknown;

/** A point of a figure's data, as `chart.spec.data.values` has them. */
export interface Mark {
  /** The name of its line. */
  readonly series: string;
  /** To the right. */
  readonly x: number;
  /** Upwards. */
  readonly y: number;
}

/** A text, whole or by its lines. */
export type Text = string | readonly string[];

/** A distribution: its name and its numbers. */
export type Law =
  | { readonly uniform: readonly [low: number, high: number] }
  | { readonly uniformInteger: readonly [low: number, high: number] }
  | { readonly normal: readonly [mean: number, stddev: number] }
  | { readonly truncatedNormal: readonly [mean: number, stddev: number] }
  | { readonly constant: number }
  | { readonly mixture: readonly (readonly [weight: number, law: Law])[] };

/** What every claim may have. */
interface Common {
  /** Part of the output it is about, such as `[0].shape`; default: the cell's result. */
  readonly part?: string;
  /** Words for the reader. */
  readonly says?: string;
  /** The profile it is made for; default: all. */
  readonly profile?: Profile;
}

/** What a text may have. */
interface TextFields extends Common {
  /** The text; default: the chapter's. */
  readonly is?: Text;
  /** Why the chapter's indents are not those of NumPy, where they are damaged. */
  readonly damagedIndent?: string;
}

/** A claim as a file has it; {@linkcode readExpectations} checks its fields. */
export interface WrittenClaim extends Common {
  /** Its kind. */
  readonly claim: string;
}

/** The cell prints nothing. */
export const silent = (): WrittenClaim => ({ claim: "silent" });

/** The text is the chapter's, or the one given, character for character. */
export const text = (fields: TextFields = {}): WrittenClaim =>
  ({ claim: "text", how: "exact", ...fields }) as WrittenClaim;

/** Read and printed again, the output and the chapter's text both stay the same. */
export const layout = (fields: TextFields = {}): WrittenClaim =>
  ({ claim: "text", how: "layout", ...fields }) as WrittenClaim;

/** Types, names, shapes, dtypes and nesting are the chapter's, or those given. */
export const structure = (fields: Common & { readonly is?: string } = {}): WrittenClaim =>
  ({ claim: "structure", ...fields }) as WrittenClaim;

/** The values are the chapter's, or those given: one for all elements, or nested lists. */
export const constant = (
  fields: Common & { readonly is?: unknown; readonly probe?: Probe },
): WrittenClaim => ({ claim: "constant", ...fields }) as WrittenClaim;

/** What a function of the notebook's values gives is true throughout. */
export const relation = (says: string, probe: Probe, fields: Common = {}): WrittenClaim =>
  ({ claim: "relation", says, probe, ...fields }) as WrittenClaim;

/** The values follow a distribution. */
export const distribution = (
  follows: Law,
  fields: Common & { readonly probe?: Probe },
): WrittenClaim => ({ claim: "distribution", follows, ...fields }) as WrittenClaim;

/** With one seed, the values have these bits: SHA-256 of their bytes, little-endian, in hex. */
export const bits = (
  probe: Probe,
  fields: Common & { readonly seed: number; readonly sha256: string },
): WrittenClaim => ({ claim: "bits", probe, ...fields }) as WrittenClaim;

/** The part may differ from run to run or machine to machine, within a pattern. */
export const volatile = (
  why: string,
  fields: Common & { readonly pattern?: RegExp } = {},
): WrittenClaim => ({ claim: "volatile", why, ...fields }) as WrittenClaim;

/** The number of a tensor, which TensorFlow 2.0 prints: it may be any. */
export const counted = (part = ".id"): WrittenClaim =>
  volatile("TensorFlow 2.0 numbers tensors in the order of their creation inside the runtime", {
    part,
    profile: "2.0",
  });

/** A cell as a file has it. */
export interface WrittenCell {
  /** Its id in the notebook. */
  readonly cell: string;
  /** Words for the reader. */
  readonly says: string;
  /** The chapter's printed text, or texts by output: `result`, `stdout`, `stderr`, `display[0]`. */
  readonly chapter?: Text | Readonly<Record<string, Text>>;
  /** What is claimed of the output. */
  readonly claims: readonly WrittenClaim[];
}

/** What a cell has to print; claims alone, where the chapter has no such cell. */
export function cell(
  id: string,
  says: string,
  content: readonly WrittenClaim[] | Omit<WrittenCell, "cell" | "says">,
): WrittenCell {
  const fields = "claims" in content ? content : { claims: content };
  return { cell: id, says, ...fields };
}

/** A file of expectations. */
export interface WrittenExpectations {
  /** What the chapter is, where its text comes from. */
  readonly about: string;
  /** What the notebook reads and the project does not hold. */
  readonly data?: readonly DataFile[];
  /** The cells in the notebook's order. */
  readonly cells: readonly WrittenCell[];
}

/** The expectations of a notebook, which its file exports as `default`. */
export const expectations = (file: WrittenExpectations): WrittenExpectations => file;
