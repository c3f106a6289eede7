/**
 * Texts cut into tokens as TensorFlow's functions do it: by bytes, so that only ASCII has capitals,
 * punctuation and white space.
 *
 * @module
 * @internal
 */

/** A text before it is cut. */
export type Standardize =
  | "lower_and_strip_punctuation"
  | "lower"
  | "strip_punctuation"
  | ((text: string) => string);

/** How a text is cut. */
export type Split = "whitespace" | "character" | ((text: string) => readonly string[]);

const CAPITALS = /[A-Z]+/g;
const PUNCTUATION = /[!-/:-@[-`{-~]/g;
const SPACE = /[ \t\n\v\f\r]+/;

/** A text in its standard form. */
export function standardized(text: string, how: Standardize | null): string {
  if (how === null) return text;
  if (typeof how === "function") return how(text);
  const lower = how === "strip_punctuation"
    ? text
    : text.replace(CAPITALS, (letters) => letters.toLowerCase());
  return how === "lower" ? lower : lower.replace(PUNCTUATION, "");
}

/** The parts of a text; without a way to cut it is one. */
export function parts(text: string, how: Split | null): readonly string[] {
  if (how === null) return [text];
  if (typeof how === "function") return how(text);
  if (how === "character") return [...text];
  return text.split(SPACE).filter((word) => word !== "");
}

/** Runs of neighbours, for each length in turn, joined by spaces. */
export function ngrams(tokens: readonly string[], lengths: readonly number[]): string[] {
  return lengths.flatMap((length) =>
    Array.from(
      { length: Math.max(tokens.length - length + 1, 0) },
      (_, i) => tokens.slice(i, i + length).join(" "),
    )
  );
}
