/**
 * What the loaders of datasets have in common.
 *
 * @module
 */
import { NdArray } from "../../display/ndarray.ts";
import { ByteReader } from "../../io/byte_reader.ts";
import { readPlainFile } from "../../io/files.ts";
import { decodeNpz } from "../../io/npz.ts";
import type { RandomState } from "../../random/random_state.ts";

/** Examples and their targets. */
export type Pair<X, Y> = [x: X, y: Y];

/** What a dataset has for training, and for testing. */
export type Splits<X, Y> = [train: Pair<X, Y>, test: Pair<X, Y>];

/** Where Keras keeps its datasets. */
export const KERAS_FILES = "https://storage.googleapis.com/tensorflow/tf-keras-datasets/";

/** A file to be read. */
export function readerOf(where: string, path: string): ByteReader {
  const place = `${where} ${JSON.stringify(path)}`;
  return new ByteReader(place, readPlainFile(place, path));
}

/** Arrays of a .npz file by their names. */
export function arraysOf<Name extends string>(
  where: string,
  path: string,
  names: readonly Name[],
): Record<Name, NdArray> {
  const reader = readerOf(where, path);
  const arrays = decodeNpz(reader);
  const missing = names.find((it) => !arrays.has(it));
  if (missing !== undefined) {
    throw reader.malformed(0, `an archive with ${missing}`, [...arrays.keys()].join(", "));
  }
  return Object.fromEntries(names.map((it) => [it, arrays.get(it)!])) as Record<Name, NdArray>;
}

/** The numbers below `count` in the next order of NumPy's `shuffle`. */
export function shuffledPlaces(count: number, random: RandomState): number[] {
  const places = Array.from({ length: count }, (_, i) => i);
  random.shuffle(places);
  return places;
}

/** Rows of an array, by their places. */
export function rowsAt(array: NdArray, places: readonly number[]): NdArray {
  const width = array.shape.slice(1).reduce((product, it) => product * it, 1);
  const data = array.data as Float64Array<ArrayBuffer>;
  const Storage = data.constructor as new (length: number) => Float64Array<ArrayBuffer>;
  const rows = new Storage(places.length * width);
  places.forEach((it, i) => rows.set(data.subarray(it * width, (it + 1) * width), i * width));
  return new NdArray(rows, [places.length, ...array.shape.slice(1)], array.dtype as "float64");
}
