/**
 * What a whole model holds in a file besides its configuration: weights at the places of their
 * layers, vocabularies that layers learned, and the optimizer's variables. As in Keras 3.15, states
 * of metrics and of random numbers are no part of it.
 *
 * @module
 */
import { NdArray } from "../display/ndarray.ts";
import { loadKeras3, type Match } from "../io/weights_file.ts";
import { encodeKeras3H5, type Keras3File, type SavedPlace } from "../io/keras3_h5.ts";
import type { AnyHolder } from "../layers/base/holder.ts";
import type { FileState } from "../layers/preprocessing/lookup_files.ts";
import { LossScaleOptimizer, type Optimizer } from "../optimizers/mod.ts";
import { weightPlaces } from "./weight_places.ts";

/** A layer that keeps more than weights. */
interface KeepsFiles extends AnyHolder {
  fileState(): FileState;
  takeFileState(where: string, state: FileState): void;
}

const keepsFiles = (holder: AnyHolder): holder is KeepsFiles => "fileState" in holder;

/** A model, and how it is trained. */
export interface Stateful {
  readonly model: AnyHolder;
  readonly optimizer: Optimizer | null;
}

/** Optimizers with their paths: one that scales losses has another inside. */
function optimizersOf(optimizer: Optimizer | null): [path: string, optimizer: Optimizer][] {
  if (optimizer === null) return [];
  return optimizer instanceof LossScaleOptimizer
    ? [["optimizer", optimizer], ["optimizer/inner_optimizer", optimizer.innerOptimizer]]
    : [["optimizer", optimizer]];
}

/** Counts of steps have 64 bits in files of TensorFlow's Keras. */
function inLongs(array: NdArray): NdArray {
  if (array.dtype !== "int32") return array;
  return new NdArray(BigInt64Array.from(array.data as Int32Array, BigInt), array.shape, "int64");
}

/** The bytes of `model.weights.h5`, and the texts of assets by path. */
export function encodeState(
  where: string,
  { model, optimizer }: Stateful,
): { weights: Uint8Array; assets: Map<string, string> } {
  const assets = new Map<string, string>();
  const places = weightPlaces(model).flatMap(({ holder, name, paths, variables }): SavedPlace[] => {
    const path = paths[0]!;
    const arrays = variables.map((it) => it.numpy());
    if (!keepsFiles(holder)) return [{ path, name, arrays }];
    const { files, arrays: named, inner } = holder.fileState();
    return [path, ...(inner === undefined ? [] : [`${path}/${inner}`])].map((it) => {
      for (const [file, text] of files) assets.set(`${it}/${file}`, text);
      return { path: it, name, arrays, named };
    });
  });
  const optimizers = optimizersOf(optimizer).map(([path, it]): SavedPlace => ({
    path,
    name: it.name,
    arrays: it.variables.map((variable) => inLongs(variable.numpy())),
  }));
  return { weights: encodeKeras3H5(where, [...places, ...optimizers]), assets };
}

/**
 * Gives a model what a file holds; all or nothing.
 *
 * @throws {TypeError} if the model has other weights; the text names their paths.
 */
export function loadState(
  where: string,
  { model, optimizer }: Stateful,
  file: Keras3File,
  assets: ReadonlyMap<string, string>,
): void {
  const places = weightPlaces(model);
  const states = places.flatMap(({ holder, paths }) => {
    if (!keepsFiles(holder)) return [];
    const path = paths[0]!;
    const { inner } = holder.fileState();
    const arrays = file.takeNamed(path);
    if (inner !== undefined) file.takeNamed(`${path}/${inner}`);
    const files = [...assets].filter(([name]) => name.startsWith(`${path}/`))
      .map(([name, text]) => [name.slice(path.length + 1), text] as const);
    return [{ holder, state: { files: new Map(files), arrays } }];
  });
  const optimizers = optimizersOf(optimizer).map(([path, it]) => ({
    path,
    optimizer: it,
    unbuilt: it.variables.length,
  }));
  if (optimizer !== null) optimizer.build(model.trainableWeights);
  const own = { label: model.label, layers: [], own: [], all: [], places: () => places };
  const others = optimizers.flatMap((it) => matchOptimizer(where, file, it));
  loadKeras3(where, own, file, others);
  for (const { holder, state } of states) holder.takeFileState(`${where}: ${holder.label}`, state);
}

/**
 * An optimizer beside its values; nothing for one that was saved before its first step, which has no
 * variables beside weights.
 */
function matchOptimizer(
  where: string,
  file: Keras3File,
  { path, optimizer, unbuilt }: { path: string; optimizer: Optimizer; unbuilt: number },
): Match[] {
  const arrays = file.take([path]);
  if (arrays === undefined) {
    throw new TypeError(
      `${where}: expected variables of the optimizer at "${path}", found none in the file; leave the optimizer out with { compile: false }`,
    );
  }
  if (arrays.length === unbuilt && unbuilt < optimizer.variables.length) return [];
  return [{
    what: `the optimizer (${path})`,
    variables: optimizer.variables,
    saved: arrays.map((array, index) => ({ name: `${index}`, array })),
  }];
}
