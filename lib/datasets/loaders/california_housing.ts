/**
 * `tf.keras.datasets.californiaHousing`: districts of California and their houses' prices.
 *
 * @module
 */
import type { NdArray } from "../../display/ndarray.ts";
import { checkOneOf } from "../../errors/checks.ts";
import { bind, type Operation } from "../../ops/bind.ts";
import { getFile } from "../get_file.ts";
import { KERAS_FILES, type Splits } from "./common.ts";
import { checkSplit, housingIn, type SplitArguments } from "./housing.ts";

/** Arguments of {@linkcode loadData}. */
export interface LoadDataArguments extends SplitArguments {
  /** All 20,640 districts, or 600 around San Francisco; default `"large"`. */
  version?: "large" | "small";
  /** The file's name in the cache; default `"california_housing.npz"`. */
  path?: string;
}

const WHERE = "tf.keras.datasets.californiaHousing.loadData";

/** Districts of the small version. */
export const FEW = 600;

/**
 * Eight numbers of each district, float32, with the middle price of its houses in dollars.
 *
 * @throws {RangeError} for another version, or a split outside of 0 to 1.
 * @throws {Error} where the file is neither in the cache nor can be fetched.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 *
 * async function table() {
 *   const [[xTrain, yTrain]] = await tf.keras.datasets.californiaHousing.loadData("small");
 *   return [xTrain.shape, yTrain.shape];
 * }
 * console.assert(typeof table === "function");
 * ```
 */
export const loadData: Operation<
  LoadDataArguments,
  ["version", "path", "testSplit", "seed"],
  Promise<Splits<NdArray, NdArray>>
> = bind(
  WHERE,
  ["version", "path", "testSplit", "seed"],
  0,
  async (version, path, testSplit, seed) => {
    const kind = checkOneOf(WHERE, "version", version ?? "large", ["large", "small"]);
    const split = checkSplit(WHERE, testSplit, seed);
    const file = await getFile({
      fname: path ?? "california_housing.npz",
      origin: `${KERAS_FILES}california_housing.npz`,
      fileHash: "1a2e3a52e0398de6463aebe6f4a8da34fb21fbb6b934cf88c3425e766f2a1a6f",
    });
    return housingIn(WHERE, file, split, kind === "small" ? FEW : Infinity);
  },
);
