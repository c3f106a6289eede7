/**
 * Weights in HDF5 files as tf.keras 2 lays them out: the root's attribute `layer_names` names the
 * layers in order; each has a group, whose attribute `weight_names` names its weights in order;
 * each weight is a dataset of that name inside the group, `dense/mlp/dense/kernel:0`.
 *
 * @module
 */
import type { NdArray } from "../display/ndarray.ts";
import type { ByteReader } from "./byte_reader.ts";
import { Hdf5File, type Hdf5Object } from "./hdf5_file.ts";
import { emptyGroup, encodeHdf5, type Hdf5Group, isHdf5DType } from "./hdf5_writer.ts";

/** An array with the name of the weight it is the value of. */
export interface SavedWeight {
  /** The weight's name. */
  readonly name: string;
  /** Its value. */
  readonly array: NdArray;
}

/** The weights of a layer. */
export interface SavedLayer {
  /** The layer's name. */
  readonly name: string;
  /** Its weights, in order. */
  readonly weights: readonly SavedWeight[];
}

/** What a file of weights holds. */
export interface SavedWeights {
  /** Layers, in order. */
  readonly layers: readonly SavedLayer[];
  /** Variables of the model itself; `undefined` if the file has no place for them. */
  readonly own: readonly SavedWeight[] | undefined;
}

/** The group of variables that belong to the model itself. */
const OWN = "top_level_model_weights";

/** How much an attribute holds; longer lists of names are cut in pieces, as Keras cuts them. */
const ATTRIBUTE_LIMIT = 64512;

/** The version of tf.keras whose layout this is: TensorFlow 2.0's. */
const KERAS_VERSION = "2.2.4-tf";

/** Adds a list of texts to a group's attributes, in pieces if it is long. */
function addTexts(where: string, group: Hdf5Group, name: string, texts: readonly string[]): void {
  const longest = texts.reduce((most, text) => Math.max(most, encodedLength(text)), 1);
  if (longest > ATTRIBUTE_LIMIT) {
    throw new RangeError(
      `${where}: expected names of at most ${ATTRIBUTE_LIMIT} bytes, received one of ${longest}`,
    );
  }
  const each = Math.floor(ATTRIBUTE_LIMIT / longest);
  if (texts.length <= each) return void group.attributes.set(name, texts);
  for (let start = 0, piece = 0; start < texts.length; start += each, piece++) {
    group.attributes.set(`${name}${piece}`, texts.slice(start, start + each));
  }
}

function encodedLength(text: string): number {
  return new TextEncoder().encode(text).length;
}

/** Puts a group or a dataset at a path inside a group. */
function place<T extends Hdf5Group | NdArray>(
  where: string,
  group: Hdf5Group,
  path: string,
  child: T,
): T {
  const names = path.split("/");
  const last = names.pop()!;
  if (
    [...names, last].some((name) =>
      name === "" || name === "." || name.includes("\0") || !name.isWellFormed()
    )
  ) {
    throw new RangeError(
      `${where}: expected names of whole characters, without empty parts between slashes, received ${
        JSON.stringify(path)
      }; rename the layer or variable`,
    );
  }
  let inner = group;
  for (const name of names) {
    const next = inner.children.get(name) ?? emptyGroup();
    if (!("children" in next)) throw taken(where, path);
    inner.children.set(name, next);
    inner = next;
  }
  if (inner.children.has(last)) throw taken(where, path);
  inner.children.set(last, child);
  return child;
}

function taken(where: string, path: string): RangeError {
  return new RangeError(
    `${where}: expected each name once in a layer or model, received ${
      JSON.stringify(path)
    } again; give layers and variables names of their own`,
  );
}

/** Adds the group of a layer with its weights. */
function addLayer(where: string, root: Hdf5Group, { name, weights }: SavedLayer): void {
  const group = place(where, root, name, emptyGroup());
  addTexts(where, group, "weight_names", weights.map((weight) => weight.name));
  for (const weight of weights) {
    if (!isHdf5DType(weight.array.dtype)) {
      throw new TypeError(
        `${where}: expected weights of numbers, received ${weight.array.dtype} for '${weight.name}'`,
      );
    }
    place(where, group, weight.name, weight.array);
  }
}

/**
 * The bytes of a `.h5` file of weights.
 *
 * @throws {RangeError} if two layers, or two weights of a layer, have the same name.
 */
export function encodeKerasH5(where: string, { layers, own = [] }: SavedWeights): Uint8Array {
  const root = emptyGroup();
  addTexts(where, root, "layer_names", layers.map(({ name }) => name));
  root.attributes.set("backend", "tensorflow").set("keras_version", KERAS_VERSION);
  for (const layer of [...layers, { name: OWN, weights: own }]) addLayer(where, root, layer);
  return encodeHdf5(root);
}

/** The texts of an attribute, also if it was cut in pieces. */
function readTexts(file: Hdf5File, object: Hdf5Object, name: string): string[] | undefined {
  const whole = file.texts(object, name);
  if (whole) return whole;
  const all: string[] = [];
  for (let piece = 0;; piece++) {
    const texts = file.texts(object, `${name}${piece}`);
    if (!texts) return piece === 0 ? undefined : all;
    all.push(...texts);
  }
}

/** The weights of a layer's group. */
function readLayer(file: Hdf5File, root: Hdf5Object, name: string): SavedLayer {
  const group = file.find(root, name);
  const names = group && readTexts(file, group, "weight_names");
  if (!group || !names) {
    throw file.reader.malformed(
      (group ?? root).address,
      group ? `the attribute weight_names of layer '${name}'` : `a group for layer '${name}'`,
      "none",
    );
  }
  const weights = names.map((weight) => {
    const dataset = file.find(group, weight);
    if (dataset) return { name: weight, array: file.numbers(dataset) };
    throw file.reader.malformed(
      group.address,
      `a dataset for weight '${weight}' of layer '${name}'`,
      "none",
    );
  });
  return { name, weights };
}

/** The group that holds the layers: the root, or `model_weights` in a file of a whole model. */
function layersGroup(file: Hdf5File): { group: Hdf5Object; names: string[] } {
  const { root } = file;
  const names = readTexts(file, root, "layer_names");
  if (names) return { group: root, names };
  const inner = file.find(root, "model_weights");
  const innerNames = inner && readTexts(file, inner, "layer_names");
  if (inner && innerNames) return { group: inner, names: innerNames };
  const found = file.names(root).slice(0, 8).join(", ");
  throw file.reader.unsupported(
    root.address,
    `a file without the attribute layer_names, holding ${found || "nothing"},`,
    "it is neither in tf.keras 2's layout nor in Keras 3's (.weights.h5)",
  );
}

/**
 * The weights in a `.h5` file's bytes: one of weights, or one of a whole model.
 *
 * @throws {SyntaxError} if the bytes break the format.
 * @throws {RangeError} if places and sizes in the file do not fit it.
 * @throws {TypeError} if the file uses what is not read; the text says what to do.
 */
export function decodeKerasH5(reader: ByteReader): SavedWeights {
  return readKerasH5(new Hdf5File(reader));
}

/** The weights in an open file; see {@linkcode decodeKerasH5} for what it throws. */
export function readKerasH5(file: Hdf5File): SavedWeights {
  const { group, names } = layersGroup(file);
  const layers = names.map((name) => readLayer(file, group, name));
  const own = file.find(group, OWN) && readLayer(file, group, OWN).weights;
  return { layers, own };
}

/** What a file of a whole model says of it besides its weights. */
export interface SavedModelTexts {
  /** Its configuration, JSON. */
  readonly config: string;
  /** How it was compiled, JSON; `undefined` where it was not. */
  readonly training: string | undefined;
  /** The optimizer's variables in order; `undefined` where there are none. */
  readonly optimizer: readonly SavedWeight[] | undefined;
}

/** What an open file says of a whole model; `undefined` for one of weights alone. */
export function readModelTexts(file: Hdf5File): SavedModelTexts | undefined {
  const { root } = file;
  const config = file.texts(root, "model_config")?.[0];
  if (config === undefined) return undefined;
  const training = file.texts(root, "training_config")?.[0];
  const name = "optimizer_weights";
  const has = file.find(root, name) !== undefined;
  return { config, training, optimizer: has ? readLayer(file, root, name).weights : undefined };
}
