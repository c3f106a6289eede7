/**
 * The largest element under each window. The gradient goes to the first of equal elements. What
 * gives it is linear in the gradient of the result, and so is what gives the gradient of that.
 *
 * TensorFlow's maximum starts from the lowest number of the type and takes no notice of NaN. Which of
 * NaN, minus infinity and the lowest number a window with a NaN, or of minus infinity alone, gives
 * here is ONNX Runtime's choice; the gradient of such a window goes to its first element, or, where
 * windows lie side by side, where TensorFlow's goes.
 *
 * @module
 */
import { type DType, isFloating } from "../../arrays/dtypes.ts";
import type { Value } from "../../engine/plan/graph_types.ts";
import { formatShape } from "../../errors/format.ts";
import { type Aval, aval, sameShape, type Shape, sizeOf } from "../../tensor/aval.ts";
import type { Lowering } from "../../tensor/lowering.ts";
import { defineFamily, type Sample } from "../../tensor/primitive.ts";
import { record } from "../../tensor/record.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { requireDType, requireFloat, requireSameDType } from "../support/infer.ts";
import { given, sample } from "../support/samples.ts";
import { fromChannelsFirst, toChannelsFirst } from "./convolution_lowering.ts";
import { atLargest, LOWEST, toLargest } from "./max_pool_parts.ts";
import { atLargestByTaps, largestByTaps, toLargestByTaps } from "./max_pool_taps.ts";
import {
  axesOfPool,
  deeper,
  largestOf,
  type PoolAttributes,
  poolAttributes,
  pooledShape,
  POOLS,
} from "./pool.ts";
import { elementsUnderWindows, firstForNone, gatherMembers } from "./window_table.ts";
import { areSideBySide } from "./window_parts.ts";
import { type Axis, each, padsOf } from "./windows.ts";

/** A kind of pool. */
export interface MaxPool {
  /** The largest element under each window of `x [batch, ..., channels]`. */
  readonly forward: (x: Tensor, attrs: PoolAttributes) => Tensor;
  /** The gradient for `x`, of which `y` is the pool, from that of `y`. */
  readonly back: (x: Tensor, y: Tensor, g: Tensor, attrs: PoolAttributes) => Tensor;
}

/** Types that TensorFlow pools. */
const TYPES: readonly DType[] = ["int8", "int16", "int32", "int64", "uint8", "uint16"];

/** Throws unless an input has a type that can be pooled. */
export function requirePoolable(name: string, x: Aval): void {
  requireDType(
    name,
    x,
    (it) => isFloating(it) || TYPES.includes(it),
    "floats, or whole numbers of at most 64 bits other than uint32 and uint64",
  );
}

/** What TensorFlow's maximum of so many dimensions starts from, if it is no element of the window. */
const startOf = (rank: 2 | 3, { type }: Value): number | undefined =>
  rank === 2 ? undefined : LOWEST[type] ?? LOWEST.float32;

const isNarrow = ({ type }: Value): boolean => type === "float16" || type === "bfloat16";

/** Types that ONNX Runtime pools, itself or widened. */
const isPooled = (type: DType): boolean => isFloating(type) || type === "int8" || type === "uint8";

/** The largest elements and their places in the flat image, channels first. */
function pooled(to: Lowering, x: Value, axes: readonly Axis[]): readonly [Value, Value] {
  const shape = [x.shape[0]!, x.shape[1]!, ...each(axes, (it) => it.output)];
  const results = [{ type: x.type, shape }, { type: "int64" as const, shape }];
  const [largest, index] = to.ops("MaxPool", [x], results, windowsOf(axes));
  return [largest!, index!];
}

/** The largest elements alone, for which ONNX Runtime is many times as fast. */
function largestIn(to: Lowering, x: Value, axes: readonly Axis[]): Value {
  const shape = [x.shape[0]!, x.shape[1]!, ...each(axes, (it) => it.output)];
  return to.op("MaxPool", [x], x.type, shape, windowsOf(axes));
}

function windowsOf(axes: readonly Axis[]) {
  return {
    kernel_shape: each(axes, (it) => it.window),
    strides: each(axes, (it) => it.stride),
    pads: padsOf(axes),
  };
}

/**
 * The places of the largest elements in the flat image, channels first, and which windows have one.
 * Those of NaN or minus infinity alone have none; their place is that of their first element.
 */
function placesOf(to: Lowering, x: Value, axes: readonly Axis[]) {
  const wide = isNarrow(x) ? to.cast(x, "float32") : x;
  const [largest, index] = pooled(to, wide, axes);
  const found = to.binary("Greater", largest, to.number(LOWEST[wide.type]!, wide.type), "bool");
  const { members, places, table } = elementsUnderWindows(axes);
  const first = BigInt64Array.from(
    { length: places },
    (_, place) =>
      BigInt(table.subarray(place * members, (place + 1) * members).find((it) => it >= 0)!),
  );
  const [batch, channels] = x.shape as readonly [number, number];
  const plane = sizeOf(x.shape.slice(2));
  const bounds = [0, batch * channels * plane, plane].map((it) => to.number(it, "int64"));
  const offsets = to.op("Range", bounds, "int64", [batch * channels]);
  const ones = axes.map(() => 1);
  const start = to.binary(
    "Add",
    to.reshape(offsets, [batch, channels, ...ones]),
    to.constant(first, "int64", [1, 1, ...each(axes, (it) => it.output)]),
  );
  return { found, places: to.where(found, index, start) };
}

/**
 * Whether TensorFlow's kernel computes a pool of three dimensions: it has none for float64, and takes
 * wrong windows where strides beyond the window leave a gap before the first one.
 */
const fitsVolumes = ({ dtype }: Aval, { window, strides, padding }: PoolAttributes): boolean =>
  dtype !== "float64" &&
  (padding === "VALID" || strides.every((it, axis) => it <= window[axis]!));

function family(rank: 2 | 3, suffix: "" | "3D"): MaxPool {
  const name = `nn.maxPool${rank}d`;
  const axesFor = (label: string, x: Pick<Aval, "shape">, attrs: PoolAttributes) =>
    axesOfPool(`tf.${label}`, rank, x.shape, attrs);
  const requireResult = (label: string, x: Aval, y: Aval, attrs: PoolAttributes): void => {
    requireFloat(label, x);
    requireSameDType(label, x, y);
    const expected = pooledShape(x.shape, axesFor(label, x, attrs));
    if (sameShape(y.shape, expected)) return;
    throw new TypeError(
      `tf.${label}: expected a result of shape ${formatShape(expected)}, received shape ${
        formatShape(y.shape)
      }`,
    );
  };

  const forwards = defineFamily<PoolAttributes>({
    name,
    infer([x], attrs) {
      requirePoolable(name, x);
      return aval(x.dtype, pooledShape(x.shape, axesFor(name, x, attrs)));
    },
    lower(to, [x], [out], attrs) {
      const axes = axesFor(name, x, attrs);
      if (!isPooled(x.type)) {
        const members = gatherMembers(to, x, firstForNone(elementsUnderWindows(axes)));
        return to.reshape(to.reduce("ReduceMax", members, [2]), out.shape);
      }
      return fromChannelsFirst(to, largestIn(to, toChannelsFirst(to, x), axes));
    },
    vjp: ([g], { inputs: [x], outputs: [y], attrs }) => [it.back(x, y, g, attrs)],
    tensorflow: {
      name: `MaxPool${suffix}`,
      attributes: (attrs) => poolAttributes(attrs),
      lacks: (attrs, [x]) => rank === 3 && !fitsVolumes(x, attrs),
    },
    ...(rank === 3 ? { compose: ([x], attrs) => largestByTaps(x, axesFor(name, x, attrs)) } : {}),
    *samples() {
      for (const { inputs: [x], attrs, kink } of samplesOf(rank)) {
        yield { inputs: [x!], attrs, ...(kink ? { kink } : {}) };
      }
      const [{ attrs }] = POOLS as [typeof POOLS[number]];
      for (const dtype of rank === 2 ? [...TYPES, "float16", "bfloat16"] as const : []) {
        yield { inputs: [sample([2, 4, 6, 2], { dtype, max: 9 })], attrs, kink: true };
      }
    },
  });

  const backName = `${name}Grad`;
  const backs = defineFamily<PoolAttributes>({
    name: backName,
    infer([x, y, g], attrs) {
      requireResult(backName, x, y, attrs);
      requireResult(backName, x, g, attrs);
      return x;
    },
    lower(to, [x, , g], [out], attrs) {
      if (g.shape.includes(0)) return to.fill(0, g.type, out.shape);
      const axes = axesFor(backName, x, attrs);
      if (areSideBySide(axes)) return toLargest(to, x, g, { axes, start: startOf(rank, x) });
      const image = toChannelsFirst(to, x);
      const { found, places } = placesOf(to, image, axes);
      // The operator has no sums of narrow floats.
      const type = isNarrow(g) ? "float32" : g.type;
      const amounts = to.cast(toChannelsFirst(to, g), type);
      // TensorFlow gives windows without a largest element's gradient to the first in two dimensions.
      const given = rank === 2 ? amounts : to.where(found, amounts, to.number(0, type));
      const [count, windows] = [sizeOf(x.shape), sizeOf(g.shape)];
      const sums = to.op(
        "ScatterElements",
        [
          to.fill(0, type, [count]),
          to.reshape(places, [windows]),
          to.reshape(given, [windows]),
        ],
        type,
        [count],
        { axis: 0, reduction: "add" },
      );
      return fromChannelsFirst(to, to.reshape(to.cast(sums, g.type), image.shape));
    },
    vjp: ([h], { inputs: [x, y], attrs }, needs) => [
      undefined,
      undefined,
      needs[2] ? record(seconds(attrs), [x, y, h]) : undefined,
    ],
    // That of three dimensions goes to all of equal elements, in full, on processors.
    // That of two gives what lies in memory where there are no windows.
    ...(rank === 2
      ? {
        tensorflow: {
          name: "MaxPoolGrad",
          attributes: (attrs) => poolAttributes(attrs),
          lacks: (_, [, , g]) => g.size === 0,
        },
      }
      : {}),
    compose: ([x, , g], attrs) => toLargestByTaps(x, g, axesFor(backName, x, attrs)),
    *samples() {
      for (const { inputs: [x], attrs, kink } of samplesOf(rank, "back")) {
        const y = largestOf(x!, attrs);
        const g = sample(y.shape, { dtype: x!.dtype, seed: 5 });
        yield { inputs: [x!, y, g], attrs, ...(kink ? { kink } : {}) };
      }
    },
  });

  const secondName = `${name}GradGrad`;
  const seconds = defineFamily<PoolAttributes>({
    name: secondName,
    infer([x, y, h], attrs) {
      requireResult(secondName, x, y, attrs);
      requireSameDType(secondName, x, h);
      if (sameShape(x.shape, h.shape)) return y;
      throw new TypeError(
        `tf.${secondName}: expected a gradient of shape ${formatShape(x.shape)}, received shape ${
          formatShape(h.shape)
        }`,
      );
    },
    lower(to, [x, , h], [out], attrs) {
      const axes = axesFor(secondName, x, attrs);
      if (areSideBySide(axes)) return atLargest(to, x, h, { axes, start: startOf(rank, x) });
      const { found, places } = placesOf(to, toChannelsFirst(to, x), axes);
      const flat = to.reshape(toChannelsFirst(to, h), [sizeOf(h.shape)]);
      const windows = sizeOf(out.shape);
      const picked = to.op("Gather", [flat, to.reshape(places, [windows])], h.type, [windows], {
        axis: 0,
      });
      const moved = to.reshape(picked, places.shape);
      return fromChannelsFirst(
        to,
        rank === 2 ? moved : to.where(found, moved, to.number(0, h.type)),
      );
    },
    vjp: ([g], { inputs: [x, y], attrs }, needs) => [
      undefined,
      undefined,
      needs[2] ? it.back(x, y, g, attrs) : undefined,
    ],
    tensorflow: {
      name: `MaxPool${suffix}GradGrad`,
      attributes: (attrs) => poolAttributes(attrs),
      lacks: (attrs, [x]) => rank === 3 && !fitsVolumes(x, attrs),
    },
    ...(rank === 3
      ? { compose: ([x, , h], attrs) => atLargestByTaps(x, h, axesFor(secondName, x, attrs)) }
      : {}),
    *samples() {
      for (const { inputs: [x], attrs, kink } of samplesOf(rank, "second")) {
        const h = sample(x!.shape, { dtype: x!.dtype, seed: 6 });
        yield { inputs: [x!, largestOf(x!, attrs), h], attrs, ...(kink ? { kink } : {}) };
      }
    },
  });

  const it: MaxPool = {
    forward: (x, attrs) => record(forwards(attrs), [x]),
    back: (x, y, g, attrs) => record(backs(attrs), [x, y, g]),
  };
  return it;
}

/** Numbers that are far from each other. */
function distinct(shape: Shape, dtype: DType): Tensor {
  const size = sizeOf(shape);
  const values = Array.from({ length: size }, (_, i) => (i * 7919 % size) * 4 / size - 2);
  return given(values, shape, dtype);
}

/** Images to pool: numbers that differ, and ties. */
function* samplesOf(rank: 2 | 3, role = "forward"): Iterable<Sample<PoolAttributes>> {
  const lead = rank === 3 ? [3] : [];
  for (const dtype of ["float32", "float64"] as const) {
    for (const { image, attrs, batch = 2 } of POOLS) {
      const shape = [batch, ...lead, ...image, 2];
      yield { inputs: [distinct(shape, dtype)], attrs: rank === 3 ? deeper(attrs) : attrs };
    }
    const ties = { window: [3, 2], strides: [2, 1], padding: "SAME" } as const;
    const values = Array.from({ length: sizeOf([2, ...lead, 5, 4, 2]) }, (_, i) => i * i % 3);
    const inputs = [given(values, [2, ...lead, 5, 4, 2], dtype)];
    yield { inputs, attrs: rank === 3 ? deeper(ties) : ties, kink: true };
  }
  // TensorFlow's gradient of the gradient leaves paddings by hand out.
  if (rank === 2 && role !== "second") {
    const attrs = { window: [3, 2], strides: [2, 2], padding: [[2, 1], [0, 1]] } as const;
    yield { inputs: [sample([2, 5, 6, 3])], attrs };
  }
}

/** Pools of two dimensions. */
export const maxPool2d: MaxPool = family(2, "");
/** Pools of three dimensions. */
export const maxPool3d: MaxPool = family(3, "3D");
