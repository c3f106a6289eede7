/**
 * Tensors with some of their slices replaced, added to, or compared with others.
 *
 * @module
 */
import { type DType, isFloating } from "../../arrays/dtypes.ts";
import type { Value } from "../../engine/plan/graph_types.ts";
import { aval } from "../../tensor/aval.ts";
import type { Lowering } from "../../tensor/lowering.ts";
import { type Bound, define, type Many, type Sample, type Vjp } from "../../tensor/primitive.ts";
import { record } from "../../tensor/record.ts";
import type { HostData, Tensor } from "../../tensor/tensor.ts";
import { add, divide, multiply, negative } from "../math/arithmetic.ts";
import { cast } from "../math/cast.ts";
import { equal } from "../math/comparison.ts";
import { requireNumber, requireReal, requireSameDType } from "../support/infer.ts";
import { given, sample } from "../support/samples.ts";
import { zerosLike } from "./fill.ts";
import { gatherNd } from "./gather_nd.ts";
import { scatterAddOnHost, scatterInto } from "./scatter_lowering.ts";
import { requireUpdates, scatterNd } from "./scatter_nd.ts";

interface Entry {
  readonly name: string;
  readonly kernel: string;
  readonly accepts?: typeof requireNumber;
  readonly lower: (to: Lowering, inputs: Many<Value>) => Value;
  /** Sign of the updates where complex numbers are added on the host. */
  readonly sign?: number;
  readonly vjp: Vjp<undefined>;
  readonly dtypes: readonly DType[];
}

function entry({ name, kernel, accepts, lower, sign, vjp, dtypes }: Entry): Bound {
  return define({
    name,
    infer([x, indices, updates]) {
      accepts?.(name, x);
      requireSameDType(name, x, updates);
      requireUpdates(name, indices, updates, x.shape);
      return aval(x.dtype, x.shape);
    },
    lower: (to, inputs) => lower(to, inputs),
    ...(sign === undefined ? {} : {
      host: ([x, indices, updates]: Many<HostData>, [{ shape }, places]) => [
        scatterAddOnHost((x as Float32Array).slice(), indices, updates, places, shape, sign),
      ],
      onHost: ([x]) => x.dtype === "complex64",
    }),
    vjp,
    tensorflow: { name: kernel },
    samples: () => samplesOf(dtypes, name === "tensorScatterNdUpdate"),
  });
}

function* samplesOf(dtypes: readonly DType[], areOnce: boolean): Iterable<Sample<undefined>> {
  const attrs = undefined;
  for (const dtype of dtypes) {
    const x = sample([4, 2], { dtype });
    // Which of several replacements of one slice stays is not said.
    const rows = given(areOnce ? [2, 0, 3] : [2, 0, 2], [3, 1], "int32");
    const updates = { dtype, seed: 4 };
    yield { inputs: [x, rows, sample([3, 2], updates)], attrs };
    yield { inputs: [x, given([1, 1, 0, 1], [2, 2], "int64"), sample([2], updates)], attrs };
    yield { inputs: [x, given([], [0, 1], "int32"), sample([0, 2], updates)], attrs };
    yield {
      inputs: [sample([3, 0], { dtype }), given([], [0, 1], "int32"), sample([0, 0], updates)],
      attrs,
    };
  }
}

const SUMMED: readonly DType[] = ["float32", "float64", "int32", "int64", "uint8", "complex64"];
const COMPARED: readonly DType[] = ["float32", "float64", "int32", "int64", "uint8"];

const replacing = entry({
  name: "tensorScatterNdUpdate",
  kernel: "TensorScatterUpdate",
  lower: (to, [x, indices, updates]) => scatterInto(to, x, indices, updates, "none"),
  vjp: ([g], { inputs: [, indices, updates] }, needs) => [
    needs[0] ? tensorScatterNdUpdate(g, indices, zerosLike(updates)) : undefined,
    undefined,
    needs[2] ? gatherNd(g, indices) : undefined,
  ],
  dtypes: ["float32", "float64", "int32", "bool", "string", "complex64", "float16"],
});

const adding = entry({
  name: "tensorScatterNdAdd",
  kernel: "TensorScatterAdd",
  accepts: requireNumber,
  lower: (to, [x, indices, updates]) => scatterInto(to, x, indices, updates, "add"),
  sign: 1,
  vjp: ([g], { inputs: [, indices] }, needs) => [
    g,
    undefined,
    needs[2] ? gatherNd(g, indices) : undefined,
  ],
  dtypes: SUMMED,
});

const subtracting = entry({
  name: "tensorScatterNdSub",
  kernel: "TensorScatterSub",
  accepts: requireNumber,
  lower(to, [x, indices, updates]) {
    const minus = to.binary("Sub", to.number(0, updates.type), updates);
    return scatterInto(to, x, indices, minus, "add");
  },
  sign: -1,
  vjp: ([g], { inputs: [, indices] }, needs) => [
    g,
    undefined,
    needs[2] ? negative(gatherNd(g, indices)) : undefined,
  ],
  dtypes: SUMMED,
});

/** As TensorFlow compares: what is not a number stays in the tensor, and changes nothing as update. */
function lowerExtreme(to: Lowering, [x, indices, updates]: Many<Value>, extreme: "max" | "min") {
  if (!isFloating(x.type)) return scatterInto(to, x, indices, updates, extreme);
  const none = to.number(extreme === "max" ? -Infinity : Infinity, updates.type);
  const numbers = to.where(to.unary("IsNaN", updates, "bool"), none, updates);
  const result = scatterInto(to, x, indices, numbers, extreme);
  return to.where(to.unary("IsNaN", x, "bool"), to.number(NaN, x.type), result);
}

/** Ties share the gradient equally: TensorFlow's rule. */
const extremeVjp: Vjp<undefined> = (
  [g],
  { inputs: [x, indices, updates], outputs: [y] },
  needs,
) => {
  const kept = cast(equal(x, y), g.dtype);
  const won = cast(equal(updates, gatherNd(y, indices)), g.dtype);
  const share = divide(g, add(kept, scatterNd(indices, won, x.shape)));
  return [
    needs[0] ? multiply(share, kept) : undefined,
    undefined,
    needs[2] ? multiply(gatherNd(share, indices), won) : undefined,
  ];
};

const raising = entry({
  name: "tensorScatterNdMax",
  kernel: "TensorScatterMax",
  accepts: requireReal,
  lower: (to, inputs) => lowerExtreme(to, inputs, "max"),
  vjp: extremeVjp,
  dtypes: COMPARED,
});

const lowering = entry({
  name: "tensorScatterNdMin",
  kernel: "TensorScatterMin",
  accepts: requireReal,
  lower: (to, inputs) => lowerExtreme(to, inputs, "min"),
  vjp: extremeVjp,
  dtypes: COMPARED,
});

/** Brings updates into a tensor at the places in the last axis of indices. */
export type Scatter = (x: Tensor, indices: Tensor, updates: Tensor) => Tensor;

const scatter = (bound: Bound): Scatter => (x, indices, updates) =>
  record(bound, [x, indices, updates]);

/** `x` with `updates` in the place of what is at `indices`. */
export const tensorScatterNdUpdate: Scatter = scatter(replacing);
/** `x` with `updates` added at `indices`. */
export const tensorScatterNdAdd: Scatter = scatter(adding);
/** `x` with `updates` subtracted at `indices`. */
export const tensorScatterNdSub: Scatter = scatter(subtracting);
/** `x` with the larger of itself and `updates` at `indices`. */
export const tensorScatterNdMax: Scatter = scatter(raising);
/** `x` with the smaller of itself and `updates` at `indices`. */
export const tensorScatterNdMin: Scatter = scatter(lowering);
