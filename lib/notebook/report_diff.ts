/**
 * Marks where a chapter's text and this run's differ, and what kind of difference it is.
 *
 * @module
 */
import { splitPart } from "./parts.ts";
import type { ClaimVerdict } from "./verdicts.ts";

/** What a piece of text is: the colours of the page. */
export type Mark = "same" | "random" | "volatile" | "wrong";

/** A piece of text with its mark. */
export interface Span {
  /** What it is. */
  mark: Mark;
  /** The text. */
  text: string;
}

/** Both texts in marked pieces; `undefined` for one that there is not. */
export interface MarkedTexts {
  /** The chapter's. */
  chapter: Span[] | undefined;
  /** This run's. */
  printed: Span[] | undefined;
}

/** Longest product of word counts that is compared word by word. */
const MAX_COMPARED = 4_000_000;
const NUMBER = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$|^[-+]?(?:nan|inf)$/i;

/**
 * Compares the texts word by word. Words that differ are volatile or random where a claim of that
 * kind holds for the part, and wrong otherwise.
 */
export function markDifferences(
  chapter: string | undefined,
  printed: string | undefined,
  root: string,
  claims: readonly ClaimVerdict[],
): MarkedTexts {
  const own = claims.filter((claim) => splitPart(claim.part).root.startsWith(root));
  const failed = own.filter(({ judgement }) => judgement === "fails");
  const held = own.filter(({ judgement }) => judgement !== "fails");
  const isVolatile = (claim: ClaimVerdict) => claim.claim === "volatile";
  const isId = (claim: ClaimVerdict) => isVolatile(claim) && claim.part.endsWith(".id");
  const isRandom = held.some(({ claim }) => claim === "distribution" || claim === "relation");
  const markOf = (word: string, before: string): Mark => {
    if (/\bid=$/.test(before) && held.some(isId)) return "volatile";
    if (held.some((claim) => isVolatile(claim) && !isId(claim))) return "volatile";
    if (NUMBER.test(word) && isRandom) return "random";
    // Punctuation moves with the numbers; only a claim about the text itself is about it.
    const isPunctuation = !/[\p{L}\p{N}]/u.test(word);
    const matters = isPunctuation
      ? failed.some(({ claim }) => claim === "text")
      : failed.length > 0;
    return matters ? "wrong" : "same";
  };
  if (chapter === undefined || printed === undefined) {
    const whole = (text: string | undefined): Span[] | undefined =>
      text === undefined ? undefined : [{ mark: failed.length > 0 ? "wrong" : "same", text }];
    return { chapter: whole(chapter), printed: whole(printed) };
  }
  const [a, b] = [words(chapter), words(printed)];
  const kept = commonWords(a, b);
  return {
    chapter: spans(a, new Set(kept.map(([i]) => i)), markOf),
    printed: spans(b, new Set(kept.map(([, j]) => j)), markOf),
  };
}

/** Numbers, names, white space and single other characters. */
function words(text: string): string[] {
  return text.match(/[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?|[\p{L}_][\p{L}\p{N}_.]*|\s+|./gsu) ??
    [];
}

/** Indices of a longest common subsequence. */
function commonWords(a: readonly string[], b: readonly string[]): [number, number][] {
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  const pairs: [number, number][] = Array.from({ length: start }, (_, i) => [i, i]);
  const [m, n] = [a.length - start, b.length - start];
  if (m * n > MAX_COMPARED) return pairs;
  const lengths = Array.from({ length: m + 1 }, () => new Uint32Array(n + 1));
  for (let i = m - 1; i >= 0; i--) {
    for (let j = n - 1; j >= 0; j--) {
      lengths[i]![j] = a[start + i] === b[start + j]
        ? lengths[i + 1]![j + 1]! + 1
        : Math.max(lengths[i + 1]![j]!, lengths[i]![j + 1]!);
    }
  }
  for (let i = 0, j = 0; i < m && j < n;) {
    if (a[start + i] === b[start + j]) pairs.push([start + i++, start + j++]);
    else if (lengths[i + 1]![j]! >= lengths[i]![j + 1]!) i++;
    else j++;
  }
  return pairs;
}

/** Words joined into pieces of one mark. */
function spans(
  text: readonly string[],
  kept: ReadonlySet<number>,
  markOf: (word: string, before: string) => Mark,
): Span[] {
  const result: Span[] = [];
  text.forEach((word, i) => {
    const mark = kept.has(i) ? "same" : markOf(word, text.slice(Math.max(i - 2, 0), i).join(""));
    const last = result.at(-1);
    if (last?.mark === mark) last.text += word;
    else result.push({ mark, text: word });
  });
  return result;
}
