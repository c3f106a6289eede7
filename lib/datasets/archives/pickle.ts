/**
 * Reads the pickles in which some datasets lie: lists, numbers, texts, dicts and NumPy's arrays.
 * Nothing is ever called by its name: what is neither of these is an error.
 *
 * @module
 */
import { NdArray } from "../../display/ndarray.ts";
import type { ByteReader } from "../../io/byte_reader.ts";
import { type NumpyArray, NumpyObject, numpyObject } from "./pickle_numpy.ts";

/** A value of a pickle. */
export type Pickled =
  | null
  | boolean
  | number
  | string
  | Uint8Array
  | NdArray
  | Pickled[]
  | Map<string, Pickled>;

/** Values while they are being read. */
type Held = Pickled | NumpyObject | Held[] | Map<string, Held> | typeof MARK;

const MARK: unique symbol = Symbol("mark");

const decoder = new TextDecoder();

/** Text of one byte a character. */
const latin1 = (bytes: Uint8Array): string =>
  Array.from(bytes, (it) => String.fromCharCode(it)).join("");

/** What a dict's key is as a text; Python 2 pickled texts as bytes. */
function keyOf(reader: ByteReader, at: number, key: Held): string {
  if (typeof key === "string" || typeof key === "number") return String(key);
  if (key instanceof Uint8Array) return latin1(key);
  throw reader.malformed(at, "keys that are texts", "another one");
}

/** One way through a pickle. */
class Unpickler {
  readonly #reader: ByteReader;
  #at: number;
  readonly #stack: Held[] = [];
  readonly #memo = new Map<number, Held>();
  /** Values that are finished: what stands in many places is one value. */
  readonly #done = new Map<Held, Pickled>();

  constructor(reader: ByteReader, start: number) {
    this.#reader = reader;
    this.#at = start;
  }

  #take(length: number): Uint8Array {
    const bytes = this.#reader.slice(this.#at, length, "a value of the pickle");
    this.#at += length;
    return bytes;
  }

  /** A whole number of some bytes, the lowest first. */
  #number(length: number): number {
    return this.#take(length).reduceRight((sum, it) => sum * 256 + it, 0);
  }

  #line(): string {
    const end = this.#reader.bytes.indexOf(10, this.#at);
    if (end < 0) throw this.#wrong("a line", "none");
    const text = latin1(this.#take(end - this.#at));
    this.#at++;
    return text;
  }

  #wrong(expected: string, received: string): SyntaxError {
    return this.#reader.malformed(this.#at, `${expected} in the pickle`, received);
  }

  #pop(): Held {
    if (this.#stack.length === 0 || this.#stack.at(-1) === MARK) {
      throw this.#wrong("a value", "none");
    }
    return this.#stack.pop()!;
  }

  /** The last values, in the order in which they came. */
  #last(count: number): Held[] {
    const values: Held[] = [];
    for (let i = 0; i < count; i++) values.unshift(this.#pop());
    return values;
  }

  #top(): Held {
    if (this.#stack.length === 0) throw this.#wrong("a value", "none");
    return this.#stack.at(-1)!;
  }

  #toMark(): Held[] {
    const place = this.#stack.lastIndexOf(MARK);
    if (place < 0) throw this.#wrong("a mark", "none");
    const values = this.#stack.splice(place + 1);
    this.#stack.pop();
    return values;
  }

  #append(values: readonly Held[]): void {
    const list = this.#top();
    if (!Array.isArray(list)) throw this.#wrong("a list", "another value");
    // No argument list is that long.
    for (const it of values) (list as Held[]).push(it);
  }

  #set(pairs: readonly Held[]): void {
    const dict = this.#top();
    if (!(dict instanceof Map) || pairs.length % 2 !== 0) {
      throw this.#wrong("a dict", "another value");
    }
    for (let i = 0; i < pairs.length; i += 2) {
      (dict as Map<string, Held>).set(keyOf(this.#reader, this.#at, pairs[i]!), pairs[i + 1]!);
    }
  }

  #named(module: string, name: string): NumpyObject {
    const made = numpyObject(module, name);
    if (made !== undefined) return made;
    throw this.#reader.unsupported(
      this.#at,
      `a pickle of ${module}.${name}`,
      "only lists, numbers, texts and NumPy's arrays are read",
    );
  }

  #reduce(): Held {
    const given = this.#pop();
    const what = this.#pop();
    if (!(what instanceof NumpyObject) || !Array.isArray(given)) {
      throw this.#wrong("a call of NumPy's", "another value");
    }
    return what.call(this.#reader, this.#at, given);
  }

  #build(): void {
    const given = this.#pop();
    const what = this.#top();
    if (!(what instanceof NumpyObject)) throw this.#wrong("an object of NumPy's", "another value");
    what.build(this.#reader, this.#at, given);
  }

  #long(length: number): number {
    const bytes = this.#take(length);
    let value = bytes.reduceRight((sum, it) => sum * 256n + BigInt(it), 0n);
    if (length > 0 && bytes[length - 1]! > 127) value -= 1n << BigInt(8 * length);
    const number = Number(value);
    if (!Number.isSafeInteger(number)) throw this.#wrong("a whole number", String(value));
    return number;
  }

  #memoize(place: number): void {
    this.#memo.set(place, this.#top());
  }

  #recall(place: number): Held {
    const value = this.#memo.get(place);
    if (value === undefined) throw this.#wrong("a value that was kept", String(place));
    return value;
  }

  /** What an operation pushes; `undefined` for those that push nothing, or change the stack. */
  #pushed(code: string): Held | undefined {
    switch (code) {
      case "N":
        return null;
      case "\x88":
        return true;
      case "\x89":
        return false;
      case "K":
        return this.#number(1);
      case "M":
        return this.#number(2);
      case "J":
        return this.#number(4) | 0;
      case "\x8a":
        return this.#long(this.#number(1));
      case "G": {
        const bytes = this.#take(8);
        return new DataView(bytes.buffer, bytes.byteOffset, 8).getFloat64(0);
      }
      case "I":
      case "L":
        return this.#written(this.#line());
      case "U":
      case "C":
        return this.#take(this.#number(1));
      case "T":
      case "B":
        return this.#take(this.#number(4));
      case "X":
        return decoder.decode(this.#take(this.#number(4)));
      case "\x8c":
        return decoder.decode(this.#take(this.#number(1)));
      case "]":
      case ")":
        return [];
      case "}":
        return new Map<string, Held>();
      case "t":
      case "l":
        return this.#toMark();
      case "\x85":
        return this.#last(1);
      case "\x86":
        return this.#last(2);
      case "\x87":
        return this.#last(3);
      case "h":
        return this.#recall(this.#number(1));
      case "g":
        return this.#recall(this.#place());
      case "j":
        return this.#recall(this.#number(4));
      case "c":
        return this.#named(this.#line(), this.#line());
      case "\x93": {
        const [name, module] = [this.#pop(), this.#pop()];
        return this.#named(String(module), String(name));
      }
      case "R":
        return this.#reduce();
      case "(":
        return MARK;
    }
    return undefined;
  }

  /** The place of a kept value, written out. */
  #place(): number {
    return Number(this.#written(this.#line()));
  }

  #written(text: string): Held {
    if (text === "00" || text === "01") return text === "01";
    const number = Number(text.replace(/L$/, ""));
    if (!Number.isSafeInteger(number)) throw this.#wrong("a whole number", text);
    return number;
  }

  /** Runs one operation; whether the pickle goes on. */
  #step(): boolean {
    const code = String.fromCharCode(this.#number(1));
    const pushed = this.#pushed(code);
    if (pushed !== undefined) {
      this.#stack.push(pushed);
      return true;
    }
    switch (code) {
      case "\x80":
        this.#take(1);
        return true;
      case "\x95":
        this.#take(8);
        return true;
      case "q":
        this.#memoize(this.#number(1));
        return true;
      case "p":
        this.#memoize(this.#place());
        return true;
      case "r":
        this.#memoize(this.#number(4));
        return true;
      case "\x94":
        this.#memoize(this.#memo.size);
        return true;
      case "a":
        this.#append([this.#pop()]);
        return true;
      case "e":
        this.#append(this.#toMark());
        return true;
      case "s":
        this.#set(this.#last(2));
        return true;
      case "u":
        this.#set(this.#toMark());
        return true;
      case "b":
        this.#build();
        return true;
      case ".":
        return false;
    }
    throw this.#wrong("an operation that is read", `byte ${code.charCodeAt(0)}`);
  }

  /** The value of the whole pickle. */
  run(): Pickled {
    while (this.#step());
    const value = this.#pop();
    if (this.#stack.length > 0) throw this.#wrong("one value", "several");
    return this.#finished(value, new Set());
  }

  /** The value with NumPy's objects as arrays. */
  #finished(value: Held, around: Set<Held>): Pickled {
    if (!Array.isArray(value) && !(value instanceof Map) && !(value instanceof NumpyObject)) {
      return value as Pickled;
    }
    const before = this.#done.get(value);
    if (before !== undefined) return before;
    if (around.has(value)) throw this.#wrong("values that do not hold themselves", "one that does");
    around.add(value);
    const result = value instanceof NumpyObject
      ? this.#array(value.array(this.#reader), around)
      : Array.isArray(value)
      ? value.map((it) => this.#finished(it, around))
      : new Map([...value].map(([key, it]) => [key, this.#finished(it, around)] as const));
    around.delete(value);
    this.#done.set(value, result as Pickled);
    return result as Pickled;
  }

  #array(it: NumpyArray, around: Set<Held>): Pickled {
    return it instanceof NdArray ? it : it.map((value) => this.#finished(value as Held, around));
  }
}

/**
 * The value of a pickle that begins at a place of a file.
 *
 * @throws {SyntaxError} if the bytes break the format.
 * @throws {RangeError} if the file ends too early.
 * @throws {TypeError} for objects of other classes.
 */
export function readPickle(reader: ByteReader, start = 0): Pickled {
  return new Unpickler(reader, start).run();
}
