/**
 * What real Keras's layers give, read from the files that tests/goldens/layers/make_layers.py writes
 * and describes.
 *
 * @module
 */
import { gunzipSync } from "node:zlib";
import { type DType, isDType, newStorage, type Storage } from "../../lib/arrays/dtypes.ts";

/** An array; bfloat16 as bit patterns, bool as 0 and 1, texts as they are. */
export interface GoldenArray {
  readonly dtype: DType;
  readonly shape: readonly number[];
  readonly data: Storage;
}

/** A leaf, or lists and dictionaries of leaves. */
export type Nest<T> = T | readonly Nest<T>[] | { readonly [name: string]: Nest<T> };

/** Arrays, null where there is none. */
export type GoldenArrays = Nest<GoldenArray | null>;

/** An argument of a call: arrays, and what else it may hold. */
export type GoldenArgument = Nest<GoldenArray | boolean | number | string | null>;

/** What JSON can hold. */
export type Json = Nest<string | number | boolean | null>;

/** A shape, null where a dimension is open; or lists of shapes. */
export type GoldenShapes = readonly (number | null)[] | readonly GoldenShapes[];

/** A layer, cell, regularizer ... among the arguments of a constructor. */
export interface GoldenNested {
  readonly className: string;
  readonly args: GoldenArgs;
}

/** Arguments of a constructor in Keras's spelling. */
export type GoldenArgs = { readonly [name: string]: Nest<string | number | boolean | null> };

/** A weight and its value before the call. */
export interface GoldenWeight {
  readonly name: string;
  /** Its path without the layer's own name. */
  readonly path: string;
  readonly trainable: boolean;
  readonly value: GoldenArray;
}

/** Gradients of the sum of the outputs, each times its weighting. */
export interface GoldenGradients {
  /** Nested as the inputs. */
  readonly inputs: GoldenArrays;
  /** By name, of other arguments that hold arrays. */
  readonly call: { readonly [name: string]: GoldenArrays };
  /** Of the trainable weights in order. */
  readonly weights: readonly (GoldenArray | null)[];
}

/** A training call of the fresh layer. */
export interface GoldenTraining {
  readonly output: GoldenArrays;
  readonly gradients: GoldenGradients | null;
  /** The weights that aren't trainable, after one call. */
  readonly stateAfter: readonly GoldenArray[];
  /** The trainable weights, if the call changes any. */
  readonly trainableAfter: readonly GoldenArray[] | null;
  /** Of a second call, where the layer draws. */
  readonly secondOutput?: GoldenArrays;
}

/** One case of a layer. */
export interface LayerGolden {
  readonly name: string;
  readonly className: string;
  readonly args: GoldenArgs;
  /** `get_config()` before the layer was built. */
  readonly config: { readonly [name: string]: Json };
  /** `keras.saving.serialize_keras_object(layer)` after the call. */
  readonly serialized: { readonly [name: string]: Json };
  readonly inputs: GoldenArrays;
  /** Masks that the inputs carried. */
  readonly inputMask: GoldenArrays;
  /** Other arguments of the call by Keras's names. */
  readonly call: { readonly [name: string]: GoldenArgument };
  readonly weights: readonly GoldenWeight[];
  /** How many states of seed generators there are beside the weights. */
  readonly seedStates: number;
  readonly output: GoldenArrays;
  /** For a batch of unknown size; null if the layer refuses. */
  readonly outputShape: GoldenShapes | null;
  readonly outputDtype: Nest<string>;
  /** Nested as the output. */
  readonly outputMask: GoldenArrays;
  /** Nested as the output. */
  readonly weighting: GoldenArrays;
  readonly gradients: GoldenGradients | null;
  readonly losses: readonly number[];
  /** Of a second call of a stateful layer. */
  readonly secondOutput: GoldenArrays;
  /** null where training makes no difference. */
  readonly training: GoldenTraining | null;
}

/** The array of its JSON; anything else as it is. */
function decode(_key: string, value: unknown): unknown {
  const it = value as { dtype?: unknown; shape?: unknown; data?: unknown } | null;
  if (typeof it !== "object" || typeof it?.data !== "string") return value;
  if (typeof it.dtype !== "string" || !isDType(it.dtype) || !Array.isArray(it.shape)) return value;
  const shape = it.shape as number[];
  const data = newStorage(it.dtype, shape.reduce((size, dim) => size * dim, 1));
  if (!ArrayBuffer.isView(data)) throw new TypeError(`golden of dtype ${it.dtype}`);
  const bytes = Uint8Array.from(atob(it.data), (char) => char.charCodeAt(0));
  new Uint8Array(data.buffer, data.byteOffset, data.byteLength).set(bytes);
  return { dtype: it.dtype, shape, data };
}

/** The name of a file: a class's name in snake case as Keras 3 names layers. */
function fileName(className: string): string {
  return className.replace(/(.)([A-Z][a-z]+)/g, "$1_$2").replace(/([a-z])([A-Z])/g, "$1_$2")
    .toLowerCase();
}

/** The cases of a class of layers. */
export function readCases(className: string): LayerGolden[] {
  const file = new URL(`../goldens/layers/${fileName(className)}.json.gz`, import.meta.url);
  const text = new TextDecoder().decode(gunzipSync(Deno.readFileSync(file)));
  return (JSON.parse(text, decode) as { cases: LayerGolden[] }).cases;
}

/** Whether it is one array. */
export function isGoldenArray(it: unknown): it is GoldenArray {
  return typeof it === "object" && it !== null && "dtype" in it && "shape" in it &&
    "data" in it && (ArrayBuffer.isView(it.data) || it.dtype === "string");
}
