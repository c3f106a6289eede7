/**
 * `tf.mapFn` and `tf.vectorizedMap`.
 *
 * @module
 */
import type { DType } from "../../arrays/dtypes.ts";
import { checkInteger } from "../../errors/checks.ts";
import { formatValue } from "../../errors/format.ts";
import { type Arguments, bind, isOptions } from "../../ops/bind.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { checkBoolean } from "../arguments.ts";
import { flatten } from "../nest.ts";
import { elementAt, type Elements, elementsOf, emptyResults, Results } from "./elements.ts";
import { checkFunction, withBackProp } from "./traced.ts";
import type { AsTensors, ElementOf, Nested } from "./nested_types.ts";

/** Dtypes of results, nested as they are: names, or what has a dtype. */
export type OutputSignature = DType | { readonly dtype: DType } | readonly OutputSignature[] | {
  readonly [name: string]: OutputSignature;
};

/** Arguments of {@linkcode mapFn}. */
export interface MapFnArguments<Elems, Result> {
  /** Takes one element of each tensor, nested as `elems`. */
  fn: (element: ElementOf<Elems>) => Result;
  /** Tensors with equally many elements along the first axis, nested as one likes. */
  elems: Elems;
  /** Older name of `fnOutputSignature`. */
  dtype?: OutputSignature | null;
  /** Taken for the sake of Python's signature: elements come one after the other. */
  parallelIterations?: number | null;
  /** Whether gradients flow through it; default `true`. */
  backProp?: boolean;
  /** Taken for the sake of Python's signature. */
  swapMemory?: boolean;
  /** Taken for the sake of Python's signature: results have one shape always. */
  inferShape?: boolean;
  /** Taken for the sake of Python's signature; names nothing. */
  name?: string | null;
  /** Dtypes of the results, which are checked; default: any. */
  fnOutputSignature?: OutputSignature | null;
}

/** Order of the arguments of `tf.mapFn`. */
export type MapNames = [
  "fn",
  "elems",
  "dtype",
  "parallelIterations",
  "backProp",
  "swapMemory",
  "inferShape",
  "name",
  "fnOutputSignature",
];

/** Type of {@linkcode mapFn}. */
export type MapFn = <const Elems, Result extends Nested>(
  ...args: Arguments<MapFnArguments<Elems, Result>, MapNames>
) => AsTensors<Result>;

/** Options of functions over elements that change nothing here, checked. */
export function checkIgnored(
  where: string,
  options: { parallelIterations: unknown; swapMemory: unknown; inferShape?: unknown },
): void {
  const { parallelIterations, swapMemory, inferShape } = options;
  checkInteger(where, "parallelIterations", parallelIterations ?? 10, { min: 1 });
  checkBoolean(where, "swapMemory", swapMemory ?? false);
  checkBoolean(where, "inferShape", inferShape ?? true);
}

/**
 * A function of each element along the first axis; its results side by side.
 *
 * While a function is traced, the graph holds what `fn` does once for each element.
 *
 * @returns Tensors `(n, ...)`, nested as what `fn` returns.
 * @throws {TypeError} if `fn` returns other shapes or dtypes for some elements.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.mapFn((x) => tf.multiply(x, x), [1, 2, 3]).numpy().toArray(), [1, 4, 9]);
 * ```
 */
export const mapFn: MapFn = bind<MapFnArguments<unknown, Nested>, MapNames, unknown>(
  "tf.mapFn",
  [
    "fn",
    "elems",
    "dtype",
    "parallelIterations",
    "backProp",
    "swapMemory",
    "inferShape",
    "name",
    "fnOutputSignature",
  ],
  2,
  (fn, elems, dtype, parallelIterations, backProp, swapMemory, inferShape, _, signature) => {
    const where = "tf.mapFn";
    checkFunction(where, "fn", fn);
    checkIgnored(where, { parallelIterations, swapMemory, inferShape });
    const result = mapElements(where, elementsOf(where, elems), fn);
    checkDTypes(where, result, signature ?? dtype);
    return withBackProp(where, backProp, result);
  },
  ["elems"],
) as MapFn;

function mapElements(
  where: string,
  elements: Elements,
  fn: (element: never) => unknown,
): unknown {
  const run = fn as (element: unknown) => unknown;
  if (elements.count === 0) return emptyResults(where, elements, run);
  const results = new Results(where);
  for (let i = 0; i < elements.count; i++) results.add(run(elementAt(elements, i)));
  return results.stack();
}

/** Throws unless results have the dtypes that were said. */
function checkDTypes(where: string, result: unknown, signature: unknown): void {
  if (signature === undefined || signature === null) return;
  const asDType = (it: unknown): string | undefined =>
    typeof it === "string"
      ? it
      : !Array.isArray(it) && typeof (it as { dtype?: unknown } | null)?.dtype === "string"
      ? (it as { dtype: string }).dtype
      : undefined;
  const { leaves: expected } = flatten(signature, asDType);
  const { leaves } = flatten(result, (it) => isOptions(it) || Array.isArray(it) ? undefined : it);
  const tensors = leaves as Tensor[];
  const fits = expected.length === tensors.length &&
    tensors.every(({ dtype }, i) => dtype === expected[i]);
  if (fits) return;
  throw new TypeError(
    `${where}: expected fn to return dtypes ${
      expected.join(", ")
    }, as fnOutputSignature says, received ${
      tensors.map((it) => it?.dtype ?? formatValue(it)).join(", ")
    }`,
  );
}

/** Arguments of {@linkcode vectorizedMap}. */
export interface VectorizedMapArguments<Elems, Result> {
  /** Takes one element of each tensor, nested as `elems`. */
  fn: (element: ElementOf<Elems>) => Result;
  /** Tensors with equally many elements along the first axis; one element stands for all. */
  elems: Elems;
  /** Taken for the sake of Python's signature. */
  fallbackToWhileLoop?: boolean;
  /** Taken for the sake of Python's signature: there is nothing to warn of. */
  warn?: boolean;
}

/** Type of {@linkcode vectorizedMap}. */
export type VectorizedMap = <const Elems, Result extends Nested>(
  ...args: Arguments<
    VectorizedMapArguments<Elems, Result>,
    ["fn", "elems", "fallbackToWhileLoop", "warn"]
  >
) => AsTensors<Result>;

/**
 * A function of each element along the first axis, as {@linkcode mapFn}; a tensor with one element
 * takes part in each.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const x = tf.constant([[1, 2], [3, 4]]);
 * const y = tf.vectorizedMap(({ x, w }) => tf.multiply(x, w), { x, w: tf.constant([[10, 20]]) });
 * assertEquals(y.numpy().toArray(), [[10, 40], [30, 80]]);
 * ```
 */
export const vectorizedMap: VectorizedMap = bind<
  VectorizedMapArguments<unknown, Nested>,
  ["fn", "elems", "fallbackToWhileLoop", "warn"],
  unknown
>(
  "tf.vectorizedMap",
  ["fn", "elems", "fallbackToWhileLoop", "warn"],
  2,
  (fn, elems, fallback, warn) => {
    const where = "tf.vectorizedMap";
    checkFunction(where, "fn", fn);
    checkBoolean(where, "fallbackToWhileLoop", fallback ?? true);
    checkBoolean(where, "warn", warn ?? true);
    return mapElements(where, elementsOf(where, elems, true), fn);
  },
  ["elems"],
) as VectorizedMap;
