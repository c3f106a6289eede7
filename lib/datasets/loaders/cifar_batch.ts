/**
 * Batches of CIFAR: pickles of images and labels.
 *
 * @module
 */
import { NdArray } from "../../display/ndarray.ts";
import { readPickle } from "../archives/pickle.ts";
import type { Pair } from "./common.ts";
import { readerOf } from "./common.ts";

const [CHANNELS, SIDE] = [3, 32];

/** The images and labels of some files, channels last. */
export function cifarBatches(
  where: string,
  paths: readonly string[],
  key: "labels" | "fine_labels" | "coarse_labels",
): Pair<NdArray, NdArray> {
  const images: Uint8Array[] = [];
  const labels: number[] = [];
  for (const path of paths) {
    const reader = readerOf(where, path);
    const batch = readPickle(reader);
    const data = batch instanceof Map ? batch.get("data") : undefined;
    const own = batch instanceof Map ? batch.get(key) : undefined;
    const isRight = data instanceof NdArray && data.dtype === "uint8" &&
      Array.isArray(own) && data.shape.length === 2 && data.shape[0] === own.length &&
      data.shape[1] === CHANNELS * SIDE * SIDE;
    if (!isRight) throw reader.malformed(0, `data and ${key} of as many images`, "others");
    images.push(data.data as Uint8Array);
    for (const it of own) labels.push(Number(it));
  }
  const count = labels.length;
  const area = SIDE * SIDE;
  const x = new Uint8Array(count * area * CHANNELS);
  let to = 0;
  for (const batch of images) {
    for (let start = 0; start < batch.length; start += CHANNELS * area) {
      for (let i = 0; i < area; i++) {
        for (let c = 0; c < CHANNELS; c++) x[to++] = batch[start + c * area + i]!;
      }
    }
  }
  return [
    new NdArray(x, [count, SIDE, SIDE, CHANNELS], "uint8"),
    new NdArray(Uint8Array.from(labels), [count, 1], "uint8"),
  ];
}

/** The same with labels as Keras makes them of a list: int64. */
export function withInt64([x, y]: Pair<NdArray, NdArray>): Pair<NdArray, NdArray> {
  const wide = BigInt64Array.from(y.data as Uint8Array, BigInt);
  return [x, new NdArray(wide, y.shape, "int64")];
}
