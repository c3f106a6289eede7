/**
 * Rows of the table of public functions: calls whose tensors have two values each, which give
 * different results.
 *
 * @module
 */
import type { DType } from "../../lib/arrays/dtypes.ts";
import { asTensor } from "../../lib/ops/as_tensor.ts";
import { isOptions } from "../../lib/ops/bind.ts";
import type { Tensor } from "../../lib/tensor/tensor.ts";
import type { TensorLike } from "../../lib/tensor/like.ts";
import type { Tolerance } from "../support/tolerances.ts";

/** An argument that is a tensor: what it is when the function is traced, and what it is later. */
export class Pair {
  readonly first: Tensor;
  readonly second: Tensor;

  constructor(first: Tensor, second: Tensor) {
    this.first = first;
    this.second = second;
  }
}

/** One call of a public function. */
export interface Row {
  /** The function's path within `tf`: `math.log`. */
  readonly path: string;
  /** Its arguments by name, or in order where it takes no names. */
  readonly args: Readonly<Record<string, unknown>> | readonly unknown[];
  /** How far apart results may be; default: not at all. */
  readonly tolerance?: Tolerance;
  /** Arguments whose values do not change the result: shapes, ranks; `true` for all. */
  readonly isConstant?: true | readonly string[];
  /** Arguments whose values decide the result's shape, so that they must be refused in a trace. */
  readonly refused?: readonly string[];
  /** What is done before each call: seeds of draws. */
  readonly before?: () => void;
}

type Options = Omit<Row, "path" | "args">;

/** Rows of functions, one of whose names is in `paths`, that all take the same arguments. */
export function rows(paths: string, args: Row["args"], options: Options = {}): Row[] {
  return paths.trim().split(/\s+/).map((path) => ({ path, args, ...options }));
}

/** A row of one function. */
export function row(path: string, args: Row["args"], options: Options = {}): Row {
  return { path, args, ...options };
}

/** A tensor of given values, and others. */
export function pair(first: TensorLike, second: TensorLike, dtype?: DType): Pair {
  return new Pair(asTensor("row", first, dtype), asTensor("row", second, dtype));
}

/** Whole numbers. */
export const ints = (first: TensorLike, second: TensorLike, dtype: DType = "int32"): Pair =>
  pair(first, second, dtype);

/** Floats between `low` and `high` without a pattern. */
export function floats(
  shape: readonly number[] = [2, 3],
  low = -2,
  high = 2,
  dtype: DType = "float32",
): Pair {
  const size = shape.reduce((a, b) => a * b, 1);
  const of = (seed: number) => {
    const values = Array.from({ length: size }, (_, i) => {
      const part = Math.abs(Math.sin((i + 1) * 12.9898 + seed * 78.233) * 43758.5453) % 1;
      return low + (high - low) * part;
    });
    return asTensor("row", nested(values, shape), dtype);
  };
  return new Pair(of(1), of(2));
}

function nested(values: number[], shape: readonly number[]): TensorLike {
  if (shape.length === 0) return values[0]!;
  let level: unknown[] = values;
  for (const dim of shape.slice(1).toReversed()) {
    level = Array.from(
      { length: level.length / dim },
      (_, i) => level.slice(i * dim, (i + 1) * dim),
    );
  }
  return level as TensorLike;
}

/** Symmetric positive definite matrices. */
export const definite = (): Pair => pair([[4, 1], [1, 3]], [[5, -2], [-2, 2]]);

/** Where the pairs of a row are: names of arguments, and places in lists. */
export interface Place {
  /** `values[1]`. */
  readonly name: string;
  readonly argument: string;
  readonly pair: Pair;
}

/** The pairs within arguments, in order. */
export function placesOf(args: Row["args"]): Place[] {
  const places: Place[] = [];
  const visit = (value: unknown, argument: string, name: string): void => {
    if (value instanceof Pair) places.push({ argument, name, pair: value });
    else if (Array.isArray(value)) value.forEach((it, i) => visit(it, argument, `${name}[${i}]`));
    else if (isOptions(value)) {
      for (const key in value) visit(value[key], argument, `${name}.${key}`);
    }
  };
  for (const [name, value] of Object.entries(args)) visit(value, name, name);
  return places;
}

/** Arguments with the pairs replaced in order. */
export function filled(args: Row["args"], tensors: readonly unknown[]): unknown[] {
  let next = 0;
  const visit = (value: unknown): unknown => {
    if (value instanceof Pair) return tensors[next++];
    if (Array.isArray(value)) return value.map(visit);
    if (!isOptions(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, it]) => [key, visit(it)]));
  };
  return Array.isArray(args) ? visit(args) as unknown[] : [visit(args)];
}
