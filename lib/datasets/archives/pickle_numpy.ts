/**
 * NumPy's objects in pickles: arrays and their element types.
 *
 * @module
 */
import { NdArray } from "../../display/ndarray.ts";
import type { ByteReader } from "../../io/byte_reader.ts";

/** An array of numbers, or a list of other values. */
export type NumpyArray = NdArray | readonly unknown[];

/** What pickles of NumPy's call, by module and name; modules were renamed in NumPy 2. */
const KINDS: Readonly<Record<string, NumpyObject["kind"]>> = {
  "numpy.core.multiarray._reconstruct": "make",
  "numpy._core.multiarray._reconstruct": "make",
  "numpy.ndarray": "class",
  "numpy.dtype": "dtype",
  "_codecs.encode": "encode",
};

/** Element types that are read, with their arrays and bytes. */
const TYPES = {
  u1: ["uint8", Uint8Array],
  i1: ["int8", Int8Array],
  i4: ["int32", Int32Array],
  i8: ["int64", BigInt64Array],
  f4: ["float32", Float32Array],
  f8: ["float64", Float64Array],
} as const;

/** One of NumPy's objects while a pickle is read. */
export class NumpyObject {
  readonly kind: "make" | "class" | "dtype" | "encode" | "type" | "array";
  /** Of a type: its name. */
  readonly name: string;
  #order = "|";
  #state: readonly unknown[] | undefined;

  /** An object of a kind. */
  constructor(kind: NumpyObject["kind"], name = "") {
    this.kind = kind;
    this.name = name;
  }

  /** Calls it with arguments. */
  call(reader: ByteReader, at: number, given: readonly unknown[]): NumpyObject | Uint8Array {
    const [first] = given;
    if (this.kind === "dtype") {
      const name = typeof first === "string"
        ? first
        : first instanceof Uint8Array
        ? String.fromCharCode(...first)
        : "";
      return new NumpyObject("type", name);
    }
    if (this.kind === "encode" && typeof first === "string") {
      // Python 2's bytes as Python 3 pickles them: a text of one character a byte.
      return Uint8Array.from(first, (it) => it.charCodeAt(0));
    }
    if (this.kind === "make") return new NumpyObject("array");
    throw reader.malformed(at, "an array or a type of NumPy's", this.kind);
  }

  /** Gives it what it holds. */
  build(reader: ByteReader, at: number, given: unknown): void {
    if (!Array.isArray(given)) throw reader.malformed(at, "what an object holds", "another value");
    const bytes = given[1];
    if (this.kind === "type") {
      this.#order = bytes instanceof Uint8Array ? String.fromCharCode(...bytes) : String(bytes);
    } else if (this.kind === "array") this.#state = given;
    else throw reader.malformed(at, "an array or a type of NumPy's", this.kind);
  }

  /** The array that it is. */
  array(reader: ByteReader): NumpyArray {
    const [, dimensions, type, isFortran, content] = this.#state ?? [];
    if (this.kind !== "array" || !(type instanceof NumpyObject) || !Array.isArray(dimensions)) {
      throw reader.malformed(0, "an array of NumPy's", this.kind);
    }
    const shape = dimensions.map(Number);
    const size = shape.reduce((product, it) => product * it, 1);
    if (type.name === "O8" || type.name === "O4" || type.name === "O") {
      if (shape.length === 1 && Array.isArray(content) && content.length === size) return content;
      throw reader.malformed(0, "a list of objects", `an array of shape ${shape}`);
    }
    const known = TYPES[type.name as keyof typeof TYPES];
    if (known === undefined || type.#order === ">" || (isFortran === true && shape.length > 1)) {
      throw reader.unsupported(
        0,
        `an array of ${type.#order}${type.name}`,
        "only numbers of this machine's order are read",
      );
    }
    const [dtype, Storage] = known;
    const isWhole = content instanceof Uint8Array &&
      content.length === size * Storage.BYTES_PER_ELEMENT;
    if (!isWhole) throw reader.malformed(0, `an array of ${size} numbers`, "other bytes");
    return new NdArray(
      new Storage(content.slice().buffer) as Uint8Array<ArrayBuffer>,
      shape,
      dtype as "uint8",
    );
  }
}

/** The object that a pickle names; `undefined` for what is none of NumPy's. */
export function numpyObject(module: string, name: string): NumpyObject | undefined {
  const path = `${module}.${name}`;
  return Object.hasOwn(KINDS, path) ? new NumpyObject(KINDS[path]!) : undefined;
}
