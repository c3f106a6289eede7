/**
 * Reads the words of a printed value, one after the other.
 *
 * @module
 */

/** Kinds of words; `special` are the elements of arrays that are written as names. */
const WORDS: Readonly<Record<WordKind, RegExp>> = {
  number: /[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?(?![\w.+-])/y,
  special: /(?:[+-]?(?:nan|inf)|True|False)(?![\w.+-])/y,
  string: /b?(?:'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*")(?![\w'"])/y,
  name: /[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*(?![\w.])/y,
};

/** A kind of word. */
export type WordKind = "number" | "special" | "string" | "name";

/** Most brackets within each other. */
const MAX_DEPTH = 64;

/** A position in a text, with what can be read from there. */
export class Scanner {
  readonly #text: string;
  #position = 0;
  #depth = 0;

  /** Starts at the beginning of `text`. */
  constructor(text: string) {
    this.#text = text;
  }

  /** The error of finding something else than expected at the present position. */
  error(expected: string): SyntaxError {
    const found = this.#text.slice(this.#position, this.#position + 20);
    const line = this.#text.slice(0, this.#position).split("\n").length;
    return new SyntaxError(
      `parseOutput: expected ${expected} at position ${this.#position} (line ${line}), received ${
        found === "" ? "the end of the text" : JSON.stringify(found)
      }`,
    );
  }

  /** Passes over white space. */
  #space(): void {
    while (/\s/.test(this.#text[this.#position] ?? "")) this.#position += 1;
  }

  /** Whether `literal` comes next, after white space. */
  sees(literal: string): boolean {
    this.#space();
    return this.#text.startsWith(literal, this.#position);
  }

  /** Passes over `literal` if it comes next. */
  take(literal: string): boolean {
    const seen = this.sees(literal);
    if (seen) this.#position += literal.length;
    return seen;
  }

  /** Passes over `literal`, which has to come next. */
  need(literal: string): void {
    if (!this.take(literal)) throw this.error(JSON.stringify(literal));
  }

  /** The next word of a kind, if it is one. */
  word(kind: WordKind): string | undefined {
    this.#space();
    const pattern = WORDS[kind];
    pattern.lastIndex = this.#position;
    const found = pattern.exec(this.#text)?.[0];
    this.#position += found?.length ?? 0;
    return found;
  }

  /** The next word of a kind, which has to be one. */
  needWord(kind: WordKind): string {
    const found = this.word(kind);
    if (found === undefined) throw this.error(`a ${kind}`);
    return found;
  }

  /** Whether nothing but white space is left. */
  atEnd(): boolean {
    this.#space();
    return this.#position === this.#text.length;
  }

  /** Runs `read` one bracket deeper. */
  deeper<T>(read: () => T): T {
    if (this.#depth === MAX_DEPTH) throw this.error(`at most ${MAX_DEPTH} brackets in each other`);
    this.#depth += 1;
    const result = read();
    this.#depth -= 1;
    return result;
  }
}

/** Characters that a backslash stands before. */
const UNESCAPED: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t" };

/** The characters of a quoted string; of bytes, what they are in UTF-8. */
export function unquote(quoted: string): string {
  const isBytes = quoted.startsWith("b");
  const text = quoted.slice(isBytes ? 2 : 1, -1).replace(
    /\\(x[\da-fA-F]{2}|u[\da-fA-F]{4}|U(?:000[\da-fA-F]|0010)[\da-fA-F]{4}|[^])/g,
    (_, escape: string) =>
      escape.length > 1
        ? String.fromCodePoint(parseInt(escape.slice(1), 16))
        : UNESCAPED[escape] ?? escape,
  );
  if (!isBytes) return text;
  return new TextDecoder().decode(Uint8Array.from(text, (char) => char.codePointAt(0)!));
}
