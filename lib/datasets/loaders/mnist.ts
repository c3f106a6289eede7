/**
 * `tf.keras.datasets.mnist`: handwritten digits, 28 x 28.
 *
 * @module
 */
import type { NdArray } from "../../display/ndarray.ts";
import { bind, type Operation } from "../../ops/bind.ts";
import { getFile } from "../get_file.ts";
import { arraysOf, KERAS_FILES, type Splits } from "./common.ts";

/** Arguments of {@linkcode loadData}. */
export interface LoadDataArguments {
  /** The file's name in the cache; default `"mnist.npz"`. */
  path?: string;
}

const WHERE = "tf.keras.datasets.mnist.loadData";

/** The dataset in a file. */
export function mnistIn(path: string): Splits<NdArray, NdArray> {
  const names = ["x_train", "y_train", "x_test", "y_test"] as const;
  const { x_train, y_train, x_test, y_test } = arraysOf(WHERE, path, names);
  return [[x_train, y_train], [x_test, y_test]];
}

/**
 * 60,000 images of digits and 10,000 for testing, uint8 `(count, 28, 28)`, with their digits.
 *
 * @throws {Error} where the file is neither in the cache nor can be fetched.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 *
 * async function images() {
 *   const [[xTrain, yTrain], [xTest, yTest]] = await tf.keras.datasets.mnist.loadData();
 *   return [xTrain.shape, yTrain.shape, xTest.shape, yTest.shape];
 * }
 * console.assert(typeof images === "function");
 * ```
 */
export const loadData: Operation<
  LoadDataArguments,
  ["path"],
  Promise<Splits<NdArray, NdArray>>
> = bind(WHERE, ["path"], 0, async (path) =>
  mnistIn(
    await getFile({
      fname: path ?? "mnist.npz",
      origin: `${KERAS_FILES}mnist.npz`,
      fileHash: "731c5ac602752760c8e48fbffcf8c3b850d9dc2a2aedcf2cc48468fc17b673d1",
    }),
  ));
