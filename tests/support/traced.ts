/**
 * Holds traced functions to eager code: what a public function gives in a trace, for values it was
 * traced with and for others, is what it gives outside of one. A value that the trace read, and kept,
 * shows at the second call.
 *
 * @module
 */
import { fail } from "@std/assert";
import { type DType, DTYPES, readElement } from "../../lib/arrays/dtypes.ts";
import { function_ } from "../../lib/functions/function.ts";
import { flatten, structureKey } from "../../lib/functions/nest.ts";
import { read } from "../../lib/tensor/graph.ts";
import { Tensor } from "../../lib/tensor/tensor.ts";
import { VariableCore } from "../../lib/tensor/variable_core.ts";
import { isClose } from "./compare.ts";
import type { Tolerance } from "./tolerances.ts";

/** A call of a public function, and values to try it with. */
export interface TracedCase {
  /** Name in messages. */
  readonly name: string;
  /** Calls the function with tensors in the places of its arguments. */
  readonly call: (...tensors: Tensor[]) => unknown;
  /** Tensors to trace it with. */
  readonly first: readonly Tensor[];
  /** Others of the same shapes and dtypes; default: the first ones, their elements moved round. */
  readonly second?: readonly Tensor[];
  /** How far apart results may be; default: not at all. */
  readonly tolerance?: Tolerance;
  /** Whether other values give the same results: shapes, ranks. Default `false`: that is a failure. */
  readonly isConstant?: boolean;
  /** Whether the function must refuse abstract tensors, as its output's shape depends on values. */
  readonly isRefused?: boolean;
  /** Places of tensors that must be refused while abstract, as `isRefused` says for all. */
  readonly refusedPlaces?: readonly number[];
  /** What is done before each call, of the traced function too: the seed of draws is set. */
  readonly before?: () => void;
}

/** Another tensor of the same elements, each one place further. */
export function movedRound({ aval, dtype, size }: Tensor, host: ReturnType<typeof read>): Tensor {
  const tensor = new Tensor(aval);
  if (!ArrayBuffer.isView(host)) {
    tensor.host = [...host.slice(1), ...host.slice(0, 1)];
    return tensor;
  }
  const { units } = DTYPES[dtype];
  const copy = host.slice() as Float32Array;
  copy.set((host as Float32Array).subarray(units), 0);
  copy.set((host as Float32Array).subarray(0, units), Math.max(0, (size - 1) * units));
  tensor.host = copy;
  return tensor;
}

/**
 * Fails unless a function gives the same in a trace as outside: with all its tensors abstract, and
 * with each alone; at the call that traces, and at others with other values.
 */
export function assertTraced(it: TracedCase): void {
  const { call, first, refusedPlaces = [] } = it;
  const second = it.second ?? first.map((tensor) => movedRound(tensor, read(tensor)));
  const expected = [first, second].map((tensors) => {
    it.before?.();
    return call(...tensors);
  });
  const isSame = differenceOf(expected[0], expected[1], it.tolerance) === undefined;
  if (isSame && it.isConstant !== true) {
    fail(`${it.name}: other values give the same results; a frozen one would not show`);
  }
  const all = first.map((_, i) => i);
  const choices = first.length > 1 ? [all, ...all.map((i) => [i])] : [all];
  for (const places of choices) {
    const isRefused = it.isRefused === true || places.some((i) => refusedPlaces.includes(i));
    const name = `${it.name}, abstract: ${places.join(", ")}`;
    const pick = (own: readonly Tensor[], given: readonly Tensor[]) =>
      own.map((tensor, i) => places.includes(i) ? given[places.indexOf(i)]! : tensor);
    for (const [fixed, from] of [[first, first], [second, second]] as const) {
      const run = function_((...given: Tensor[]) => call(...pick(fixed, given)), { name: it.name });
      for (const values of [from, from === first ? second : first, from]) {
        const given = places.map((place) => values[place]!);
        checkCall(
          name,
          { ...it, isRefused },
          () => run(...given),
          () => call(...pick(fixed, given)),
        );
      }
      if (isRefused) continue;
      const traces = run.experimentalGetTracingCount();
      if (traces !== 1) fail(`${name}: traced ${traces} times instead of once`);
    }
  }
}

/** Compares one call; one that fails has to fail in eager code alike, unless it must be refused. */
function checkCall(
  name: string,
  { tolerance, isRefused, before }: TracedCase,
  traced: () => unknown,
  eager: () => unknown,
): void {
  let result: unknown;
  try {
    before?.();
    result = traced();
    readAll(result);
  } catch (error) {
    const isAbstract = /cannot read .* while the function is traced/.test((error as Error).message);
    if (isRefused && isAbstract) return;
    if (isAbstract) fail(`${name}: reads a value while it is traced: ${(error as Error).message}`);
    try {
      before?.();
      readAll(eager());
    } catch {
      return;
    }
    fail(`${name}: fails in a trace only: ${(error as Error).message}`);
  }
  if (isRefused) {
    fail(`${name}: expected an error for a value that is not known yet; there was none`);
  }
  before?.();
  const difference = differenceOf(result, eager(), tolerance);
  if (difference !== undefined) fail(`${name}: ${difference}`);
}

function tensorsOf(result: unknown) {
  return flatten(
    result,
    (it): Tensor | undefined =>
      it instanceof Tensor ? it : it instanceof VariableCore ? it.current : undefined,
  );
}

function readAll(result: unknown): void {
  for (const tensor of tensorsOf(result).leaves) read(tensor);
}

/** What tells two results apart, in words; `undefined` if nothing does. */
export function differenceOf(
  actual: unknown,
  expected: unknown,
  tolerance: Tolerance = { atol: 0, rtol: 0 },
): string | undefined {
  const [a, e] = [tensorsOf(actual), tensorsOf(expected)];
  if (structureKey(a.structure) !== structureKey(e.structure)) {
    return `structure ${structureKey(a.structure)} instead of ${structureKey(e.structure)}`;
  }
  for (let i = 0; i < e.leaves.length; i++) {
    const [x, y] = [a.leaves[i]!, e.leaves[i]!];
    if (x.dtype !== y.dtype) return `result ${i}: dtype ${x.dtype} instead of ${y.dtype}`;
    if (`${x.shape}` !== `${y.shape}`) {
      return `result ${i}: shape [${x.shape}] instead of [${y.shape}]`;
    }
    const [p, q] = [read(x), read(y)];
    for (let k = 0; k < q.length; k++) {
      if (isEqual(x.dtype, p, q, k, tolerance)) continue;
      return `result ${i}: element ${k} is ${p[k]} instead of ${q[k]}`;
    }
  }
  return undefined;
}

function isEqual(
  dtype: DType,
  a: ReturnType<typeof read>,
  b: ReturnType<typeof read>,
  index: number,
  tolerance: Tolerance,
): boolean {
  if (dtype === "complex64") return isClose(a[index] as number, b[index] as number, tolerance);
  const [x, y] = [readElement(dtype, a, index), readElement(dtype, b, index)];
  return typeof x === "number" && typeof y === "number" ? isClose(x, y, tolerance) : x === y;
}
