/**
 * A model's weights in files: `.h5` in tf.keras 2's layout, `.weights.h5` in Keras 3's, `.npz` and
 * `.safetensors` with an array for each weight. Which layout of `.h5` is loaded goes by the content.
 *
 * @module
 */
import { host, isMissing } from "../platform/host.ts";
import type { NdArray } from "../display/ndarray.ts";
import { Complex, elementAt } from "../display/nd_dtype.ts";
import { formatShape } from "../errors/format.ts";
import { convertStorage, type DType, type Storage } from "../arrays/dtypes.ts";
import { aval } from "../tensor/aval.ts";
import { leaf } from "../tensor/tensor.ts";
import type { Variable } from "../functions/variable.ts";
import { ByteReader } from "./byte_reader.ts";
import { checkPath, type FilePath, readPlainFile } from "./files.ts";
import { Hdf5File } from "./hdf5_file.ts";
import { encodeKeras3H5, isKeras3, Keras3File } from "./keras3_h5.ts";
import { encodeKerasH5, readKerasH5, type SavedWeight } from "./keras_h5.ts";
import { saveFile } from "./save_file.ts";
import { encodeByName, matchByName, quoted, SAME_MODEL } from "./weights_by_name.ts";

/** The end of names of files in Keras 3's layout. */
const KERAS_3 = ".weights.h5";

/** A layer with its weights. */
export interface LayerWeights {
  /** The layer's name. */
  readonly name: string;
  /** Its weights, in the order of the layer. */
  readonly weights: readonly Variable[];
}

/** A model as files see it. */
export interface ModelWeights {
  /** How errors call it. */
  readonly label: string;
  /** Its layers, in order. */
  readonly layers: readonly LayerWeights[];
  /** Variables of the model itself. */
  readonly own: readonly Variable[];
  /** Every weight once, in the model's order. */
  readonly all: readonly Variable[];
  /** Every layer at any depth, the model first, with its own variables, as Keras 3 finds them. */
  readonly places: () => readonly Place[];
}

/** A layer's own variables, and the paths in a file that may be theirs, the one to write first. */
interface Place {
  readonly name: string;
  readonly paths: readonly string[];
  readonly variables: readonly Variable[];
}

/** Options of loading weights. */
export interface LoadWeightsOptions {
  /**
   * Whether layers (in `.npz` files: weights) are matched by their names instead of by their order,
   * and those that only one side has are left alone; default `false`.
   */
  byName?: boolean;
  /** Whether layers and weights that do not fit are left as they are; default `false`. */
  skipMismatch?: boolean;
}

/** A weight of the model and what it becomes. */
interface Pair {
  readonly variable: Variable;
  readonly array: NdArray;
}

/** Part of a model beside the part of a file that belongs to it. */
export interface Match {
  readonly what: string;
  readonly variables: readonly Variable[];
  readonly saved: readonly SavedWeight[];
}

/** The ends of names, one for each format. */
export const WEIGHT_SUFFIXES = [".h5", ".npz", ".safetensors"] as const;
type Suffix = (typeof WEIGHT_SUFFIXES)[number];

/** The path and which format it is. */
function checkSuffix(where: string, file: FilePath): { path: string; suffix: Suffix } {
  const path = checkPath(where, file);
  const suffix = WEIGHT_SUFFIXES.find((it) => path.endsWith(it));
  if (suffix) return { path, suffix };
  throw new RangeError(
    `${where}: expected a file name that ends in .h5 (Keras's format), .npz (NumPy's) or .safetensors, received ${
      JSON.stringify(path)
    }`,
  );
}

/** Weights with their names; with their paths where two of a layer, as in Keras 3, have one name. */
function valuesOf(variables: readonly Variable[]): SavedWeight[] {
  const differ = (texts: readonly string[]) => new Set(texts).size === texts.length;
  const byPath = !differ(variables.map(({ name }) => name)) &&
    differ(variables.map(({ path }) => path));
  return variables.map((it) => ({ name: byPath ? it.path : it.name, array: it.numpy() }));
}

function exists(path: string): boolean {
  try {
    host.files.linkInfo(path);
    return true;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}

/** Saves a model's weights; `overwrite` says whether an existing file may be replaced. */
export function saveWeights(
  { label, layers, own, all, places }: ModelWeights,
  file: FilePath,
  overwrite: boolean = true,
): void {
  const doing = `Cannot save the weights of ${label}`;
  const { path, suffix } = checkSuffix(doing, file);
  const where = `${doing} to ${JSON.stringify(path)}`;
  if (!overwrite && exists(path)) {
    throw new RangeError(
      `${where}: expected a path without a file, as overwrite=false, received one that exists`,
    );
  }
  if (path.endsWith(KERAS_3)) {
    const saved = places().map(({ name, paths, variables }) => ({
      name,
      path: paths[0]!,
      arrays: variables.map((it) => it.numpy()),
    }));
    return saveFile(where, path, encodeKeras3H5(where, saved));
  }
  if (suffix === ".h5") {
    const saved = layers.map(({ name, weights }) => ({ name, weights: valuesOf(weights) }));
    return saveFile(
      where,
      path,
      encodeKerasH5(where, { layers: saved, own: valuesOf(own) }),
    );
  }
  saveFile(where, path, encodeByName(where, suffix, all));
}

/**
 * Loads a model's weights; either all that fit the rules, or none.
 *
 * @returns The names of the weights that were left as they are; empty without options.
 */
export function loadWeights(
  model: ModelWeights,
  file: FilePath,
  { byName = false, skipMismatch = false }: LoadWeightsOptions = {},
): string[] {
  const doing = `Cannot load the weights of ${model.label}`;
  const { path, suffix } = checkSuffix(doing, file);
  const where = `${doing} from ${JSON.stringify(path)}`;
  const reader = new ByteReader(where, readPlainFile(where, path));
  const matches = suffix === ".h5"
    ? matchH5(where, model, reader, { byName, skipMismatch })
    : matchByName(where, suffix, model.all, reader, byName);
  if (byName && matches.length === 0) {
    throw new RangeError(
      `${where}: expected a layer or weight of the same name in the file, found none`,
    );
  }
  const assigned = assignAll(where, matches, skipMismatch);
  return model.all.filter((it) => !assigned.has(it)).map(({ name }) => name);
}

/**
 * Loads all weights of a model from a file in Keras 3's layout, with what else there is, such as an
 * optimizer's variables; all or none.
 */
export function loadKeras3(
  where: string,
  model: ModelWeights,
  file: Keras3File,
  others: readonly Match[],
): void {
  const all = { byName: false, skipMismatch: false };
  const matches = matchKeras3(where, model, file, all, OTHER_WEIGHTS);
  assignAll(where, [...matches, ...others], false, OTHER_WEIGHTS);
}

/** As {@linkcode loadKeras3}, from a file in tf.keras 2's layout. */
export function loadOldH5(
  where: string,
  model: ModelWeights,
  file: Hdf5File,
  others: readonly Match[],
): void {
  const matches = matchOldH5(where, model, file, false);
  assignAll(where, [...matches, ...others], false, OTHER_WEIGHTS);
}

/** Gives variables their new values, once all are checked; which those are. */
function assignAll(
  where: string,
  matches: readonly Match[],
  skipMismatch: boolean,
  fix: string = SKIP,
): ReadonlySet<Variable> {
  const pairs = matches.flatMap((match) => pairUp(where, match, skipMismatch, fix));
  const tensors = pairs.map((pair) => fittingTensor(where, pair));
  pairs.forEach(({ variable }, index) => variable.assign(tensors[index]!));
  return new Set(pairs.map(({ variable }) => variable));
}

/** Layers with weights beside those of a `.h5` file. */
function matchH5(
  where: string,
  model: ModelWeights,
  reader: ByteReader,
  { byName, skipMismatch }: Required<LoadWeightsOptions>,
): Match[] {
  const file = new Hdf5File(reader);
  return isKeras3(file)
    ? matchKeras3(where, model, new Keras3File(file), { byName, skipMismatch })
    : matchOldH5(where, model, file, byName);
}

/** Layers with weights beside the groups of a file in tf.keras 2's layout. */
function matchOldH5(
  where: string,
  model: ModelWeights,
  file: Hdf5File,
  byName: boolean,
): Match[] {
  const { layers, own = [] } = readKerasH5(file);
  const expected = model.layers.filter(({ weights }) => weights.length > 0);
  const found = layers.filter(({ weights }) => weights.length > 0);
  const rest = model.own.length + own.length > 0 && !(byName && own.length === 0)
    ? [{ what: "the model itself", variables: model.own, saved: own }]
    : [];
  if (byName) {
    const matches = found.flatMap(({ name, weights: saved }) =>
      expected.filter((layer) => layer.name === name)
        .map(({ weights }) => ({ what: `layer '${name}'`, variables: weights, saved }))
    );
    return [...matches, ...rest];
  }
  if (expected.length !== found.length) {
    throw new TypeError(
      `${where}: expected ${expected.length} layers with weights (${
        quoted(expected)
      }), found ${found.length} (${quoted(found)}) in the file; ${SAME_MODEL}`,
    );
  }
  const matches = expected.map(({ name, weights }, index) => {
    const saved = found[index]!;
    checkOrder(where, name, weights, saved.weights);
    const what = name === saved.name
      ? `layer '${name}'`
      : `layer '${name}' ('${saved.name}' in the file)`;
    return { what, variables: weights, saved: saved.weights };
  });
  return [...matches, ...rest];
}

/**
 * Throws where a layer of the file has weights of the same names in another order: two of one shape
 * would take each other's place unseen.
 */
function checkOrder(
  where: string,
  layer: string,
  variables: readonly Variable[],
  saved: readonly SavedWeight[],
): void {
  const lastOf = ({ name }: { name: string }) => name.split("/").at(-1)!.replace(/:\d+$/, "");
  const [own, theirs] = [variables.map(lastOf), saved.map(lastOf)];
  const isOther = own.some((it, i) => it !== theirs[i]);
  if (!isOther || own.toSorted().join() !== theirs.toSorted().join()) return;
  throw new TypeError(
    `${where}: expected the weights of layer '${layer}' in the order ${own.join(", ")}, found ${
      theirs.join(", ")
    } in the file; ${SAME_MODEL}`,
  );
}

/** Layers beside the groups of a file in Keras 3's layout, which have no names but paths. */
function matchKeras3(
  where: string,
  model: ModelWeights,
  saved: Keras3File,
  { byName, skipMismatch }: Required<LoadWeightsOptions>,
  fix: string = SKIP,
): Match[] {
  if (byName) {
    throw new RangeError(
      `${where}: expected byName=false for a file in Keras 3's layout, which goes by the places of layers in the model, received byName=true`,
    );
  }
  const matches = model.places().filter(({ variables }) => variables.length > 0).flatMap(
    ({ name, paths, variables }): Match[] => {
      const arrays = saved.take(paths);
      if (arrays) {
        const what = paths[0] === "" ? "the model itself" : `layer '${name}' (${paths[0]})`;
        const found = arrays.map((array, index) => ({ name: `${index}`, array }));
        return [{ what, variables, saved: found }];
      }
      if (skipMismatch) return [];
      throw new TypeError(
        `${where}: expected weights for layer '${name}' at ${
          paths.map((path) => JSON.stringify(path)).join(" or ")
        }, found none in the file, which has ${saved.left().join(", ") || "no others"}; ${fix}`,
      );
    },
  );
  const left = saved.left();
  if (left.length === 0 || skipMismatch) return matches;
  throw new TypeError(
    `${where}: expected a layer for each one in the file, found none for ${
      left.join(", ")
    }; ${fix}`,
  );
}

/** The weights of a layer beside their new values, checked. */
function pairUp(
  where: string,
  { what, variables, saved }: Match,
  skipMismatch: boolean,
  fix: string,
): Pair[] {
  if (variables.length !== saved.length) {
    if (skipMismatch) return [];
    throw new TypeError(
      `${where}: expected ${variables.length} weights (${
        quoted(variables)
      }) for ${what}, found ${saved.length} (${quoted(saved)}) in the file; ${fix}`,
    );
  }
  return variables.flatMap((variable, index) => {
    const { name, array } = saved[index]!;
    if (formatShape(variable.shape) === formatShape(array.shape)) return [{ variable, array }];
    if (skipMismatch) return [];
    throw new TypeError(
      `${where}: expected shape ${
        formatShape(variable.shape)
      } for weight '${variable.name}' of ${what}, found '${name}' of shape ${
        formatShape(array.shape)
      } in the file; ${fix}`,
    );
  });
}

/** How to leave out what does not fit. */
const SKIP = "leave out what does not fit with { skipMismatch: true }";

/** What it means that parts of one file do not fit. */
const OTHER_WEIGHTS = "the file has the weights of another model";

/** A tensor of a weight's type, without loss. */
function fittingTensor(where: string, { variable, array }: Pair) {
  const dtype = variable.dtype as DType;
  const same = array.dtype === dtype;
  const values = same ? [] : Array.from({ length: array.size }, (_, i) => elementAt(array, i));
  if (!same) {
    const fits = (value: number) =>
      dtype === "float32"
        ? Object.is(Math.fround(value), value)
        : dtype === "int32" && (value | 0) === value;
    for (let i = 0; i < values.length; i++) {
      const isReal = typeof values[i] !== "string" && !(values[i] instanceof Complex);
      const value = Number(values[i]);
      // Of a bigint, the number may already be rounded.
      const exact = typeof values[i] !== "bigint" || BigInt(value) === values[i];
      if (isReal && exact && fits(value)) continue;
      throw new TypeError(
        `${where}: expected values of dtype ${dtype} for weight '${variable.name}', found ${
          values[i]
        } of dtype ${array.dtype} at index ${i}, which ${dtype} does not hold; convert the weights in Python`,
      );
    }
  }
  const data = same
    ? array.data as Storage
    : convertStorage(Float64Array.from(values, Number), "float64", dtype);
  return leaf(data, aval(dtype, array.shape));
}
