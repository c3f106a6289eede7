/**
 * `tf.keras.datasets.cifar100`: photographs of a hundred classes, 32 x 32.
 *
 * @module
 */
import type { NdArray } from "../../display/ndarray.ts";
import { checkOneOf } from "../../errors/checks.ts";
import { bind, type Operation } from "../../ops/bind.ts";
import { getFile } from "../get_file.ts";
import { cifarBatches, withInt64 } from "./cifar_batch.ts";
import type { Splits } from "./common.ts";

/** Arguments of {@linkcode loadData}. */
export interface LoadDataArguments {
  /** Whether there are 100 classes or 20; default `"fine"`. */
  labelMode?: "fine" | "coarse";
}

const WHERE = "tf.keras.datasets.cifar100.loadData";

/** The dataset in a folder. */
export function cifar100In(folder: string, mode: "fine" | "coarse"): Splits<NdArray, NdArray> {
  const key = `${mode}_labels` as const;
  return [
    withInt64(cifarBatches(WHERE, [`${folder}/train`], key)),
    withInt64(cifarBatches(WHERE, [`${folder}/test`], key)),
  ];
}

/**
 * 50,000 photographs and 10,000 for testing, uint8 `(count, 32, 32, 3)`, with their classes,
 * `(count, 1)`: 100 fine ones, or 20 coarse ones.
 *
 * @throws {RangeError} for another `labelMode`.
 * @throws {Error} where the archive is neither in the cache nor can be fetched.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 *
 * async function images() {
 *   const [[xTrain, yTrain]] = await tf.keras.datasets.cifar100.loadData("coarse");
 *   return [xTrain.shape, yTrain.shape];
 * }
 * console.assert(typeof images === "function");
 * ```
 */
export const loadData: Operation<
  LoadDataArguments,
  ["labelMode"],
  Promise<Splits<NdArray, NdArray>>
> = bind(WHERE, ["labelMode"], 0, async (labelMode) => {
  const mode = checkOneOf(WHERE, "labelMode", labelMode ?? "fine", ["fine", "coarse"]);
  const folder = await getFile({
    fname: "cifar-100-python-target",
    origin: "https://www.cs.toronto.edu/~kriz/cifar-100-python.tar.gz",
    extract: true,
    fileHash: "85cd44d02ba6437773c5bbd22e183051d648de2e7d6b014e1ef29b855ba677a7",
  });
  return cifar100In(`${folder}/cifar-100-python`, mode);
});
