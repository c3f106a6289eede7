/**
 * What real Keras gives for known architectures, read from the files that
 * tests/goldens/architectures/make_architectures.py writes and describes, and the numbers that it
 * gave them as weights and inputs.
 *
 * @module
 */
import { gunzipSync } from "node:zlib";

/** An array: base 64 of its bytes; null where {@linkcode uniform} makes it. */
export interface EncodedArray {
  readonly name?: string;
  readonly dtype: "float32" | "int32";
  readonly shape: readonly number[];
  readonly data: string | null;
}

/** A shape, null where a dimension is open; or lists of shapes. */
export type Shapes = readonly (number | null)[] | readonly Shapes[];

/** A layer of a model. */
export interface ArchitectureLayer {
  readonly name: string;
  readonly className: string;
  readonly outputShape: Shapes;
  readonly parameters: number;
  /** Of a nested model. */
  readonly layers?: readonly ArchitectureLayer[];
}

/** Numbers of weights' elements. */
export interface ParameterCounts {
  readonly total: number;
  readonly trainable: number;
  readonly nonTrainable: number;
}

/** One architecture. */
export interface ArchitectureGolden {
  readonly versions: Readonly<Record<string, string>>;
  /** Of the model with its paper's size of input. */
  readonly structure: {
    readonly className: "Sequential" | "Functional";
    readonly layers: readonly ArchitectureLayer[];
    readonly parameters: ParameterCounts;
    readonly summary: string;
    readonly summaryFull: string;
    readonly summaryWide: string;
    readonly config: Readonly<Record<string, unknown>>;
    readonly weights: readonly {
      readonly path: string;
      readonly shape: readonly number[];
      readonly trainable: boolean;
    }[];
  };
  /** Of the model that was run. */
  readonly forward: {
    readonly options: Readonly<Record<string, number | boolean>>;
    readonly parameters: ParameterCounts;
    readonly gain: number;
    readonly weightsHash: string;
    readonly inputs: readonly EncodedArray[];
    readonly inputsHash: string;
    readonly outputs: readonly EncodedArray[];
    readonly layers: readonly {
      readonly name: string;
      readonly mean: number;
      readonly meanAbsolute: number;
    }[];
  };
}

/** The golden of an architecture. */
export function readArchitecture(name: string): ArchitectureGolden {
  const file = new URL(`../goldens/architectures/${name}.json.gz`, import.meta.url);
  return JSON.parse(new TextDecoder().decode(gunzipSync(Deno.readFileSync(file))));
}

/** Element `i` of a stream: a number in [-1, 1). */
export function uniform(stream: number, i: number): number {
  let x = Math.imul(i, 0x9E3779B9) + stream | 0;
  x = Math.imul(x ^ x >>> 16, 0x85EBCA6B);
  x = Math.imul(x ^ x >>> 13, 0xC2B2AE35);
  return ((x ^ x >>> 16) >>> 0) / 2 ** 31 - 1;
}

/** A weight to be given values. */
export interface WeightPlace {
  /** The last part of its path. */
  readonly name: string;
  readonly shape: readonly number[];
  /** Whether it is a kernel of DepthwiseConv2D. */
  readonly isDepthwise: boolean;
}

/** Values of a weight whose elements are those from `first` on of the model. */
export function weightValues(place: WeightPlace, gain: number, first: number): Float32Array {
  const { name, shape } = place;
  const product = (dims: readonly number[]) => dims.reduce((a, b) => a * b, 1);
  const scale = Math.sqrt(
    gain / product(place.isDepthwise ? shape.slice(0, 2) : shape.slice(0, -1)),
  );
  const value = name === "moving_variance"
    ? (v: number) => 0.5 + Math.abs(v)
    : name === "gamma"
    ? (v: number) => 1 + v / 8
    : ["bias", "beta", "moving_mean"].includes(name)
    ? (v: number) => v / 8
    : name === "embeddings"
    ? (v: number) => v
    : (v: number) => v * scale;
  const values = new Float32Array(product(shape));
  for (let i = 0; i < values.length; i++) values[i] = value(uniform(1, first + i));
  return values;
}

/** The inputs of the model that was run. */
export function inputValues(golden: ArchitectureGolden): (Float32Array | Int32Array)[] {
  let first = 0;
  return golden.forward.inputs.map(({ dtype, shape, data }) => {
    if (data !== null) {
      const bytes = Uint8Array.from(atob(data), (char) => char.charCodeAt(0));
      return dtype === "int32" ? new Int32Array(bytes.buffer) : new Float32Array(bytes.buffer);
    }
    const values = new Float32Array(shape.reduce((a, b) => a * b, 1));
    for (let i = 0; i < values.length; i++) values[i] = uniform(2, first + i);
    first += values.length;
    return values;
  });
}
