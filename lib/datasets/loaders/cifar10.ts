/**
 * `tf.keras.datasets.cifar10`: photographs of ten classes, 32 x 32.
 *
 * @module
 */
import type { NdArray } from "../../display/ndarray.ts";
import { bind, type Operation } from "../../ops/bind.ts";
import { getFile } from "../get_file.ts";
import { cifarBatches } from "./cifar_batch.ts";
import type { Splits } from "./common.ts";

const WHERE = "tf.keras.datasets.cifar10.loadData";

/** The dataset in a folder. */
export function cifar10In(folder: string): Splits<NdArray, NdArray> {
  const batches = Array.from({ length: 5 }, (_, i) => `${folder}/data_batch_${i + 1}`);
  return [
    cifarBatches(WHERE, batches, "labels"),
    cifarBatches(WHERE, [`${folder}/test_batch`], "labels"),
  ];
}

/**
 * 50,000 photographs and 10,000 for testing, uint8 `(count, 32, 32, 3)`, with their classes,
 * `(count, 1)`.
 *
 * @throws {Error} where the archive is neither in the cache nor can be fetched.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 *
 * async function images() {
 *   const [[xTrain, yTrain]] = await tf.keras.datasets.cifar10.loadData();
 *   return [xTrain.shape, yTrain.shape];
 * }
 * console.assert(typeof images === "function");
 * ```
 */
export const loadData: Operation<object, [], Promise<Splits<NdArray, NdArray>>> = bind(
  WHERE,
  [],
  0,
  async () => {
    const folder = await getFile({
      fname: "cifar-10-batches-py-target",
      origin: "https://www.cs.toronto.edu/~kriz/cifar-10-python.tar.gz",
      extract: true,
      fileHash: "6d958be074577803d12ecdefd02955f39262c83c16fe9348329d7fe0b5c001ce",
    });
    return cifar10In(`${folder}/cifar-10-batches-py`);
  },
);
