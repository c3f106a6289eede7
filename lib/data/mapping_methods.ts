/**
 * Methods of datasets that call a function with each element.
 *
 * @module
 */
import { beginAtCaller } from "../errors/caller.ts";
import { checkBoolean, checkInteger } from "../errors/checks.ts";
import { type Arguments, boundValues } from "../ops/bind.ts";
import type { Tensor } from "../tensor/tensor.ts";
import {
  checkSize,
  type InterleaveArguments,
  type NameArguments,
  type ParallelArguments,
} from "./arguments.ts";
import { ChoosingMethods } from "./choosing_methods.ts";
import { interleave } from "./combining.ts";
import type { Dataset } from "./dataset.ts";
import { checkRun, enumerate, map, reduce, scan } from "./mapping.ts";
import { stageSymbol } from "./nested.ts";
import { isDataset } from "./nested.ts";
import type { ArgumentsOf, ElementsOf } from "./types.ts";

const WHERE = "tf.data.Dataset";
const MAP = ["mapFunc", "numParallelCalls", "deterministic", "name"] as const;
const FLAT_MAP = ["mapFunc", "name"] as const;
const INTERLEAVE = [
  "mapFunc",
  "cycleLength",
  "blockLength",
  "numParallelCalls",
  "deterministic",
  "name",
] as const;
const SCAN = ["initialState", "scanFunc", "name"] as const;
const REDUCE = ["initialState", "reduceFunc", "name"] as const;
const ENUMERATE = ["start", "name"] as const;

/** Datasets that take turns where their number is left to us. */
const CYCLE = 16;
/** Promises that are under way where their number is left to us. */
const CALLS = 16;

/** Arguments of `map`. */
export interface MapArguments<T, U> extends ParallelArguments {
  /** Makes an element of an element, or a promise of one. */
  mapFunc: (...element: ArgumentsOf<T>) => U;
  /**
   * How many promises may be under way at once; at least 1, or `tf.data.AUTOTUNE` for 16. Default 1.
   * Functions that give their results at once are called one by one, in this thread.
   */
  numParallelCalls?: number | null;
  /** Whether results keep the order of the elements, else they come as they are ready; default true. */
  deterministic?: boolean | null;
}

/** Arguments of `flatMap`. */
export interface FlatMapArguments<T, U> extends NameArguments {
  /** Makes a dataset of an element. */
  mapFunc: (...element: ArgumentsOf<T>) => Dataset<U>;
}

/** Arguments of `scan`. */
export interface ScanArguments<T, S, U> extends NameArguments {
  /** The first state. */
  initialState: S;
  /** Gives `[state, output]` for a state and an element. */
  scanFunc: (state: ElementsOf<S>, element: T) => readonly [state: unknown, output: U];
}

/** Arguments of `reduce`. */
export interface ReduceArguments<T, S> extends NameArguments {
  /** The first state. */
  initialState: S;
  /** Gives the next state for a state and an element. */
  reduceFunc: (state: ElementsOf<S>, element: T) => unknown;
}

/** Arguments of `enumerate`. */
export interface EnumerateArguments extends NameArguments {
  /** The first number; default 0. */
  start?: number | null;
}

/** Transformations by functions. */
export abstract class MappingMethods<T> extends ChoosingMethods<T> {
  /**
   * What a function gives for each element: tensors, or what tensors are made of, in lists and
   * objects. It is given the items of a list one by one, and called anew in each iteration.
   *
   * A function that gives promises makes a dataset whose elements come asynchronously: they are taken
   * with `for await`, or by `model.fit`. `numParallelCalls` of them are under way at once, which
   * serves what waits for files or answers; all functions run in this thread, none in Workers.
   *
   * @throws {TypeError} if `mapFunc` is no function, or gives what no tensor can be made of.
   * @throws {RangeError} if `numParallelCalls` is neither from 1 on nor -1.
   *
   * @example
   * ```ts
   * import * as tf from "kerasaur";
   * import { assertEquals } from "@std/assert";
   *
   * const data = tf.data.Dataset.fromTensorSlices([tf.constant([1, 2]), tf.constant([3, 4])]);
   * const sums = data.map((x, y) => tf.add(x, y));
   * assertEquals([...sums].map(Number), [4, 6]);
   *
   * const later = data.map(async (x, y) => await Promise.resolve(tf.add(x, y)), { numParallelCalls: 2 });
   * const numbers: number[] = [];
   * for await (const x of later) numbers.push(Number(x));
   * assertEquals(numbers, [4, 6]);
   * ```
   */
  map<U>(
    ...args: Arguments<
      MapArguments<T, U>,
      ["mapFunc", "numParallelCalls", "deterministic", "name"]
    >
  ): Dataset<ElementsOf<Awaited<U>>> {
    const where = `${WHERE}.map`;
    const [run, calls, isOrdered] = boundValues(where, MAP, 1, args);
    const by = checkRun(where, "mapFunc", run);
    return this.derive(map(where, this[stageSymbol], by, {
      calls: calls === -1 ? CALLS : checkSize(where, "numParallelCalls", calls ?? 1),
      isOrdered: checkBoolean(where, "deterministic", isOrdered ?? true),
    }));
  }

  /**
   * The elements of the datasets that a function gives, one after the other.
   *
   * @throws {TypeError} if `mapFunc` is no function, or gives no dataset.
   *
   * @example
   * ```ts
   * import * as tf from "kerasaur";
   * import { assertEquals } from "@std/assert";
   *
   * const numbers = [...tf.data.Dataset.range(3).flatMap((n) => tf.data.Dataset.range(Number(n)))].map(Number);
   * assertEquals(numbers, [0, 0, 1]);
   * ```
   */
  flatMap<U>(...args: Arguments<FlatMapArguments<T, U>, ["mapFunc", "name"]>): Dataset<U> {
    const where = `${WHERE}.flatMap`;
    const [run] = boundValues(where, FLAT_MAP, 1, args);
    const by = checkRun(where, "mapFunc", run);
    return this.derive(interleave(where, this[stageSymbol], by, 1, 1));
  }

  /**
   * The elements of the datasets that a function gives: `cycleLength` of them take turns, with
   * `blockLength` elements at a turn.
   *
   * @throws {TypeError | RangeError} if `mapFunc` is no function, or a length is below 1.
   *
   * @example
   * ```ts
   * import * as tf from "kerasaur";
   * import { assertEquals } from "@std/assert";
   *
   * const numbers = tf.data.Dataset.range(1, 3)
   *   .interleave((n) => tf.data.Dataset.fromTensors(n).repeat(3), { cycleLength: 2 });
   * assertEquals([...numbers].map(Number), [1, 2, 1, 2, 1, 2]);
   * ```
   */
  interleave<U>(
    ...args: Arguments<
      InterleaveArguments<(...element: ArgumentsOf<T>) => Dataset<U>>,
      ["mapFunc", "cycleLength", "blockLength", "numParallelCalls", "deterministic", "name"]
    >
  ): Dataset<U> {
    const where = `${WHERE}.interleave`;
    const [run, cycleLength, blockLength] = boundValues(where, INTERLEAVE, 1, args);
    const by = checkRun(where, "mapFunc", run);
    const isOurs = cycleLength === undefined || cycleLength === null || cycleLength === -1;
    const cycle = isOurs ? CYCLE : checkSize(where, "cycleLength", cycleLength);
    const block = checkSize(where, "blockLength", blockLength ?? 1);
    return this.derive(interleave(where, this[stageSymbol], by, cycle, block));
  }

  /**
   * What a function of a state and an element gives, beside the state for the next one.
   *
   * @throws {TypeError} if `scanFunc` is no function, or does not give `[state, output]`.
   *
   * @example
   * ```ts
   * import * as tf from "kerasaur";
   * import { assertEquals } from "@std/assert";
   *
   * const sums = tf.data.Dataset.range(4).scan(tf.constant(0, "int64"), (sum, x) => {
   *   const next = tf.add(sum, x);
   *   return [next, next];
   * });
   * assertEquals([...sums].map(Number), [0, 1, 3, 6]);
   * ```
   */
  scan<S, U>(
    ...args: Arguments<ScanArguments<T, S, U>, ["initialState", "scanFunc", "name"]>
  ): Dataset<ElementsOf<U>> {
    const where = `${WHERE}.scan`;
    const [initial, run] = boundValues(where, SCAN, 2, args);
    const by = checkRun(where, "scanFunc", run);
    return this.derive(scan(where, this[stageSymbol], initial, by));
  }

  /**
   * The last state of a function of a state and each element.
   *
   * @throws {TypeError} if `reduceFunc` is no function, or elements come asynchronously.
   *
   * @example
   * ```ts
   * import * as tf from "kerasaur";
   * import { assertEquals } from "@std/assert";
   *
   * const sum = tf.data.Dataset.range(5).reduce(tf.constant(0, "int64"), (a, b) => tf.add(a, b));
   * assertEquals(Number(sum), 10);
   * ```
   */
  reduce<S>(
    ...args: Arguments<ReduceArguments<T, S>, ["initialState", "reduceFunc", "name"]>
  ): ElementsOf<S> {
    const where = `${WHERE}.reduce`;
    const [initial, run] = boundValues(where, REDUCE, 2, args);
    const by = checkRun(where, "reduceFunc", run);
    return reduce(where, this[stageSymbol], initial, by) as ElementsOf<S>;
  }

  /**
   * Elements beside their numbers, int64 scalars: `[number, element]`.
   *
   * @throws {TypeError | RangeError} if `start` is no whole number.
   *
   * @example
   * ```ts
   * import * as tf from "kerasaur";
   * import { assertEquals } from "@std/assert";
   *
   * const pairs = [...tf.data.Dataset.range(5, 7).enumerate()];
   * assertEquals(pairs.map(([i, x]) => [Number(i), Number(x)]), [[0, 5], [1, 6]]);
   * ```
   */
  enumerate(
    ...args: Arguments<EnumerateArguments, ["start", "name"]>
  ): Dataset<[number: Tensor, element: T]> {
    const where = `${WHERE}.enumerate`;
    const [start] = boundValues(where, ENUMERATE, 0, args);
    const first = checkInteger(where, "start", start ?? 0);
    return this.derive(enumerate(where, this[stageSymbol], first));
  }

  /**
   * The dataset that a function makes of this one.
   *
   * @throws {TypeError} if it is no function, or gives no dataset.
   *
   * @example
   * ```ts
   * import * as tf from "kerasaur";
   * import { assertEquals } from "@std/assert";
   *
   * const evens = (data: tf.data.Dataset<tf.Tensor>) => data.filter((x) => Number(x) % 2 === 0);
   * assertEquals([...tf.data.Dataset.range(5).apply(evens)].map(Number), [0, 2, 4]);
   * ```
   */
  apply<U>(transformationFunc: (dataset: Dataset<T>) => Dataset<U>): Dataset<U> {
    const where = `${WHERE}.apply`;
    const made = checkRun(where, "transformationFunc", transformationFunc)(this);
    if (isDataset(made)) return made as Dataset<U>;
    throw new TypeError(`${where}: expected transformationFunc to give a dataset`);
  }
}

beginAtCaller(MappingMethods.prototype, [
  "map",
  "flatMap",
  "interleave",
  "scan",
  "reduce",
  "enumerate",
  "apply",
]);
