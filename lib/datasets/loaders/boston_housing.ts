/**
 * `tf.keras.datasets.bostonHousing`: suburbs of Boston and their houses' prices. The table has a number
 * made of the share of Black people; it is there to repeat older work, not to begin new.
 *
 * @module
 */
import type { NdArray } from "../../display/ndarray.ts";
import { bind, type Operation } from "../../ops/bind.ts";
import { getFile } from "../get_file.ts";
import { KERAS_FILES, type Splits } from "./common.ts";
import { checkSplit, housingIn, type SplitArguments } from "./housing.ts";

/** Arguments of {@linkcode loadData}. */
export interface LoadDataArguments extends SplitArguments {
  /** The file's name in the cache; default `"boston_housing.npz"`. */
  path?: string;
}

const WHERE = "tf.keras.datasets.bostonHousing.loadData";

/**
 * Thirteen numbers of each of 506 suburbs, float64, with the middle price of its houses in thousands of
 * dollars.
 *
 * @throws {RangeError} for a split outside of 0 to 1.
 * @throws {Error} where the file is neither in the cache nor can be fetched.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 *
 * async function table() {
 *   const [[xTrain, yTrain]] = await tf.keras.datasets.bostonHousing.loadData();
 *   return [xTrain.shape, yTrain.shape];
 * }
 * console.assert(typeof table === "function");
 * ```
 */
export const loadData: Operation<
  LoadDataArguments,
  ["path", "testSplit", "seed"],
  Promise<Splits<NdArray, NdArray>>
> = bind(WHERE, ["path", "testSplit", "seed"], 0, async (path, testSplit, seed) => {
  const split = checkSplit(WHERE, testSplit, seed);
  const file = await getFile({
    fname: path ?? "boston_housing.npz",
    origin: `${KERAS_FILES}boston_housing.npz`,
    fileHash: "f553886a1f8d56431e820c5b82552d9d95cfcb96d1e678153f8839538947dff5",
  });
  return housingIn(WHERE, file, split);
});
