/**
 * The functions of `tf.keras.saving` that are methods of models as well.
 *
 * @module
 */
import type { PyList } from "../display/python_collections.ts";
import { formatValue } from "../errors/format.ts";
import type { FilePath } from "../io/files.ts";
import { bind, type Operation } from "../ops/bind.ts";
import { Savable, type SaveArguments } from "./savable.ts";

/** A model, whatever it takes and gives. */
export type AnySavable = Savable<never, unknown>;

/** Arguments of {@linkcode saveModel}. */
export interface SaveModelArguments extends SaveArguments {
  /** The model. */
  model: AnySavable;
}

function checkModel(where: string, model: unknown): AnySavable {
  if (model instanceof Savable) return model as AnySavable;
  throw new TypeError(`${where}: expected a model, received ${formatValue(model)}`);
}

/**
 * Saves a whole model to a `.keras` file, as `model.save` does.
 *
 * @throws {TypeError} for what is no model, and as `model.save`.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const path = `${Deno.makeTempDirSync()}/net.keras`;
 * const net = new tf.keras.Sequential([tf.keras.Input([3]), new tf.keras.layers.Dense(2)]);
 * tf.keras.saving.saveModel(net, path);
 * assertEquals(tf.keras.saving.loadModel(path).toJson(), net.toJson());
 * ```
 */
export const saveModel: Operation<
  SaveModelArguments,
  ["model", "filepath", "overwrite", "zipped"],
  void
> = bind(
  "tf.keras.saving.saveModel",
  ["model", "filepath", "overwrite", "zipped"],
  2,
  (model, filepath, overwrite, zipped) => {
    checkModel("tf.keras.saving.saveModel", model).save({ filepath, overwrite, zipped });
  },
);

/** Arguments of {@linkcode saveWeights}. */
export interface SaveModelWeightsArguments {
  /** The model. */
  model: AnySavable;
  /** Where to. */
  filepath: FilePath;
  /** Whether an existing file is replaced; default `true`. */
  overwrite?: boolean | undefined;
}

/**
 * Saves a model's weights, as `model.saveWeights` does.
 *
 * @throws {TypeError} for what is no model, and as `model.saveWeights`.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const path = `${Deno.makeTempDirSync()}/net.weights.h5`;
 * const net = new tf.keras.Sequential([tf.keras.Input([3]), new tf.keras.layers.Dense(2)]);
 * tf.keras.saving.saveWeights(net, path);
 * assertEquals(Deno.statSync(path).isFile, true);
 * ```
 */
export const saveWeights: Operation<
  SaveModelWeightsArguments,
  ["model", "filepath", "overwrite"],
  void
> = bind(
  "tf.keras.saving.saveWeights",
  ["model", "filepath", "overwrite"],
  2,
  (model, filepath, overwrite) => {
    checkModel("tf.keras.saving.saveWeights", model).saveWeights({ filepath, overwrite });
  },
);

/** Arguments of {@linkcode loadWeights}. */
export interface LoadModelWeightsArguments {
  /** The model. */
  model: AnySavable;
  /** Where from. */
  filepath: FilePath;
  /** Whether layers and weights that do not fit are left as they are; default `false`. */
  skipMismatch?: boolean | undefined;
}

/**
 * Loads a model's weights, as `model.loadWeights` does; gives the names of those that were left.
 *
 * @throws {TypeError} for what is no model, and as `model.loadWeights`.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const path = `${Deno.makeTempDirSync()}/net.weights.h5`;
 * const net = new tf.keras.Sequential([tf.keras.Input([3]), new tf.keras.layers.Dense(2)]);
 * net.saveWeights(path);
 * assertEquals(tf.keras.saving.loadWeights(net, path).length, 0);
 * ```
 */
export const loadWeights: Operation<
  LoadModelWeightsArguments,
  ["model", "filepath", "skipMismatch"],
  PyList<string>
> = bind(
  "tf.keras.saving.loadWeights",
  ["model", "filepath", "skipMismatch"],
  2,
  (model, filepath, skipMismatch) =>
    checkModel("tf.keras.saving.loadWeights", model).loadWeights({
      filepath,
      skipMismatch: skipMismatch ?? false,
    }),
);
