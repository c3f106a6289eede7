/**
 * Truth where TensorFlow has no kernel: loops over plain numbers, written here and nowhere else.
 *
 * @module
 */
import { convertStorage, type DType, newStorage, readElement } from "../../lib/arrays/dtypes.ts";
import type { Shape } from "../../lib/tensor/aval.ts";
import type { HostData } from "../../lib/tensor/tensor.ts";
import { NN_REFERENCES } from "./nn/references.ts";

/** An input of a reference. */
export interface Given {
  readonly dtype: DType;
  readonly shape: Shape;
  readonly host: HostData;
}

/** The values of each output, `undefined` for inputs it does not do. */
// deno-lint-ignore no-explicit-any -- attributes of all kinds in one table
export type Reference = (inputs: readonly Given[], attrs: any) => readonly HostData[] | undefined;

/** A function of each number. */
function each(compute: (x: number) => number): Reference {
  return ([x]) => [
    convertStorage(
      convertStorage(x!.host, x!.dtype, "float64").map(compute),
      "float64",
      x!.dtype,
    ),
  ];
}

/**
 * The probability that a standard normal variable is below x: a series of positive terms, and for the
 * lower tail a continued fraction.
 */
function normalBelow(x: number): number {
  if (!(Math.abs(x) < 39)) return Number.isNaN(x) ? NaN : x > 0 ? 1 : 0;
  if (x < -0.5) {
    let rest = 0;
    for (let n = 5000; n > 0; n--) rest = n / (rest - x);
    return Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI) / (rest - x);
  }
  if (x > 9) return 1;
  let sum = 0;
  for (let n = 0, term = x; n < 400; n++, term *= x * x / (2 * n + 1)) sum += term;
  return 0.5 + sum * Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
}
/** How far the root of one half, in float32, is from it. */
const STRETCH = Math.fround(Math.SQRT1_2) * Math.SQRT2;

/** Exponentials of square matrices by their series, from its small end on. */
const expm: Reference = ([x]) => {
  const { dtype, shape, host } = x!;
  const n = shape.at(-1)!;
  const numbers = host as Float32Array | Float64Array;
  const result = dtype === "float32"
    ? new Float32Array(host.length)
    : new Float64Array(host.length);
  const times = (a: number[], b: number[]) =>
    a.map((_, at) => {
      let sum = 0;
      for (let k = 0; k < n; k++) sum += a[at - at % n + k]! * b[k * n + at % n]!;
      return sum;
    });
  for (let start = 0; start < host.length; start += n * n) {
    const x = [...numbers.subarray(start, start + n * n)];
    let sum: number[] = x.map((_, at) => at % (n + 1) === 0 ? 1 : 0);
    for (let k = 80; k > 0; k--) {
      sum = times(x, sum).map((it, at) => it / k + (at % (n + 1) === 0 ? 1 : 0));
    }
    result.set(sum, start);
  }
  return [result];
};

/** The values along an axis at each place of the others, replaced by what `compute` makes of them. */
function lines(
  { shape, host }: Given,
  axis: number,
  compute: (places: readonly number[]) => void,
): void {
  const stride = shape.slice(axis + 1).reduce((product, dim) => product * dim, 1);
  for (let i = 0; i < host.length; i++) {
    if (Math.floor(i / stride) % shape[axis]! > 0) continue;
    compute(Array.from({ length: shape[axis]! }, (_, k) => i + k * stride));
  }
}

/** `y[i] = b[i] + a[i] y[i - 1]`. */
const linearRecurrence: Reference = ([a, b], { axis, reverse }) => {
  const [left, right] = [a!.host as Float64Array, b!.host as Float64Array];
  const y = right.slice();
  lines(b!, axis, (places) => {
    const order = reverse ? places.toReversed() : places;
    order.forEach((at, i) => {
      if (i > 0) y[at] = right[at]! + left[at]! * y[order[i - 1]!]!;
    });
  });
  return [y];
};

/** `log(sum(e^x))` over axes. */
const logSumExp: Reference = ([x], { axes }) => {
  const values = convertStorage(x!.host, x!.dtype, "float64");
  const groups = new Map<string, number[]>();
  const kept = x!.shape.map((dim, axis) => axes.includes(axis) ? 1 : dim);
  const count = kept.reduce((product, dim) => product * dim, 1);
  const strides = x!.shape.map((_, axis) =>
    x!.shape.slice(axis + 1).reduce((product, dim) => product * dim, 1)
  );
  values.forEach((value, i) => {
    const place = strides.map((stride, axis) =>
      axes.includes(axis) ? 0 : Math.floor(i / stride) % x!.shape[axis]!
    );
    groups.set(`${place}`, [...groups.get(`${place}`) ?? [], value]);
  });
  const results = [...groups.values()].map((group) => {
    const largest = Math.max(...group);
    const shift = Number.isFinite(largest) ? largest : 0;
    return Math.log(group.reduce((sum, it) => sum + Math.exp(it - shift), 0)) + shift;
  });
  const all = Float64Array.from({ length: count }, (_, i) => results[i] ?? -Infinity);
  return [convertStorage(all, "float64", x!.dtype)];
};

/** The row of each id, zeros where it is negative. */
const rowsOfIds: Reference = ([rows, ids]) => {
  const row = rows!.shape.slice(1).reduce((product, dim) => product * dim, 1);
  const result = newStorage(rows!.dtype, ids!.host.length * row) as Float64Array;
  Array.from(ids!.host as ArrayLike<number | bigint>, Number).forEach((id, i) => {
    if (id >= 0) result.set((rows!.host as Float64Array).slice(id * row, (id + 1) * row), i * row);
  });
  return [result];
};

/** The element at each place of a larger shape. */
const broadcast: Reference = ([x], { shape }) => {
  const lead = shape.length - x!.shape.length;
  const count = shape.reduce((product: number, dim: number) => product * dim, 1);
  const result = newStorage(x!.dtype, count);
  for (let i = 0; i < count; i++) {
    let [from, rest, stride] = [0, i, 1];
    for (let axis = shape.length - 1; axis >= lead; axis--) {
      const dim = x!.shape[axis - lead]!;
      from += (dim === 1 ? 0 : rest % shape[axis]) * stride;
      stride *= dim;
      rest = Math.floor(rest / shape[axis]);
    }
    (result as unknown[])[i] = x!.host[from];
  }
  return [result];
};

/** Weights by label and prediction. */
const confusion: Reference = ([labels, predictions, weights], { classes }) => {
  const cells = Array.from(
    labels!.host as BigInt64Array,
    (label, i) => `${label} ${predictions!.host[i]}`,
  );
  const result = newStorage(weights!.dtype, classes * classes) as Float64Array;
  const zero = result[0]!;
  for (let at = 0; at < result.length; at++) {
    const cell = `${Math.floor(at / classes)} ${at % classes}`;
    result[at] = (weights!.host as Float64Array)
      .filter((_, i) => cells[i] === cell)
      .reduce((sum, it) => sum + it, zero);
  }
  return [result];
};

/** References by the names of primitives. */
export const REFERENCES: Readonly<Record<string, Reference>> = {
  broadcastTo: broadcast,
  "math.confusionMatrix": confusion,
  "math.linearRecurrence": linearRecurrence,
  "math.segmentGather": rowsOfIds,
  reduceLogsumexp: logSumExp,
  // TensorFlow has the root of one half, and the factor of the cube, in float32 for all types.
  "nn.gelu": each((x) => x * normalBelow(x * STRETCH)),
  "nn.geluNormal": each((x) => normalBelow(x * STRETCH)),
  "nn.geluNormalDensity": each((x) =>
    STRETCH * Math.exp(-((x * STRETCH) ** 2) / 2) / Math.sqrt(2 * Math.PI)
  ),
  "nn.geluApproximate": each((x) =>
    x / 2 * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + Math.fround(0.044715) * x ** 3)))
  ),
  "nn.silu": each((x) => x / (1 + Math.exp(-x))),
  argsort: ([given], { direction }) => {
    const { dtype, shape, host } = given!;
    const width = shape.at(-1)!;
    const sign = direction === "DESCENDING" ? -1 : 1;
    // NaN counts as large as infinity; a stable sort keeps ties in order.
    const key = (i: number): number => {
      const x = Number(readElement<DType>(dtype, host, i));
      return Number.isNaN(x) ? Infinity : x;
    };
    const places = Array.from({ length: host.length }, (_, i) => i % width);
    for (let start = 0; start < host.length; start += width) {
      const row = places.slice(start, start + width);
      row.sort((a, b) => {
        const [x, y] = [key(start + a), key(start + b)];
        return x === y ? 0 : sign * (x < y ? -1 : 1);
      });
      places.splice(start, width, ...row);
    }
    return [Int32Array.from(places)];
  },
  ...NN_REFERENCES,
  concat: ([only, ...others]) => others.length === 0 ? [only!.host] : undefined,
  "linalg.expm": expm,
};
