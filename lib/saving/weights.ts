/**
 * A model's weights to files and back: arguments bound, layers in order, then the formats of lib/io.
 *
 * @module
 */
import { list, type PyList } from "../display/python_collections.ts";
import { checkBoolean } from "../errors/checks.ts";
import type { FilePath } from "../io/files.ts";
import {
  loadWeights,
  type LoadWeightsOptions,
  type ModelWeights,
  saveWeights,
} from "../io/weights_file.ts";
import type { Variable } from "../functions/variable.ts";
import type { AnyHolder } from "../layers/base/holder.ts";
import { type Arguments, bindArguments } from "../ops/bind.ts";
import { weightPlaces } from "./weight_places.ts";

/** Arguments of `model.saveWeights`. */
export interface SaveWeightsArguments {
  /** Where to. */
  filepath: FilePath;
  /** Whether an existing file is replaced; default `true`. */
  overwrite?: boolean | undefined;
}

/** Arguments of `model.loadWeights`. */
export interface LoadWeightsArguments extends LoadWeightsOptions {
  /** Where from. */
  filepath: FilePath;
}

/** Ways to give them. */
export interface ModelWeightsOptions {
  /** Of `saveWeights`. */
  save: Arguments<SaveWeightsArguments, ["filepath", "overwrite"]>;
  /** Of `loadWeights`. */
  load: Arguments<LoadWeightsArguments, ["filepath", "skipMismatch", "byName"]>;
}

/** A model as far as its weights go. */
type Weighted = Pick<AnyHolder, "label" | "sublayers" | "weights">;

/**
 * A layer's weights as Keras's `.h5` files have them: those that are trained first, which is another
 * order in a model within a model. Where nothing is trained they are in the layer's order.
 */
function inOldOrder({ trainable, weights, trainableWeights }: AnyHolder): readonly Variable[] {
  if (!trainable) return weights;
  const trained = new Set(trainableWeights);
  return [...trainableWeights, ...weights.filter((it) => !trained.has(it))];
}

/** The weights as files have them: layer by layer, then the model's own. */
export function byLayer(model: Weighted): ModelWeights {
  const layers = model.sublayers.map((it) => ({ name: it.name, weights: inOldOrder(it) }));
  const inner = new Set(model.sublayers.flatMap(({ weights }) => [...weights]));
  const own = model.weights.filter((it) => !inner.has(it));
  return {
    label: model.label,
    layers,
    own,
    all: [...inner, ...own],
    places: () => weightPlaces(model as AnyHolder),
  };
}

/** Saves the weights of a model. */
export function saveModelWeights(
  model: Weighted,
  args: readonly unknown[],
): void {
  const where = `${model.label}.saveWeights`;
  const signature = { where, names: ["filepath", "overwrite"], required: 1 };
  const [path, overwrite = true] = bindArguments(signature, args);
  const mayReplace = checkBoolean(where, "overwrite", overwrite);
  saveWeights(byLayer(model), path as FilePath, mayReplace);
}

/** Loads the weights of a model; gives the names of those that were left, if options were given. */
export function loadModelWeights(
  model: Weighted,
  args: readonly unknown[],
): PyList<string> | void {
  const where = `${model.label}.loadWeights`;
  const signature = { where, names: ["filepath", "skipMismatch", "byName"], required: 1 };
  const [path, skipMismatch, byName] = bindArguments(signature, args);
  const left = loadWeights(byLayer(model), path as FilePath, {
    skipMismatch: checkBoolean(where, "skipMismatch", skipMismatch ?? false),
    byName: checkBoolean(where, "byName", byName ?? false),
  });
  if (skipMismatch !== undefined || byName !== undefined) return list(...left);
}
