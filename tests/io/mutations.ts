/**
 * Damages files in the ways in which files are damaged, by chance and on purpose, and watches what
 * the loaders make of them: an error of the right class that names a place, or an array; nothing
 * that takes long, and no memory that the file does not account for.
 *
 * @module
 */
import { ByteReader } from "../../lib/io/byte_reader.ts";
import { Hdf5File } from "../../lib/io/hdf5_file.ts";
import { decodeBmp } from "../../lib/io/images/bmp.ts";
import { decodeGif } from "../../lib/io/images/gif.ts";
import { decodeJpeg } from "../../lib/io/images/jpeg.ts";
import { decodePng } from "../../lib/io/images/png.ts";
import { isKeras3, Keras3File } from "../../lib/io/keras3_h5.ts";
import { readKerasH5 } from "../../lib/io/keras_h5.ts";
import { decodeNpy } from "../../lib/io/npy.ts";
import { decodeNpz } from "../../lib/io/npz.ts";
import { mend } from "./mend.ts";

/** Numbers in `[0, limit)`, the same for the same seed. */
export type Draw = (limit: number) => number;

/** A generator of 32 bits (mulberry32); good enough to choose bytes. */
export function seeded(seed: number): Draw {
  let state = seed >>> 0;
  return (limit) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let x = Math.imul(state ^ (state >>> 15), state | 1);
    x ^= x + Math.imul(x ^ (x >>> 7), x | 61);
    return Math.floor(((x ^ (x >>> 14)) >>> 0) / 2 ** 32 * limit);
  };
}

/** Sizes and places that programs stumble over. */
const AWKWARD = [0n, 1n, 7n, 255n, 0xffffn, 0x7fffffffn, 0xffffffffn, 2n ** 53n, 2n ** 63n, -1n];

/** Ways to damage a file; each returns the new bytes. */
const DAMAGES: readonly ((bytes: Uint8Array, draw: Draw, other: Uint8Array) => Uint8Array)[] = [
  // A flipped bit.
  (bytes, draw) => {
    const at = draw(bytes.length);
    return bytes.with(at, bytes[at]! ^ (1 << draw(8)));
  },
  // Another byte.
  (bytes, draw) => bytes.with(draw(bytes.length), draw(256)),
  // A huge or awkward number.
  (bytes, draw) => {
    const result = bytes.slice();
    const size = [2, 4, 8][draw(3)]!;
    const at = draw(Math.max(1, bytes.length - size));
    const view = new DataView(new ArrayBuffer(8));
    view.setBigInt64(0, BigInt.asIntN(64, AWKWARD[draw(AWKWARD.length)]!), true);
    result.set(new Uint8Array(view.buffer, 0, Math.min(size, bytes.length - at)), at);
    return result;
  },
  // The end missing.
  (bytes, draw) => bytes.slice(0, draw(bytes.length)),
  // A piece missing, so that every place behind it is wrong.
  (bytes, draw) => {
    const at = draw(bytes.length);
    return new Uint8Array([...bytes.subarray(0, at), ...bytes.subarray(at + 1 + draw(16))]);
  },
  // A piece of the file twice.
  (bytes, draw) => {
    const at = draw(bytes.length);
    const piece = bytes.subarray(at, at + draw(64));
    return new Uint8Array([...bytes.subarray(0, at), ...piece, ...bytes.subarray(at)]);
  },
  // A place that leads somewhere else: 8 aligned bytes from elsewhere in the file.
  (bytes, draw) => {
    const result = bytes.slice();
    const [from, to] = [draw(bytes.length >> 3) * 8, draw(bytes.length >> 3) * 8];
    result.set(bytes.subarray(from, from + 8), to);
    return result;
  },
  // The end of another file.
  (bytes, draw, other) => {
    const at = draw(Math.min(bytes.length, other.length));
    return new Uint8Array([...bytes.subarray(0, at), ...other.subarray(at)]);
  },
  // Digits of a written number.
  (bytes, draw) => {
    const digits = [...bytes.keys()].filter((at) => bytes[at]! >= 0x30 && bytes[at]! <= 0x39);
    return digits.length === 0 ? bytes : bytes.with(digits[draw(digits.length)]!, 0x30 + draw(10));
  },
];

/** A file damaged in one to four ways; every second one with check sums made right again. */
export function damage(files: readonly Uint8Array[], draw: Draw): Uint8Array {
  let bytes = files[draw(files.length)]!;
  for (let times = 1 + draw(4); times > 0 && bytes.length > 8; times--) {
    bytes = DAMAGES[draw(DAMAGES.length)]!(bytes, draw, files[draw(files.length)]!);
  }
  return draw(2) === 0 ? bytes : mend(bytes);
}

/** A loader: takes bytes, gives the total of bytes in the arrays. */
type Load = (bytes: Uint8Array) => unknown;

/** The loaders by suffix. */
export const LOADERS: Readonly<
  Record<"npy" | "npz" | "h5" | "png" | "bmp" | "jpeg" | "gif", Load>
> = {
  npy: (bytes) => decodeNpy(new ByteReader("fuzz", bytes)),
  png: (bytes) => decodePng(new ByteReader("fuzz", bytes), 4, "uint8"),
  jpeg: (bytes) => decodeJpeg(new ByteReader("fuzz", bytes), 0),
  gif: (bytes) => decodeGif(new ByteReader("fuzz", bytes), Infinity),
  bmp: (bytes) => decodeBmp(new ByteReader("fuzz", bytes), 0),
  npz: (bytes) => decodeNpz(new ByteReader("fuzz", bytes)),
  h5: (bytes) => {
    const file = new Hdf5File(new ByteReader("fuzz", bytes));
    if (!isKeras3(file)) return readKerasH5(file);
    const saved = new Keras3File(file);
    return saved.left().map((path) => saved.take([path === "the model itself" ? "" : path]));
  },
};

/** What became of many damaged files. */
export interface FuzzReport {
  /** Files that loaded all the same. */
  loaded: number;
  /** Files refused, by the class of the error. */
  refused: Record<string, number>;
  /** Refusals that break a rule: another class, or a text without a place in the file. */
  wrong: string[];
  /** The longest time one file took, in milliseconds. */
  slowest: number;
  /** The largest piece of memory asked for, as a multiple of the file's size. */
  hungriest: number;
}

/** Counts the memory that typed arrays ask for while `run` runs. */
function measured<T>(run: () => T): { result: T; largest: number } {
  let largest = 0;
  const names = ["Uint8Array", "Int32Array", "Float32Array", "Float64Array", "BigInt64Array"]
    .concat(
      ["Int8Array", "Int16Array", "Uint16Array", "Uint32Array", "BigUint64Array", "Float16Array"],
    );
  const originals = names.map((name) => Reflect.get(globalThis, name) as Uint8ArrayConstructor);
  names.forEach((name, index) => {
    const watched = new Proxy(originals[index]!, {
      construct(target, args, newTarget) {
        if (typeof args[0] === "number") {
          largest = Math.max(largest, args[0] * target.BYTES_PER_ELEMENT);
        }
        return Reflect.construct(target, args, newTarget);
      },
    });
    Reflect.set(globalThis, name, watched);
  });
  try {
    return { result: run(), largest };
  } finally {
    names.forEach((name, index) => Reflect.set(globalThis, name, originals[index]));
  }
}

/** Whether an error says where in the file something is wrong, or which type or name it is. */
function isGood(error: Error): boolean {
  return error instanceof Error &&
    ["SyntaxError", "RangeError", "TypeError"].includes(error.name) &&
    /^fuzz( behind its user block of \d+ bytes)?: (entry ".*": )?/s.test(error.message) &&
    /offset \d|dtype|index \d|maxBytes/.test(error.message);
}

/** Loads `count` damaged files. */
export function fuzz(load: Load, files: readonly Uint8Array[], count: number, seed: number) {
  const report: FuzzReport = { loaded: 0, refused: {}, wrong: [], slowest: 0, hungriest: 0 };
  const draw = seeded(seed);
  for (let i = 0; i < count; i++) {
    const bytes = damage(files, draw);
    const start = performance.now();
    const { result: error, largest } = measured(() => {
      try {
        return void load(bytes);
      } catch (caught) {
        return caught as Error;
      }
    });
    report.slowest = Math.max(report.slowest, performance.now() - start);
    report.hungriest = Math.max(report.hungriest, largest / Math.max(64, bytes.length));
    if (!error) report.loaded++;
    else report.refused[error.name] = (report.refused[error.name] ?? 0) + 1;
    if (error && !isGood(error)) report.wrong.push(`${i}: ${error.stack ?? error}`);
  }
  return report;
}
