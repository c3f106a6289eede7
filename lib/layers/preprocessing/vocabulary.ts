/**
 * Vocabularies: tokens that occurred, counted, and put in order.
 *
 * @module
 * @internal
 */

/** A token: a text, or a whole number of 64 bits. */
export type Token = string | bigint;

/** Order of texts by their UTF-8 bytes, as of whole numbers by size. */
export function ordered(a: Token, b: Token): number {
  if (typeof a === "bigint" || typeof b === "bigint") return a < b ? -1 : a > b ? 1 : 0;
  const [left, right] = [a[Symbol.iterator](), b[Symbol.iterator]()];
  while (true) {
    const [x, y] = [left.next(), right.next()];
    if (x.done || y.done) return Number(Boolean(y.done)) - Number(Boolean(x.done));
    if (x.value !== y.value) return x.value.codePointAt(0)! - y.value.codePointAt(0)!;
  }
}

/** What was seen of some documents. */
export class TokenCounts {
  readonly #counts = new Map<Token, number>();
  readonly #documents = new Map<Token, number>();
  #total = 0;

  /** Counts the tokens of a document. */
  add(document: Iterable<Token>): void {
    const seen = new Set<Token>();
    for (const token of document) {
      this.#counts.set(token, (this.#counts.get(token) ?? 0) + 1);
      seen.add(token);
    }
    for (const token of seen) this.#documents.set(token, (this.#documents.get(token) ?? 0) + 1);
    this.#total++;
  }

  /** Whether there was no token. */
  get isEmpty(): boolean {
    return this.#counts.size === 0;
  }

  /** The tokens besides some, the most frequent ones first, of equal ones the last by order. */
  tokens(besides: readonly (Token | null)[], most: number): Token[] {
    const all = [...this.#counts].filter(([token]) => !besides.includes(token));
    all.sort(([a, m], [b, n]) => n - m || ordered(b, a));
    return all.slice(0, most).map(([token]) => token);
  }

  /** How telling each token is: `log(1 + documents / (1 + documents with it))`. */
  weights(tokens: readonly Token[]): number[] {
    return tokens.map((it) =>
      Math.fround(Math.log(1 + this.#total / (1 + (this.#documents.get(it) ?? 0))))
    );
  }
}

/** The mean of numbers of 32 bits. */
export function meanOf(values: readonly number[]): number {
  return Math.fround(values.reduce((sum, it) => sum + it, 0) / values.length);
}
