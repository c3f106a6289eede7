/**
 * Samples to differentiate at, and the fixed numbers that derivatives are weighted with.
 *
 * @module
 */
import { type DType, DTYPES, isFloating } from "../../lib/arrays/dtypes.ts";
import { type Aval, aval } from "../../lib/tensor/aval.ts";
import { read } from "../../lib/tensor/graph.ts";
import { asFloat64, fromFloat64 } from "../../lib/tensor/host_map.ts";
import type { Primitive } from "../../lib/tensor/primitive.ts";
import { type HostData, leaf, type Tensor } from "../../lib/tensor/tensor.ts";
import { type Case, casesOf, isFinite } from "./cases.ts";
import { CONSTANT, SYMMETRIC } from "./exceptions.ts";

/** A case whose derivatives are compared. */
export interface Smooth {
  readonly it: Case;
  /** Inputs of floats, by position. */
  readonly places: readonly number[];
  /** Outputs of floats, by position, with what is known of them. */
  readonly results: readonly number[];
  readonly avals: readonly Aval[];
  /** Step of the differences, and what they may be off by, relative to the numbers. */
  readonly step: number;
  readonly tolerance: number;
}

/** Cases of one primitive that are differentiated at most. */
const MOST = 24;

const NARROW: ReadonlySet<DType> = new Set(["float16", "bfloat16"]);

function isDifferentiable({ dtype }: { readonly dtype: DType }): boolean {
  return isFloating(dtype) || dtype === "complex64";
}

/** A tensor in another element type. */
function converted({ aval: from, host }: Tensor, dtype: DType): Tensor {
  return leaf(fromFloat64(asFloat64(host!, from.dtype), dtype), aval(dtype, from.shape));
}

/** The case in float64; as it is where the primitive does not take that. */
function widened(it: Case): Case {
  const inputs = it.inputs.map((x) => isFloating(x.dtype) ? converted(x, "float64") : x);
  try {
    const results = it.bound.infer(inputs.map((x) => x.aval));
    const before = it.bound.infer(it.inputs.map((x) => x.aval));
    // Attributes may fix the element type of results; such a case stays as it is.
    const agrees = results.every((x, i) => isFloating(x.dtype) === isFloating(before[i]!.dtype));
    return agrees ? { ...it, inputs } : it;
  } catch (error) {
    if (error instanceof TypeError) return it;
    throw error;
  }
}

/** Whether derivatives can be compared at a sample: its numbers are finite and moderate. */
export function isSmooth(it: Case): boolean {
  if (it.kink) return false;
  return it.inputs.every((x) => {
    if (!isFloating(x.dtype)) return true;
    return isFinite(x) && asFloat64(x.host!, x.dtype).every((value) => Math.abs(value) < 1e6);
  });
}

/** The samples of a primitive whose derivatives are compared: each combination of shapes once. */
// deno-lint-ignore no-explicit-any -- entries of all kinds of attributes in one table
export function smoothCases(primitive: Primitive<any>): Smooth[] {
  const met = new Set<string>();
  const result: Smooth[] = [];
  for (const it of casesOf(primitive).filter(isSmooth)) {
    if (!it.inputs.some(isDifferentiable)) continue;
    const wide = widened(it);
    const key = `${wide.bound.id} ${wide.inputs.map((x) => x.aval.id)}`;
    if (met.has(key) || result.length === MOST) continue;
    met.add(key);
    const avals = wide.bound.infer(wide.inputs.map((x) => x.aval));
    const results = avals.flatMap((x, i) => isDifferentiable(x) ? [i] : []);
    if (results.length === 0) continue;
    // Steps of numbers this narrow are larger than what they are to show.
    if ([...wide.inputs, ...avals].some(({ dtype }) => NARROW.has(dtype))) continue;
    const constant = CONSTANT[primitive.name]?.places ?? [];
    const places = wide.inputs.flatMap((x, i) =>
      isDifferentiable(x) && !constant.includes(i) ? [i] : []
    );
    const isWide = [...wide.inputs, ...avals].every(({ dtype }) =>
      dtype === "float64" || !isDifferentiable({ dtype })
    );
    result.push({
      it: wide,
      places,
      results,
      avals,
      step: isWide ? 1e-4 : 2e-2,
      tolerance: isWide ? 1e-7 : 2e-3,
    });
  }
  return result;
}

const fraction = (x: number): number => x - Math.floor(x);

/** The direction that an input is moved along. */
export function directionOf({ it }: Smooth, place: number): Tensor {
  const direction = noise(it.inputs[place]!, 20 + place);
  if (!(it.primitive.name in SYMMETRIC)) return direction;
  const { aval: type } = direction;
  const size = type.shape.at(-1)!;
  const numbers = toNumbers(direction.host!, type.dtype);
  const turned = numbers.map((_, i) => {
    const [row, column] = [Math.floor(i / size) % size, i % size];
    return numbers[i + (column - row) * size + row - column]!;
  });
  return leaf(fromNumbers(numbers.map((x, i) => (x + turned[i]!) / 2), type.dtype), type);
}

/** Numbers of magnitudes from 0.5 to 1.5, like a tensor, the same each time. */
export function noise({ aval: { dtype, shape, size } }: Tensor, seed: number): Tensor {
  return numbersLike(aval(dtype, shape), size, seed);
}

function numbersLike(type: Aval, size: number, seed: number): Tensor {
  const numbers = Float64Array.from({ length: size * DTYPES[type.dtype].units }, (_, i) => {
    const unit = fraction(Math.sin((i + 1) * 78.233 + seed * 12.9898) * 43758.5453);
    return unit < 0.5 ? -0.5 - 2 * unit : 2 * unit - 0.5;
  });
  return leaf(fromNumbers(numbers, type.dtype), type);
}

/** The numbers of a storage; complex ones as pairs. */
function toNumbers(host: HostData, dtype: DType): Float64Array {
  return dtype === "complex64" ? Float64Array.from(host as Float32Array) : asFloat64(host, dtype);
}

function fromNumbers(numbers: Float64Array, dtype: DType): HostData {
  return dtype === "complex64" ? Float32Array.from(numbers) : fromFloat64(numbers, dtype);
}

const weights = new WeakMap<Smooth, Tensor[]>();

/** The weights of the results of floats. */
export function weightsOf(smooth: Smooth): readonly Tensor[] {
  let it = weights.get(smooth);
  if (it === undefined) {
    it = smooth.results.map((i, k) => {
      const type = smooth.avals[i]!;
      return numbersLike(type, type.size, 80 + k);
    });
    weights.set(smooth, it);
  }
  return it;
}

/** A tensor moved by a step along a direction. */
export function moved({ aval: type, host }: Tensor, step: number, direction: Tensor): Tensor {
  const by = toNumbers(direction.host!, type.dtype);
  const numbers = toNumbers(host!, type.dtype).map((x, i) => x + step * by[i]!);
  return leaf(fromNumbers(numbers, type.dtype), type);
}

/** The sum of products of the numbers of two tensors. */
export function inner(a: Tensor, b: Tensor): number {
  const [x, y] = [toNumbers(read(a), a.dtype), toNumbers(read(b), b.dtype)];
  return x.reduce((sum, value, i) => sum + value * y[i]!, 0);
}
