/**
 * How often each whole number occurs, or what its occurrences weigh.
 *
 * @module
 */
import { type DType, newStorage } from "../../arrays/dtypes.ts";
import { type Aval, aval, formatAval } from "../../tensor/aval.ts";
import { defineFamily } from "../../tensor/primitive.ts";
import { record } from "../../tensor/record.ts";
import { scalar } from "../../tensor/scalar.ts";
import { leaf, type Tensor } from "../../tensor/tensor.ts";
import { reshape } from "../array/reshape.ts";
import { add } from "../math/arithmetic.ts";
import { greaterEqual } from "../math/comparison.ts";
import { where } from "../math/where.ts";
import { requireDType, requireIndices } from "../support/infer.ts";
import { given, sample } from "../support/samples.ts";
import { segmentGather } from "./segment_gather.ts";

interface Attributes {
  /** How many numbers are counted, from 0 on; larger ones are left out. */
  readonly size: number;
  readonly dtype: DType;
  /** Whether it is only told that a number occurs. */
  readonly binary: boolean;
}

const COUNTED: readonly DType[] = ["int32", "int64", "float32", "float64"];

function infer(x: Aval, weights: Aval | undefined, { size, dtype }: Attributes): Aval {
  requireIndices("math.bincount", "arr", x);
  if (x.shape.length !== 1 && x.shape.length !== 2) {
    throw new TypeError(
      `tf.math.bincount: expected arr of one or two dimensions, received ${formatAval(x)}`,
    );
  }
  if (weights !== undefined && `${weights.shape}` !== `${x.shape}`) {
    throw new TypeError(
      `tf.math.bincount: expected weights in the shape of arr, received ${
        formatAval(weights)
      } and ${formatAval(x)}`,
    );
  }
  const counts = weights ?? aval(dtype, []);
  requireDType("math.bincount", counts, (it) => COUNTED.includes(it), COUNTED.join(", "));
  return aval(counts.dtype, x.shape.length === 1 ? [size] : [x.shape[0]!, size]);
}

const bind = defineFamily<Attributes>({
  name: "math.bincount",
  infer: ([x, weights]: readonly (Aval | undefined)[], attrs) => infer(x!, weights, attrs),
  host(data, [x], { size, binary }, [out]) {
    const values = data[0] as ArrayLike<number | bigint>;
    const weights = data[1] as ArrayLike<number> | undefined;
    const result = newStorage(out.dtype, out.size) as unknown as Record<number, number | bigint>;
    const one = out.dtype === "int64" ? 1n : 1;
    const row = x.shape.at(-1)!;
    for (let i = 0; i < values.length; i++) {
      const value = Number(values[i]!);
      if (value < 0) {
        throw new RangeError(`expected numbers >= 0, received ${value} at position ${i}`);
      }
      if (value >= size) continue;
      const at = x.shape.length === 1 ? value : Math.floor(i / row) * size + value;
      const weight = weights === undefined ? one : weights[i]!;
      result[at] = binary ? one : (result[at] as number) + (weight as number);
    }
    return [result as unknown as Float32Array];
  },
  vjp([g], { inputs, attrs: { size, binary } }) {
    const [x, weights] = inputs as readonly (Tensor | undefined)[];
    if (weights === undefined || binary) return [];
    return [undefined, weightsGradient(g, x!, size)];
  },
  tensorflow: {
    name: "DenseBincount",
    inputs: ({ size, dtype }, [x, weights]: readonly (Aval | undefined)[]) => [
      0,
      { dtype: x!.dtype, shape: [], values: [size] },
      weights === undefined ? { dtype, shape: [0], values: [] } : 1,
    ],
    attributes: ({ binary }) => ({ binary_output: binary }),
  },
  *samples() {
    for (const dtype of COUNTED) {
      for (const binary of [false, true]) {
        const attrs = { size: 4, dtype, binary };
        const x = given([1, 2, 2, 5], [4], "int32");
        yield { inputs: [x], attrs };
        yield { inputs: [given([1, 2, 2, 0, 1, 1], [2, 3], "int64")], attrs };
        yield { inputs: [given([], [0], "int32")], attrs };
        if (binary) continue;
        yield { inputs: [x, sample([4], { dtype })], attrs };
        const rows = given([1, 2, 2, 0, 9, 1], [2, 3], "int32");
        yield { inputs: [rows, sample([2, 3], { dtype })], attrs };
      }
    }
    const attrs = { size: 3, dtype: "int32", binary: false } as const;
    yield { inputs: [given([-1], [1], "int32")], attrs };
  },
});

/** What the count of each element's number gets. */
function weightsGradient(g: Tensor, x: Tensor, size: number): Tensor {
  const isOutside = greaterEqual(x, scalar(size, x.dtype));
  const rows = x.rank === 1 ? x : add(x, rowStarts(x.shape[0]!, size, x.dtype));
  const places = where(isOutside, scalar(-1, x.dtype), rows);
  return segmentGather(reshape(g, [g.size]), places);
}

/** Where the counts of each row begin. */
function rowStarts(rows: number, size: number, dtype: DType): Tensor {
  const starts = Array.from({ length: rows }, (_, row) => row * size);
  const host = dtype === "int64" ? BigInt64Array.from(starts, BigInt) : Int32Array.from(starts);
  return leaf(host, aval(dtype, [rows, 1]));
}

/** Counts of the numbers below `size`, or the sums of their weights; of each row by itself. */
export function bincount(x: Tensor, weights: Tensor | undefined, attrs: Attributes): Tensor {
  return record(bind(attrs), weights === undefined ? [x] : [x, weights]);
}
