/**
 * `tf.foldl`, `tf.foldr` and `tf.scan`: functions of what was gathered so far and of each element.
 *
 * @module
 */
import { asTensor } from "../../ops/as_tensor.ts";
import { type Arguments, bind } from "../../ops/bind.ts";
import { formatAval } from "../../tensor/aval.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { checkBoolean } from "../arguments.ts";
import { flatten, pack, type Structure, structureKey } from "../nest.ts";
import { elementAt, type Elements, elementsOf, emptyResults, Results } from "./elements.ts";
import { checkIgnored } from "./map_fn.ts";
import { asPlain, checkFunction, synchronous, withBackProp } from "./traced.ts";
import type { AsTensors, ElementOf, Nested } from "./nested_types.ts";

/** Options of {@linkcode foldl} and {@linkcode foldr}. */
export interface FoldOptions<Value> {
  /** What is gathered before the first element; default: the first element itself. */
  initializer?: Value | null;
  /** Taken for the sake of Python's signature: elements come one after the other. */
  parallelIterations?: number;
  /** Whether gradients flow through it; default `true`. */
  backProp?: boolean;
  /** Taken for the sake of Python's signature. */
  swapMemory?: boolean;
  /** Taken for the sake of Python's signature; names nothing. */
  name?: string | null;
}

/** Takes what was gathered so far and one element; gives what is gathered then. */
export type Gather<Elems, Value> = (
  gathered: AsTensors<Value>,
  element: ElementOf<Elems>,
) => Nested;

/** Arguments of {@linkcode foldl} and {@linkcode foldr}. */
export interface FoldArguments<Elems, Value> extends FoldOptions<Value> {
  /** Takes what was gathered so far and one element; gives what is gathered then. */
  fn: Gather<Elems, Value>;
  /** Tensors with equally many elements along the first axis, nested as one likes. */
  elems: Elems;
}

type FoldNames = [
  "fn",
  "elems",
  "initializer",
  "parallelIterations",
  "backProp",
  "swapMemory",
  "name",
];

/** Order of the options of a fold. */
export type FoldRest = ["parallelIterations", "backProp", "swapMemory", "name"];

/** Type of {@linkcode foldl} and {@linkcode foldr}; `Extra` are options that {@linkcode scan} has. */
export interface Fold<
  Extra = unknown,
  Rest extends readonly (keyof FoldOptions<never> | keyof Extra)[] = FoldRest,
> {
  /** With the first element as the first that is gathered. */
  <const Elems>(
    fn: Gather<Elems, ElementOf<Elems>>,
    elems: Elems,
    options?: FoldOptions<never> & Extra,
  ): ElementOf<Elems>;
  /** With an initializer among the options. */
  <const Elems, const Value>(
    fn: Gather<Elems, Value>,
    elems: Elems,
    options: FoldOptions<Value> & Extra & { initializer: Value },
  ): AsTensors<Value>;
  /** With an initializer by its position. */
  <const Elems, const Value>(
    fn: Gather<Elems, Value>,
    elems: Elems,
    initializer: Value,
    ...rest: Arguments<FoldOptions<never> & Extra, Rest>
  ): AsTensors<Value>;
  /** With all arguments by name. */
  <const Elems, const Value = ElementOf<Elems>>(
    args: FoldArguments<Elems, Value> & Extra,
  ): AsTensors<Value>;
}

/** What was gathered, and the places of the elements that are left. */
interface Start {
  readonly gathered: unknown;
  readonly places: readonly number[];
}

function startOf(
  where: string,
  elements: Elements,
  initializer: unknown,
  isReverse: boolean,
): Start {
  const places = Array.from({ length: elements.count }, (_, i) => i);
  if (isReverse) places.reverse();
  if (initializer !== undefined && initializer !== null) {
    const { leaves, structure } = flatten(initializer, asPlain);
    return {
      gathered: pack(structure, leaves.map((it) => asTensor(`${where}: initializer`, it))),
      places,
    };
  }
  const [first, ...rest] = places;
  if (first === undefined) {
    throw new TypeError(
      `${where}: expected an initializer, as elems has no elements; it was not given`,
    );
  }
  return { gathered: elementAt(elements, first), places: rest };
}

/** What is gathered next, of the structure, shapes and dtypes it had before. */
function nextOf(where: string, before: unknown, result: unknown): unknown {
  const parts = (value: unknown): { leaves: Tensor[]; structure: Structure } => {
    const { leaves, structure } = flatten(value, asPlain);
    return { leaves: leaves as Tensor[], structure };
  };
  const { leaves: had, structure } = parts(before);
  const { leaves, structure: given } = parts(synchronous(where, result));
  if (structureKey(structure) !== structureKey(given)) {
    throw new TypeError(
      `${where}: expected fn to return the structure of what it takes first, received another one`,
    );
  }
  const next = leaves.map((leaf, i) => {
    const tensor = asTensor(where, leaf, typeof leaf === "number" ? had[i]!.dtype : undefined);
    if (tensor.aval === had[i]!.aval) return tensor;
    throw new TypeError(
      `${where}: expected fn to keep what it takes first as ${formatAval(had[i]!)}, received ${
        formatAval(tensor)
      }`,
    );
  });
  return pack(structure, next);
}

function makeFold(where: string, isReverse: boolean): Fold {
  return bind<FoldArguments<unknown, unknown>, FoldNames, unknown>(
    where,
    ["fn", "elems", "initializer", "parallelIterations", "backProp", "swapMemory", "name"],
    2,
    (fn, elems, initializer, parallelIterations, backProp, swapMemory) => {
      checkFunction(where, "fn", fn);
      checkIgnored(where, { parallelIterations, swapMemory });
      const elements = elementsOf(where, elems);
      const run = fn as (gathered: unknown, element: unknown) => unknown;
      let { gathered, places } = startOf(where, elements, initializer, isReverse);
      for (const place of places) {
        gathered = nextOf(where, gathered, run(gathered, elementAt(elements, place)));
      }
      return withBackProp(where, backProp, gathered);
    },
    ["elems"],
  ) as Fold;
}

/**
 * Gathers elements from the first to the last: `fn(fn(fn(initializer, x0), x1), x2)`.
 *
 * @throws {TypeError} if `fn` returns something of another structure, shape or dtype than it takes.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(Number(tf.foldl((sum, x) => tf.add(tf.multiply(sum, 10), x), [1, 2, 3])), 123);
 * ```
 */
export const foldl: Fold = makeFold("tf.foldl", false);

/**
 * Gathers elements from the last to the first: `fn(fn(fn(initializer, x2), x1), x0)`.
 *
 * @throws {TypeError} if `fn` returns something of another structure, shape or dtype than it takes.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(Number(tf.foldr((sum, x) => tf.add(tf.multiply(sum, 10), x), [1, 2, 3])), 321);
 * ```
 */
export const foldr: Fold = makeFold("tf.foldr", true);

/** Options that only {@linkcode scan} has. */
export interface ScanExtra {
  /** Taken for the sake of Python's signature: results have one shape always. */
  inferShape?: boolean;
  /** Whether it begins with the last element; default `false`. */
  reverse?: boolean;
}

type ScanNames = [
  "fn",
  "elems",
  "initializer",
  "parallelIterations",
  "backProp",
  "swapMemory",
  "inferShape",
  "reverse",
  "name",
];

/** Order of the options of a scan. */
export type ScanRest = [
  "parallelIterations",
  "backProp",
  "swapMemory",
  "inferShape",
  "reverse",
  "name",
];

/** Type of {@linkcode scan}. */
export type Scan = Fold<ScanExtra, ScanRest>;

/**
 * What {@linkcode foldl} gathers after each element, side by side.
 *
 * @returns Tensors `(n, ...)`, nested as what `fn` returns; without an initializer, the first
 *   element is the first of them.
 * @throws {TypeError} if `fn` returns something of another structure, shape or dtype than it takes.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.scan((sum, x) => tf.add(sum, x), [1, 2, 3]).numpy().toArray(), [1, 3, 6]);
 * ```
 */
export const scan: Scan = bind<FoldArguments<unknown, unknown> & ScanExtra, ScanNames, unknown>(
  "tf.scan",
  [
    "fn",
    "elems",
    "initializer",
    "parallelIterations",
    "backProp",
    "swapMemory",
    "inferShape",
    "reverse",
    "name",
  ],
  2,
  (fn, elems, initializer, parallelIterations, backProp, swapMemory, inferShape, reverse) => {
    const where = "tf.scan";
    checkFunction(where, "fn", fn);
    checkIgnored(where, { parallelIterations, swapMemory, inferShape });
    const isReverse = checkBoolean(where, "reverse", reverse ?? false);
    const elements = elementsOf(where, elems);
    const run = fn as (gathered: unknown, element: unknown) => unknown;
    const start = startOf(where, elements, initializer, isReverse);
    if (elements.count === 0) {
      return emptyResults(where, elements, (element) => run(start.gathered, element));
    }
    const all = start.places.length < elements.count ? [start.gathered] : [];
    let { gathered } = start;
    for (const place of start.places) {
      gathered = nextOf(where, gathered, run(gathered, elementAt(elements, place)));
      all.push(gathered);
    }
    if (isReverse) all.reverse();
    const results = new Results(where);
    for (const value of all) results.add(value);
    return withBackProp(where, backProp, results.stack());
  },
  ["elems"],
) as Scan;
