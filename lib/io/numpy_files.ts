/**
 * `np.save`, `np.load`, `np.savez` and `np.savez_compressed`: arrays in files that NumPy reads and
 * writes. Nothing that a file holds is ever run: pickles are refused.
 *
 * @module
 */
import { fromCaller } from "../errors/caller.ts";
import { dict, type PyDict } from "../display/python_collections.ts";
import type { NdArray } from "../display/ndarray.ts";
import { formatValue } from "../errors/format.ts";
import { ByteReader } from "./byte_reader.ts";
import { checkPath, type FilePath, readPlainFile } from "./files.ts";
import { decodeNpy, encodeNpy } from "./npy.ts";
import { PICKLE_FIX } from "./npy_dtype.ts";
import { MAGIC } from "./npy_header.ts";
import { decodeNpz, encodeNpz, type LoadOptions } from "./npz.ts";
import { saveFile } from "./save_file.ts";
import { type Savable, toArray } from "./to_array.ts";

/** Several arrays: by name, or in a list that names them `arr_0`, `arr_1`, ... */
export type NamedArrays =
  | Readonly<Record<string, Savable>>
  | ReadonlyMap<string, Savable>
  | readonly Savable[];

/** The path with NumPy's suffix, if it lacks it. */
function withSuffix(path: string, suffix: string): string {
  return path.endsWith(suffix) ? path : path + suffix;
}

/**
 * Saves one array as a `.npy` file, which NumPy reads. The file is replaced as a whole or, if
 * anything fails, not at all; a program that may write to this path only (`--allow-write=FILE`)
 * writes into it.
 *
 * @param file Path; `.npy` is appended if it does not end so.
 * @param array A tensor, variable, array, number or text, or nested lists of these. Whole numbers
 * become int64 and other numbers float64, as in NumPy.
 * @throws {TypeError} if the value is no array, or the parts of a list differ in shape or type.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const path = `${Deno.makeTempDirSync()}/x.npy`;
 * tf.np.save(path, tf.ones([3]));
 * assertEquals(tf.np.load(`${path}` as "x.npy").repr, "array([1., 1., 1.], dtype=float32)");
 * ```
 */
export function save(file: FilePath, array: Savable): void {
  fromCaller(save, () => {
    const path = withSuffix(checkPath("np.save", file), ".npy");
    const where = `np.save ${JSON.stringify(path)}`;
    if (array instanceof Map || isRecord(array)) {
      throw new TypeError(
        `${where}: expected one array, received ${
          formatValue(array)
        }; save named arrays with np.savez, as NumPy would pickle a dict`,
      );
    }
    saveFile(where, path, encodeNpy(where, toArray(where, array)));
  });
}

function isRecord(value: unknown): value is Record<string, Savable> {
  return typeof value === "object" && value !== null &&
    [Object.prototype, null].includes(Object.getPrototypeOf(value));
}

/** Names and host arrays, checked. */
function named(where: string, arrays: NamedArrays): [string, NdArray][] {
  const entries: [string, Savable][] | undefined = Array.isArray(arrays)
    ? arrays.map((array, index) => [`arr_${index}`, array])
    : arrays instanceof Map
    ? [...arrays]
    : isRecord(arrays)
    ? Object.entries(arrays)
    : undefined;
  if (!entries || entries.some(([name]) => typeof name !== "string")) {
    throw new TypeError(
      `${where}: expected an object or dict of arrays by name, or a list of arrays, received ${
        formatValue(arrays)
      }`,
    );
  }
  return entries.map((
    [name, value],
  ) => [name, toArray(`${where}: ${JSON.stringify(name)}`, value)]);
}

/**
 * Saves several arrays in one `.npz` file, uncompressed, which NumPy reads.
 *
 * @param file Path; `.npz` is appended if it does not end so.
 * @param arrays Arrays by name, or a list, whose arrays are named `arr_0`, `arr_1` and so on.
 * @throws {RangeError} if a name would lead out of a folder when somebody unpacks the file.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const path = `${Deno.makeTempDirSync()}/xy.npz` as const;
 * tf.np.savez(path, { x: tf.ones([3]), y: tf.zeros([4]) });
 * const loaded = tf.np.load(path);
 * assertEquals([...loaded.keys()], ["x", "y"]);
 * assertEquals(String(loaded.get("y")), "[0. 0. 0. 0.]");
 * ```
 */
export function savez(file: FilePath, arrays: NamedArrays): void {
  fromCaller(savez, () => {
    saveArchive("np.savez", file, arrays, 0);
  });
}

/** The same, with the arrays compressed. */
export function savezCompressed(file: FilePath, arrays: NamedArrays): void {
  fromCaller(savezCompressed, () => {
    saveArchive("np.savezCompressed", file, arrays, 6);
  });
}

function saveArchive(name: string, file: FilePath, arrays: NamedArrays, level: 0 | 6): void {
  const path = withSuffix(checkPath(name, file), ".npz");
  const where = `${name} ${JSON.stringify(path)}`;
  saveFile(where, path, encodeNpz(where, named(where, arrays), level));
}

/** Loads the arrays of a `.npz` file: a dict by name. */
export function load(file: `${string}.npz`, options?: LoadOptions): PyDict<string, NdArray>;
/** Loads the array of a `.npy` file. */
export function load(file: `${string}.npy`, options?: LoadOptions): NdArray;
/**
 * Loads a `.npy` or `.npz` file, whichever it is, that NumPy or Kerasaur wrote.
 *
 * Arrays in Fortran order and of either byte order are read.
 *
 * @throws {TypeError} if the file holds Python objects (a pickle, which would run code), complex128,
 * records, or another type that is not read; the text says what to do.
 * @throws {SyntaxError} if the file breaks the format; the text names the offset.
 * @throws {RangeError} if sizes in the file do not fit it.
 */
export function load(file: FilePath, options?: LoadOptions): NdArray | PyDict<string, NdArray>;
export function load(
  file: FilePath,
  options: LoadOptions = {},
): NdArray | PyDict<string, NdArray> {
  return fromCaller(load, () => {
    const path = checkPath("np.load", file);
    const where = `np.load ${JSON.stringify(path)}`;
    const reader = new ByteReader(where, readPlainFile(where, path));
    const content = contentOf(reader);
    const suffix = /\.np[yz]$/.exec(path)?.[0];
    if (suffix !== undefined && suffix !== content) {
      throw new TypeError(
        `${where}: expected the content of a ${suffix} file, received that of a ${content} file; rename it`,
      );
    }
    return content === ".npy" ? decodeNpy(reader) : dict(decodeNpz(reader, options));
  });
}

/** What a file holds, by its first bytes. */
function contentOf(reader: ByteReader): ".npy" | ".npz" {
  const [first, second, third] = reader.bytes;
  if (first === 0x50 && second === 0x4b && (third === 3 || third === 5)) return ".npz";
  if (first === MAGIC[0]) return ".npy";
  if (first === 0x80) {
    throw new TypeError(
      `${reader.where}: expected a .npy or .npz file, received a Python pickle; ${PICKLE_FIX}`,
    );
  }
  throw reader.malformed(
    0,
    "the first byte of a .npy or .npz file, 147 or 80",
    first ?? "the end",
    "the file is empty, damaged, or of another kind",
  );
}
