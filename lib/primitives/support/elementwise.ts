/**
 * Families of primitives that compute element by element: what their entries share.
 *
 * @module
 */
import { type DType, isFloating, isInteger, newStorage } from "../../arrays/dtypes.ts";
import type { Value } from "../../engine/plan/graph_types.ts";
import { type Aval, aval } from "../../tensor/aval.ts";
import type { Lowering } from "../../tensor/lowering.ts";
import {
  type Bound,
  define,
  type Many,
  type Primitive,
  type Sample,
} from "../../tensor/primitive.ts";
import { record } from "../../tensor/record.ts";
import { mapNumbers, mapPairs } from "../../tensor/host_map.ts";
import type { HostData, Tensor } from "../../tensor/tensor.ts";
import { mapWhole, WHOLE, type WholeFunction } from "./integer_host.ts";
import { forEachComplexPair, mapComplex, type Parts } from "./complex_host.ts";
import { broadcast, requireFloat } from "./infer.ts";
import { unbroadcast } from "./unbroadcast.ts";
import { given, PAIRS, sample, SHAPES, SPECIAL } from "./samples.ts";

/** A function of one tensor. */
export type Unary = (x: Tensor) => Tensor;

/** A function of two tensors that broadcast. */
export type Binary = (a: Tensor, b: Tensor) => Tensor;

/** What an entry of one argument says of itself. */
export interface UnaryEntry {
  readonly name: string;
  /** TensorFlow's kernel; undefined where none computes it. */
  readonly kernel?: string;
  /** Which element types it takes; throws for others. Default: floats. */
  readonly accepts?: (name: string, x: Aval) => void;
  /** Element type of the result; default: that of the argument. */
  readonly result?: DType;
  /** ONNX's operator, or what writes several. */
  readonly lower?: string | ((to: Lowering, x: Value, out: Aval) => Value);
  /** The same in other primitives, for devices that have no kernel for it. */
  readonly compose?: Unary;
  /** One element on the host, for element types that `lower` cannot do. */
  readonly compute?: (x: number) => number;
  /** One complex element on the host. */
  readonly complex?: (re: number, im: number) => Parts;
  /** Element types computed on the host; default: none, or all where there is no `lower`. */
  readonly onHost?: readonly DType[];
  /** The gradient; `y` is the result. `"none"`: there is none. */
  readonly vjp?: "none" | ((g: Tensor, x: Tensor, y: Tensor) => Tensor);
  /** Whether it is tried with infinities and the like; default `true`. */
  readonly special?: boolean;
  /** Range of samples for which it is smooth; default -2 to 2. */
  readonly range?: readonly [number, number];
  /** Element types to try besides float32 and float64. */
  readonly dtypes?: readonly DType[];
}

/** Whether floats of 16 bits are widened to float32 around a whole lowering, as TensorFlow's are. */
function isNarrow(type: Value["type"]): boolean {
  return type === "float16" || type === "bfloat16";
}

/** A result of float32 in the narrow type of the arguments; truth values stay. */
function narrowed(to: Lowering, value: Value, type: Value["type"]): Value {
  return value.type === "float32" ? to.cast(value, type) : value;
}

/** Which element types are computed on the host. */
function hostTypes(
  { onHost, complex, whole, lower }: Pick<UnaryEntry | BinaryEntry, "onHost" | "lower"> & {
    complex?: unknown;
    whole?: unknown;
  },
): readonly DType[] | undefined {
  if ((complex === undefined && whole === undefined) || lower === undefined) return onHost;
  const complexTypes: readonly DType[] = complex === undefined ? [] : ["complex64"];
  return [...onHost ?? [], ...complexTypes, ...whole === undefined ? [] : WHOLE];
}

/** Enters a function of one argument. */
export function unary(entry: UnaryEntry): Unary {
  const { name, accepts = requireFloat, lower, compute, complex, vjp, kernel, result } = entry;
  const { compose } = entry;
  const onHost = hostTypes(entry);
  const primitive: Primitive<undefined> = {
    name,
    infer([x]) {
      accepts(name, x);
      return result === undefined || result === x.dtype ? x : aval(result, x.shape);
    },
    samples: () => unarySamples(entry),
    ...(lower === undefined ? {} : {
      lower: (to: Lowering, [x]: Many<Value>, [out]: Many<Aval>) =>
        typeof lower === "string"
          ? to.unary(lower, x, out.dtype as Value["type"])
          : isNarrow(x.type)
          ? narrowed(to, lower(to, to.cast(x, "float32"), out), x.type)
          : lower(to, x, out),
    }),
    ...(compute === undefined && complex === undefined ? {} : {
      host: ([x]: Many<HostData>, [{ dtype }]: Many<Aval>, _: undefined, [out]: Many<Aval>) => [
        dtype === "complex64" ? mapComplex(x, complex!) : mapNumbers(x, dtype, out.dtype, compute!),
      ],
    }),
    ...(onHost === undefined ? {} : { onHost: ([x]: Many<Aval>) => onHost.includes(x.dtype) }),
    ...(vjp === undefined ? {} : {
      vjp: vjp === "none" ? vjp : ([g], { inputs: [x], outputs: [y] }) => [vjp(g, x, y)],
    }),
    ...(kernel === undefined ? {} : { tensorflow: { name: kernel } }),
    ...(compose === undefined ? {} : { compose: ([x]: Many<Tensor>) => compose(x) }),
  };
  const bound = define(primitive);
  return (x) => record(bound, [x]);
}

function* unarySamples(
  { range: [min, max] = [-2, 2], dtypes = [], accepts, special = true }: UnaryEntry,
): Iterable<Sample<undefined>> {
  const attrs = undefined;
  const floats: DType[] = accepts === undefined ? ["float32", "float64"] : [];
  for (const dtype of new Set([...floats, ...dtypes])) {
    for (const shape of SHAPES) yield { inputs: [sample(shape, { dtype, min, max })], attrs };
    if (!special || !isFloating(dtype)) continue;
    yield { inputs: [given(SPECIAL, [SPECIAL.length], dtype)], attrs };
  }
}

/** What an entry of two arguments says of itself. */
export interface BinaryEntry {
  readonly name: string;
  readonly kernel?: string;
  /** Which element types it takes; throws for others. */
  readonly accepts: (name: string, x: Aval) => void;
  readonly result?: DType;
  readonly lower?: string | ((to: Lowering, a: Value, b: Value, out: Aval) => Value);
  /** Two elements on the host, for element types that `lower` cannot do. */
  readonly compute?: (a: number, b: number) => number;
  /** Two complex elements on the host: a number, or a truth value where `result` is bool. */
  readonly complex?: (a: Parts, b: Parts) => Parts | boolean;
  /** Two whole numbers, which are then computed on the host. */
  readonly whole?: WholeFunction;
  readonly onHost?: readonly DType[];
  /** Gradients for both arguments, still in the shape of the result. */
  readonly vjp?:
    | "none"
    | readonly [
      ((g: Tensor, a: Tensor, b: Tensor, y: Tensor) => Tensor) | undefined,
      ((g: Tensor, a: Tensor, b: Tensor, y: Tensor) => Tensor) | undefined,
    ];
  /** Whether it is tried with infinities and the like; default `true`. */
  readonly special?: boolean;
  /** Inputs to try it with, if not the family's. */
  readonly samples?: () => Iterable<Sample<undefined>>;
  /** Ranges of samples of the arguments; default -2 to 2. */
  readonly ranges?: readonly [readonly [number, number], readonly [number, number]];
  readonly dtypes?: readonly DType[];
}

/** Enters a function of two arguments that broadcast. */
export function binary(entry: BinaryEntry): Binary {
  const { name, accepts, lower, compute, complex, whole, vjp, kernel, result } = entry;
  const onHost = hostTypes(entry);
  const primitive: Primitive<undefined> = {
    name,
    infer([a, b]) {
      accepts(name, a);
      return broadcast(name, a, b, result ?? a.dtype);
    },
    samples: entry.samples ?? (() => binarySamples(entry)),
    ...(lower === undefined ? {} : {
      lower: (to: Lowering, [a, b]: Many<Value>, [out]: Many<Aval>) =>
        typeof lower === "string"
          ? to.op(lower, [a, b], out.dtype as Value["type"], out.shape)
          : isNarrow(a.type)
          ? narrowed(to, lower(to, to.cast(a, "float32"), to.cast(b, "float32"), out), a.type)
          : lower(to, a, b, out),
    }),
    ...(compute === undefined && complex === undefined && whole === undefined ? {} : {
      host: ([a, b]: Many<HostData>, [x, y]: Many<Aval>, _attrs: undefined, [out]: Many<Aval>) => [
        x.dtype === "complex64"
          ? mapComplexPairs([a, b], [x, y], out, complex!)
          : whole !== undefined && isInteger(x.dtype)
          ? mapWhole([a, b], [x, y], out, whole)
          : mapPairs([a, b], [x, y], out, compute!),
      ],
    }),
    ...(onHost === undefined ? {} : { onHost: ([x]: Many<Aval>) => onHost.includes(x.dtype) }),
    ...(vjp === undefined ? {} : {
      vjp: vjp === "none" ? vjp : ([g], { inputs: [a, b], outputs: [y] }, needs) => [
        needs[0] && vjp[0] ? unbroadcast(vjp[0](g, a, b, y), a) : undefined,
        needs[1] && vjp[1] ? unbroadcast(vjp[1](g, a, b, y), b) : undefined,
      ],
    }),
    ...(kernel === undefined ? {} : { tensorflow: { name: kernel } }),
  };
  const bound: Bound = define(primitive);
  return (a, b) => record(bound, [a, b]);
}

/** A function of each two complex elements. */
function mapComplexPairs(
  data: readonly [HostData, HostData],
  avals: readonly [Aval, Aval],
  out: Aval,
  compute: (a: Parts, b: Parts) => Parts | boolean,
): HostData {
  const result = newStorage(out.dtype, out.size) as Float32Array;
  forEachComplexPair(data, avals, out, (i, a, b) => {
    const value = compute(a, b);
    if (typeof value === "boolean") result[i] = Number(value);
    else [result[2 * i], result[2 * i + 1]] = value;
  });
  return result;
}

function* binarySamples(
  { ranges = [[-2, 2], [-2, 2]], dtypes = ["float32", "float64"], special = true }: BinaryEntry,
): Iterable<Sample<undefined>> {
  const attrs = undefined;
  const [[min, max], [low, high]] = ranges;
  for (const dtype of dtypes) {
    for (const [a, b] of PAIRS) {
      yield {
        inputs: [
          sample(a, { dtype, min, max }),
          sample(b, { dtype, min: low, max: high, seed: 2 }),
        ],
        attrs,
      };
    }
    if (!special || !isFloating(dtype)) continue;
    const row = given(SPECIAL, [SPECIAL.length], dtype);
    const turned = given(SPECIAL.toReversed(), [SPECIAL.length, 1], dtype);
    yield { inputs: [row, turned], attrs };
  }
}
