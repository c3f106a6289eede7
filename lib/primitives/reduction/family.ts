/**
 * Reductions over axes: what their entries share.
 *
 * @module
 */
import type { DType } from "../../arrays/dtypes.ts";
import type { Value } from "../../engine/plan/graph_types.ts";
import { type Aval, aval, type Shape } from "../../tensor/aval.ts";
import type { Lowering } from "../../tensor/lowering.ts";
import { defineFamily, type Many, type Sample } from "../../tensor/primitive.ts";
import { record } from "../../tensor/record.ts";
import type { HostData, Tensor } from "../../tensor/tensor.ts";
import { reshape } from "../array/reshape.ts";
import { given, sample, SPECIAL } from "../support/samples.ts";

/** Axes from the front in order, and whether they stay with length 1. */
export interface ReduceAttributes {
  readonly axes: readonly number[];
  readonly keepdims: boolean;
}

/** A reduction over axes, which are counted from the front, in order. */
export type Reduction = (x: Tensor, axes: readonly number[], keepdims?: boolean) => Tensor;

/** What an entry of a reduction says of itself. */
export interface ReductionEntry {
  readonly name: string;
  /** TensorFlow's kernel; undefined where none computes it. */
  readonly kernel?: string;
  /** Which element types it takes; throws for others. */
  readonly accepts: (name: string, x: Aval) => void;
  /** Element type of the result; default: that of the argument. */
  readonly result?: DType;
  /** What the reduction of nothing is. */
  readonly identity: number | bigint | ((dtype: DType) => number | bigint);
  /** The reduction of some elements over some axes, in the type of the result; axes are dropped. */
  readonly lower: (to: Lowering, x: Value, axes: readonly number[]) => Value;
  /** The gradient; `g` and what `y` makes of the result have all axes, the reduced ones of length 1. */
  readonly vjp?:
    | "none"
    | ((
      g: Tensor,
      x: Tensor,
      y: () => Tensor,
      axes: readonly number[],
    ) => Tensor);
  /** The same in other primitives, for devices without a kernel; the axes stay with length 1. */
  readonly compose?: (x: Tensor, axes: readonly number[]) => Tensor;
  /** Values on the host, for what `lower` can not do. */
  readonly host?: (data: HostData, x: Aval, axes: readonly number[], out: Aval) => HostData;
  /** Which element types are computed on the host. */
  readonly onHost?: readonly DType[];
  /** Element types to try. */
  readonly dtypes: readonly DType[];
  /** Range of samples; default -2 to 2. */
  readonly range?: readonly [number, number];
  /** Whether it is tried with infinities and the like; default `true`. */
  readonly special?: boolean;
}

/** The shape that is left of one. */
export function reducedShape(shape: Shape, axes: readonly number[], keepdims: boolean): number[] {
  return shape.flatMap((dim, axis) => axes.includes(axis) ? (keepdims ? [1] : []) : [dim]);
}

/** Number of elements that become one. */
export function reducedCount(shape: Shape, axes: readonly number[]): number {
  return axes.reduce((product, axis) => product * shape[axis]!, 1);
}

/** Enters a reduction. */
export function reduction(entry: ReductionEntry): Reduction {
  const { name, kernel, accepts, result, identity, lower, vjp, host, onHost, compose } = entry;
  const bind = defineFamily<ReduceAttributes>({
    name,
    infer([x], { axes, keepdims }) {
      accepts(name, x);
      return aval(result ?? x.dtype, reducedShape(x.shape, axes, keepdims));
    },
    lower(to, [x], [out], { axes }) {
      if (x.shape.includes(0)) {
        const empty = typeof identity === "function" ? identity(out.dtype) : identity;
        return to.fill(empty, out.dtype as Value["type"], out.shape);
      }
      const isNarrow = x.type === "float16" || x.type === "bfloat16";
      const value = lower(to, isNarrow ? to.cast(x, "float32") : x, axes);
      const typed = isNarrow && value.type === "float32" ? to.cast(value, x.type) : value;
      return to.reshape(typed, out.shape);
    },
    ...(host === undefined ? {} : {
      host: (
        [data]: Many<HostData>,
        [x]: Many<Aval>,
        { axes }: ReduceAttributes,
        [out]: Many<Aval>,
      ) => [host(data, x, axes, out)],
      onHost: ([x]: Many<Aval>) => onHost?.includes(x.dtype) ?? false,
    }),
    ...(compose === undefined ? {} : {
      compose: ([x]: Many<Tensor>, { axes, keepdims }: ReduceAttributes) =>
        reshape(compose(x, axes), reducedShape(x.shape, axes, keepdims)),
    }),
    ...(vjp === undefined ? {} : {
      vjp: vjp === "none" ? vjp : ([g], { inputs: [x], outputs: [y], attrs: { axes } }) => {
        const shape = reducedShape(x.shape, axes, true);
        return [vjp(reshape(g, shape), x, () => reshape(y, shape), axes)];
      },
    }),
    ...(kernel === undefined ? {} : {
      tensorflow: {
        name: kernel,
        attributes: ({ keepdims }: ReduceAttributes) => ({ keep_dims: keepdims }),
        inputs: ({ axes }: ReduceAttributes) => [
          0,
          { dtype: "int32", shape: [axes.length], values: axes },
        ],
      },
    }),
    samples: () => reductionSamples(entry),
  });
  return (x, axes, keepdims = false) => record(bind({ axes: [...axes], keepdims }), [x]);
}

function* reductionSamples(
  { dtypes, range: [min, max] = [-2, 2], special = true }: ReductionEntry,
): Iterable<Sample<ReduceAttributes>> {
  for (const dtype of dtypes) {
    const numbers = { dtype, min, max };
    for (const keepdims of [false, true]) {
      yield { inputs: [sample([2, 3, 5], numbers)], attrs: { axes: [0, 2], keepdims } };
      yield { inputs: [sample([2, 3], numbers)], attrs: { axes: [1], keepdims } };
      yield { inputs: [sample([2, 3], numbers)], attrs: { axes: [], keepdims } };
      yield { inputs: [sample([7], numbers)], attrs: { axes: [0], keepdims } };
      yield { inputs: [sample([], numbers)], attrs: { axes: [], keepdims } };
      yield { inputs: [sample([0, 3], numbers)], attrs: { axes: [0], keepdims } };
      yield { inputs: [sample([2, 0, 3], numbers)], attrs: { axes: [0, 1], keepdims } };
    }
    if (!special || (dtype !== "float32" && dtype !== "float64")) continue;
    const rows = SPECIAL.map((x) => [x, 1, -0.5]);
    const x = given(rows.flat(), [rows.length, 3], dtype);
    yield { inputs: [x], attrs: { axes: [1], keepdims: false }, kink: true };
    yield { inputs: [x], attrs: { axes: [0], keepdims: true }, kink: true };
  }
  if (!dtypes.includes("float32")) return;
  const long = { min, max };
  yield { inputs: [sample([3, 4099], long)], attrs: { axes: [1], keepdims: false }, kink: true };
  yield { inputs: [sample([8193, 2], long)], attrs: { axes: [0], keepdims: false }, kink: true };
}
