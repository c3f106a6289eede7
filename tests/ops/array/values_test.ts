/**
 * The functions of lib/ops/array against TensorFlow: values and gradients, eager and traced.
 *
 * @module
 */
import { fail } from "@std/assert";
import { Tape } from "../../../lib/functions/tape.ts";
import { function_ } from "../../../lib/functions/function.ts";
import { cast } from "../../../lib/primitives/math/cast.ts";
import { add, multiply } from "../../../lib/primitives/math/arithmetic.ts";
import { fill } from "../../../lib/primitives/array/fill.ts";
import { reduceSum } from "../../../lib/primitives/reduction/reduce_sum.ts";
import { aval, formatAval } from "../../../lib/tensor/aval.ts";
import { read } from "../../../lib/tensor/graph.ts";
import { leaf, Tensor } from "../../../lib/tensor/tensor.ts";
import { TEST_BACKENDS, using } from "../../support/backends.ts";
import { findDifference } from "../../support/compare.ts";
import { argumentOf, type Call, readCalls, tensorsIn, valuesOf, withTensors } from "./calls.ts";
import { functions } from "./functions.ts";

const { backend } = TEST_BACKENDS[0]!;

/** A function of tensors, in the order of the call's arguments. */
function runnerOf({ name, args, options }: Call) {
  const given = args.map(argumentOf);
  const named = Object.entries(options ?? {}).map(([key, it]) => [key, argumentOf(it)] as const);
  const tensors = [...tensorsIn(given), ...named.flatMap(([, it]) => tensorsIn(it))];
  const call = functions[name as keyof typeof functions] as (...args: unknown[]) => unknown;
  const run = (...inputs: Tensor[]): Tensor[] => {
    const queue = [...inputs];
    const next = () => queue.shift()!;
    const positional = given.map((it) => withTensors(it, next));
    const last = named.map(([key, it]) => [key, withTensors(it, next)] as const);
    const result = call(...positional, ...(last.length > 0 ? [Object.fromEntries(last)] : []));
    return result instanceof Tensor ? [result] : [...result as Iterable<Tensor>];
  };
  return { tensors, run };
}

function differences(got: readonly Tensor[], expected: Call["outputs"], what: string): string[] {
  if (got.length !== expected.length) {
    return [`${got.length} ${what} instead of ${expected.length}`];
  }
  return got.flatMap((tensor, i) => {
    const want = expected[i]!;
    if (formatAval(tensor) !== formatAval(want)) {
      return [`${what} ${i} is ${formatAval(tensor)} instead of ${formatAval(want)}`];
    }
    const bounds = { atol: 1e-6, rtol: 1e-6 };
    const difference = findDifference(tensor.dtype, read(tensor), valuesOf(want), bounds, false);
    return difference === undefined ? [] : [`${what} ${i}: ${difference}`];
  });
}

const isReal = ({ dtype }: Tensor): boolean => dtype === "float32" || dtype === "float64";

/** Gradients of the sum of all floats, each weighted by 1 to 5 in turn. */
function gradientsOf(run: (...inputs: Tensor[]) => Tensor[], tensors: readonly Tensor[]): Tensor[] {
  const tape = new Tape(false);
  const sources = tensors.filter(isReal);
  sources.forEach((it) => tape.watch(it));
  const total = tape.record(() =>
    run(...tensors).filter(isReal).reduce((sum: Tensor | undefined, it) => {
      const weights = Float64Array.from({ length: it.size }, (_, i) => i % 5 + 1);
      const weighted = multiply(cast(it, "float64"), leaf(weights, aval("float64", it.shape)));
      const part = reduceSum(weighted, it.shape.map((_, axis) => axis));
      return sum === undefined ? part : add(sum, part);
    }, undefined)
  );
  const one = leaf(Float64Array.of(1), aval("float64", []));
  return tape.gradients([[total!, one]], sources).map((it, i) => it ?? fill(0, sources[i]!.aval));
}

/** Functions whose arguments are read: they cannot be traced as a function's own arguments. */
const READING = new Set([
  "booleanMask",
  "broadcastDynamicShape",
  "dynamicPartition",
  "dynamicStitch",
  "range",
  "repeat",
  "unique",
  "uniqueWithCounts",
]);

/** Calls of other functions with arguments that are read. */
function isRead({ name, args }: Call): boolean {
  return READING.has(name) || (name === "where" && args.length === 1) ||
    (name === "sequenceMask" && args.length === 1) ||
    (name === "reshape" && !Array.isArray(args[1])) ||
    (name === "scatterNd" && !Array.isArray(args[2]));
}

const byName = Map.groupBy(readCalls(), ({ name }) => name);

for (const [name, calls] of byName) {
  Deno.test(`${name}() gives what TensorFlow does, eager and traced, with its gradients`, () => {
    const faults = using(backend, () =>
      calls.flatMap((call) => {
        const label = JSON.stringify([call.args, call.options ?? {}]).slice(0, 160);
        try {
          const { tensors, run } = runnerOf(call);
          const eager = differences(run(...tensors), call.outputs, "output");
          const traced = isRead(call)
            ? []
            : differences(function_(run)(...tensors), call.outputs, "traced output");
          const gradients = call.gradients
            ? differences(gradientsOf(run, tensors), call.gradients, "gradient")
            : [];
          return [...eager, ...traced, ...gradients].map((it) => `${label}: ${it}`);
        } catch (error) {
          return [`${label}: ${(error as Error).stack}`];
        }
      }));
    if (faults.length > 0) fail(`${faults.length}:\n${faults.join("\n")}`);
  });
}
