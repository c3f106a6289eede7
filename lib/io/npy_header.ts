/**
 * The header of NumPy's .npy format: the magic text, a version, a length, and a Python dict written
 * out, `{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }`.
 *
 * @module
 */
import type { ByteReader } from "./byte_reader.ts";

/** The first bytes of every .npy file: 0x93 and NUMPY. */
export const MAGIC: Uint8Array = new Uint8Array([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59]);

/** The longest header that is read; NumPy draws the same line. */
const LONGEST = 10_000;

/** Digits NumPy leaves room for, so that a growing array can change its first dimension in place. */
const GROWTH_DIGITS = 21;

/** Where the elements start is a multiple of this. */
const ALIGNMENT = 64;

/** A text, a truth value or a whole number (with the L of Python 2), where the search stands. */
const LITERAL = /'([^'\\]*)'|"([^"\\]*)"|(True|False)\b|(\d{1,15})L?/y;

/** What a header says. */
export interface NpyHeader {
  /** NumPy's spelling of the element type, `<f4`. */
  readonly descr: string;
  /** Whether the first index runs fastest. */
  readonly fortranOrder: boolean;
  /** Dimensions. */
  readonly shape: number[];
  /** Where the elements start. */
  readonly end: number;
}

/** What the dict may hold. */
type Literal = string | boolean | number | Literal[];

/** Reads the header of a .npy file that lies at `start`. */
export function readNpyHeader(reader: ByteReader, start = 0): NpyHeader {
  MAGIC.forEach((byte, index) => {
    const received = reader.u8(start + index, "the magic text of .npy");
    if (received === byte) return;
    throw reader.malformed(start + index, `byte ${byte} of the magic text of .npy`, received);
  });
  const version = reader.u8(start + 6, "the format version");
  if (version < 1 || version > 3) {
    throw reader.malformed(start + 6, "format version 1, 2 or 3", version);
  }
  const minor = reader.u8(start + 7, "the format version");
  if (minor !== 0) throw reader.malformed(start + 7, "minor format version 0", minor);
  const wide = version > 1;
  const length = wide
    ? reader.u32(start + 8, "the length of the header")
    : reader.u16(start + 8, "the length of the header");
  if (length > LONGEST) {
    throw reader.malformed(start + 8, `a header of at most ${LONGEST} bytes`, length);
  }
  const begin = start + (wide ? 12 : 10);
  const bytes = reader.slice(begin, length, "the header");
  const text = version === 3
    ? new TextDecoder().decode(bytes)
    : reader.latin1(begin, length, "the header");
  return { ...new HeaderParser(reader, text, begin).parse(), end: begin + length };
}

/** Parses the dict. */
class HeaderParser {
  readonly #reader: ByteReader;
  readonly #text: string;
  readonly #begin: number;
  #at = 0;

  constructor(reader: ByteReader, text: string, begin: number) {
    this.#reader = reader;
    this.#text = text;
    this.#begin = begin;
  }

  parse(): Omit<NpyHeader, "end"> {
    const found = new Map<string, { value: Literal; at: number }>();
    this.#expect("{");
    while (!this.#accept("}")) {
      const at = this.#at;
      const key = this.#literal(0);
      if (typeof key !== "string" || found.has(key)) this.#fail("a key, once", at);
      this.#expect(":");
      this.#skip();
      found.set(key as string, { at: this.#at, value: this.#literal(0) });
      if (!this.#accept(",")) {
        this.#expect("}");
        break;
      }
    }
    this.#skip();
    if (this.#at < this.#text.length) this.#fail("nothing after the dict");
    return this.#checked(found);
  }

  #checked(found: Map<string, { value: Literal; at: number }>): Omit<NpyHeader, "end"> {
    const keys = [...found.keys()].sort().join(", ");
    if (keys !== "descr, fortran_order, shape") {
      this.#fail("the keys descr, fortran_order and shape", 0);
    }
    const [descr, order, shape] = ["descr", "fortran_order", "shape"].map((key) => found.get(key)!);
    if (Array.isArray(descr!.value)) {
      throw this.#reader.unsupported(
        this.#begin + descr!.at,
        "an array of records (structured dtype)",
        "save each field by itself, as x['field'], with np.savez",
      );
    }
    if (typeof descr!.value !== "string") this.#fail("a text for descr", descr!.at);
    if (typeof order!.value !== "boolean") this.#fail("True or False for fortran_order", order!.at);
    const dims = shape!.value;
    if (!Array.isArray(dims) || !dims.every((dim) => typeof dim === "number")) {
      this.#fail("a tuple of whole numbers for shape", shape!.at);
    }
    return {
      descr: descr!.value as string,
      fortranOrder: order!.value as boolean,
      shape: dims as number[],
    };
  }

  /** A text, a truth value, a whole number, or a tuple or list of these. */
  #literal(depth: number): Literal {
    this.#skip();
    LITERAL.lastIndex = this.#at;
    const simple = LITERAL.exec(this.#text);
    if (simple) {
      this.#at += simple[0].length;
      if (simple[3]) return simple[3] === "True";
      return simple[4] === undefined ? simple[1] ?? simple[2]! : Number(simple[4]);
    }
    const close = this.#accept("(") ? ")" : this.#accept("[") ? "]" : undefined;
    if (close === undefined || depth > 8) return this.#fail("a text, number, tuple or truth value");
    const items: Literal[] = [];
    while (!this.#accept(close)) {
      items.push(this.#literal(depth + 1));
      if (this.#accept(",")) continue;
      // Without a comma, (3) is a number and no tuple.
      if (close === ")" && items.length === 1) this.#fail("','");
      this.#expect(close);
      break;
    }
    return items;
  }

  #skip(): void {
    while (/[ \t\n\r\f]/.test(this.#text[this.#at] ?? "")) this.#at++;
  }

  #accept(character: string): boolean {
    this.#skip();
    if (this.#text[this.#at] !== character) return false;
    this.#at++;
    return true;
  }

  #expect(character: string): void {
    if (!this.#accept(character)) this.#fail(`'${character}'`);
  }

  #fail(expected: string, at = this.#at): never {
    const received = this.#text.slice(at, at + 40).trimEnd();
    throw this.#reader.malformed(
      this.#begin + at,
      `${expected} in the header`,
      JSON.stringify(received),
    );
  }
}

/** The header's bytes, as NumPy 2 writes them. */
export function writeNpyHeader(
  descr: string,
  shape: readonly number[],
  version: 1 | 2 | 3 = 1,
): Uint8Array {
  const dims = shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(", ")})`;
  const room = shape.length === 0 ? 0 : Math.max(0, GROWTH_DIGITS - `${shape[0]}`.length);
  const dict = `{'descr': '${descr}', 'fortran_order': False, 'shape': ${dims}, }${
    " ".repeat(room)
  }`;
  const prefix = version === 1 ? 10 : 12;
  const used = prefix + dict.length + 1;
  const length = dict.length + 1 + ALIGNMENT - used % ALIGNMENT;
  if (version === 1 && length > 0xffff) return writeNpyHeader(descr, shape, 2);
  const bytes = new Uint8Array(prefix + length).fill(0x20, prefix);
  bytes.set(MAGIC);
  bytes[6] = version;
  const view = new DataView(bytes.buffer);
  if (version === 1) view.setUint16(8, length, true);
  else view.setUint32(8, length, true);
  bytes.set(new TextEncoder().encode(dict), prefix);
  bytes[bytes.length - 1] = 0x0a;
  return bytes;
}
