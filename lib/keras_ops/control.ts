/**
 * Loops, branches and functions of functions, as `tf.keras.ops` has them.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const sum = tf.keras.ops.foriLoop(0, 4, (i, s) => tf.add(s, tf.cast(i, "float32")), tf.constant(0));
 * assertEquals(Number(sum), 6);
 * ```
 *
 * @module
 */
import { fromCaller } from "../errors/caller.ts";
import { formatValue } from "../errors/format.ts";
import { concat, stack } from "../ops/array/concat.ts";
import { gather } from "../ops/array/gather.ts";
import { stopGradient as stopped } from "../ops/array/identity.ts";
import { reverse } from "../ops/array/reverse.ts";
import { slice } from "../ops/array/slice.ts";
import { cond as either } from "../functions/control/cond.ts";
import { switchCase } from "../functions/control/switch_case.ts";
import { whileLoop as loop } from "../functions/control/while_loop.ts";
import { flatten, pack } from "../functions/nest.ts";
import type { NdArray } from "../display/ndarray.ts";
import { isOptions } from "../ops/bind.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { add } from "../ops/math/arithmetic.ts";
import { cast } from "../ops/math/cast.ts";
import { clipByValue } from "../ops/math/clip.ts";
import { less } from "../ops/math/comparison.ts";
import { asAxis } from "../ops/integers.ts";
import type { TensorLike } from "../tensor/like.ts";
import { tensorOf, truths } from "./dtypes.ts";
import { type KerasOperation, operation } from "./signature.ts";
import type { TensorFunction, TensorStructure } from "./vocabulary.ts";

// What comes back has the structure of what the user's functions give.
// deno-lint-ignore no-explicit-any
type Whatever = any;

/** What the first function gives where it is true, else what the second one gives. */
export const cond: KerasOperation<"pred, trueFn:f, falseFn:f", Whatever> = operation(
  "cond",
  "pred, trueFn:f, falseFn:f",
  (pred, trueFn, falseFn): Whatever => either(truths(pred), trueFn as never, falseFn as never),
  { calls: true },
);
/** What the function at an index gives for the operands; the index is kept inside. */
export const switch_: (
  index: TensorLike,
  branches: readonly TensorFunction[],
  ...operands: readonly unknown[]
) => Whatever = (index, branches, ...operands) =>
  fromCaller(switch_, () => {
    if (!Array.isArray(branches) || branches.some((it) => typeof it !== "function")) {
      throw new TypeError(
        `tf.keras.ops.switch: expected branches to be a list of functions, received ${
          formatValue(branches)
        }`,
      );
    }
    const at = clipByValue(cast(tensorOf(index), "int32"), 0, branches.length - 1);
    return switchCase(at, branches.map((it) => () => it(...operands)) as never);
  });
/** Runs `body` on its own results for as long as `cond` holds of them. */
export const whileLoop: KerasOperation<
  "cond:f, body:f, loopVars:structure, maximumIterations:optionalNumber=null",
  Whatever
> = operation(
  "whileLoop",
  "cond:f, body:f, loopVars:structure, maximumIterations:optionalNumber=null",
  (test, body, loopVars, maximumIterations): Whatever =>
    Array.isArray(loopVars)
      ? loop(test as never, body as never, loopVars as never, { maximumIterations })
      : (loop(
        test as never,
        ((it: unknown) => [body(it)]) as never,
        [loopVars] as never,
        { maximumIterations },
      ) as Whatever)[0],
  { calls: true, objects: ["loopVars"] },
);
/** Runs `bodyFun` on each whole number of a range and its own result. */
export const foriLoop: KerasOperation<
  "lower, upper, bodyFun:f, initVal:structure",
  Whatever
> = operation(
  "foriLoop",
  "lower, upper, bodyFun:f, initVal:structure",
  (lower, upper, bodyFun, initVal): Whatever => {
    const whole = (it: TensorLike) => cast(tensorOf(it), "int32");
    const one = cast(tensorOf(1), "int32");
    const [end, begin] = [whole(upper), whole(lower)];
    const test = (i: TensorLike) => less(i, end);
    const body = (i: TensorLike, it: unknown) => [add(i, one), bodyFun(i, it)];
    return (loop(test as never, body as never, [begin, initVal] as never) as Whatever)[1];
  },
  { calls: true, objects: ["initVal"] },
);

/** A tensor where a nested value holds one; lists of plain values are tensors too. */
function asLeaf(it: unknown): Tensor | undefined {
  if (it === null || it === undefined || isOptions(it)) return undefined;
  if (Array.isArray(it) && (it.length === 0 || it.some((one) => typeof one === "object"))) {
    return undefined;
  }
  return tensorOf(it as TensorLike);
}

/** Results of rounds, each in one structure, put together along a new first axis. */
function stacked(results: readonly unknown[]): Whatever {
  const all = results.map((it) => flatten(it, asLeaf));
  const { leaves, structure } = all[0]!;
  return pack(structure, leaves.map((_, i) => stack(all.map((it) => it.leaves[i]!), 0)));
}

/** The part of each tensor of a structure that stands at a place of its first axis. */
function partAt({ leaves, structure }: Flat, place: number): Whatever {
  return pack(structure, leaves.map((it) => gather(it, cast(tensorOf(place), "int32"))));
}

type Flat = ReturnType<typeof flatten<Tensor>>;

/** How many elements tensors have along an axis. */
function countOf(name: string, { leaves }: Flat, axis = 0): number {
  const counts = leaves.map((it) => it.shape[asAxis("axis", axis, it.rank)]!);
  if (counts.length > 0 && counts.every((it) => it === counts[0])) return counts[0]!;
  throw new TypeError(
    `tf.keras.ops.${name}: expected tensors with equally many elements along the axis, received ${
      counts.join(", ") || "none"
    }`,
  );
}

function mapped(name: string, run: TensorFunction, xs: TensorStructure): Whatever {
  const flat = flatten(xs, asLeaf);
  const count = countOf(name, flat);
  if (count === 0) {
    throw new RangeError(`tf.keras.ops.${name}: expected at least one element, received none`);
  }
  return stacked(Array.from({ length: count }, (_, i) => run(partAt(flat, i))));
}

/**
 * What a function gives for each element along the first axis, put together.
 *
 * @throws {RangeError} for no elements: what the function would give is not known.
 */
export const map: KerasOperation<"f, xs:structure", Whatever> = operation(
  "map",
  "f, xs:structure",
  (f, xs): Whatever => mapped("map", f, xs),
  { calls: true, objects: ["xs"] },
);
/**
 * What a function gives for each element along the first axis, put together.
 *
 * @throws {RangeError} for no elements: what the function would give is not known.
 */
export const vectorizedMap: KerasOperation<"function:f, elements:structure", Whatever> = operation(
  "vectorizedMap",
  "function:f, elements:structure",
  (run, elements): Whatever => mapped("vectorizedMap", run, elements),
  { calls: true, objects: ["elements"] },
);

const SCAN =
  "f, init:structure, xs:structure=null, length:optionalNumber=null, reverse:flag=false, unroll:anything=1";

/**
 * Carries a value along the elements: `f(carry, x)` gives `[carry, y]`; gives the last value and all
 * `y`, put together.
 *
 * @throws {TypeError} without `xs` and `length`.
 */
export const scan: KerasOperation<typeof SCAN, [carry: Whatever, ys: Whatever]> = operation(
  "scan",
  SCAN,
  (f, init, xs, length, isReverse): [carry: Whatever, ys: Whatever] => {
    if (xs === null && length === null) {
      throw new TypeError("tf.keras.ops.scan: expected xs or length, received neither");
    }
    const flat = xs === null ? undefined : flatten(xs, asLeaf);
    const count = length ?? countOf("scan", flat!);
    const start = flatten(init, asLeaf);
    let carry: Whatever = pack(start.structure, start.leaves);
    const ys = new Array<unknown>(count);
    for (let round = 0; round < count; round++) {
      const place = isReverse ? count - 1 - round : round;
      [carry, ys[place]] = f(carry, flat === undefined ? null : partAt(flat, place));
    }
    return [carry, count === 0 || ys[0] === null || ys[0] === undefined ? null : stacked(ys)];
  },
  { calls: true, objects: ["init", "xs"] },
);

/**
 * Running results of a function that is associative, in as many rounds as the count has binary
 * digits; each takes whole parts of the tensors.
 */
export const associativeScan: KerasOperation<
  "f, elems:structure, reverse:flag=false, axis=0",
  Whatever
> = operation(
  "associativeScan",
  "f, elems:structure, reverse:flag=false, axis=0",
  (f, elems, isReverse, axis): Whatever => {
    const flat = flatten(elems, asLeaf);
    const count = countOf("associativeScan", flat, axis);
    const at = (it: Tensor) => asAxis("axis", axis, it.rank);
    const turned = (list: readonly Tensor[]) =>
      isReverse ? list.map((it) => reverse(it, [at(it)])) : list;
    const part = (it: Tensor, begin: number, size: number) =>
      slice(it, it.shape.map((_, i) => i === at(it) ? begin : 0), it.shape.with(at(it), size));
    let list = turned(flat.leaves);
    for (let step = 1; step < count; step *= 2) {
      const before = pack(flat.structure, list.map((it) => part(it, 0, count - step)));
      const after = pack(flat.structure, list.map((it) => part(it, step, count - step)));
      const { leaves } = flatten(f(before, after), asLeaf);
      list = list.map((it, i) => concat([part(it, 0, step), leaves[i]!], at(it)));
    }
    return pack(flat.structure, turned(list));
  },
  { calls: true, objects: ["elems"] },
);

/** The same values, through which no gradient flows. */
export const stopGradient: KerasOperation<"variable"> = operation(
  "stopGradient",
  "variable",
  (variable) => stopped(tensorOf(variable)),
);
/** The values of a tensor as a host array. */
export const convertToNumpy: KerasOperation<"x", NdArray> = operation(
  "convertToNumpy",
  "x",
  (x) => tensorOf(x).numpy() as NdArray,
);
