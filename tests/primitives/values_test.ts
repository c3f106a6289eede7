/**
 * Every primitive computes what TensorFlow's own kernel gives for it, on each device.
 *
 * @module
 */
import { fail } from "@std/assert";
import type { DType } from "../../lib/arrays/dtypes.ts";
import { formatAval } from "../../lib/tensor/aval.ts";
import type { Primitive } from "../../lib/tensor/primitive.ts";
import type { HostData, Tensor } from "../../lib/tensor/tensor.ts";
import { TEST_BACKENDS, type TestBackend } from "../support/backends.ts";
import { findDifference, magnitudesOf } from "../support/compare.ts";
import { boundsOf, precisionOf } from "../support/tolerances.ts";
import { type Case, casesOf, isFinite } from "./cases.ts";
import { PRIMITIVES } from "./entries.ts";
import { evaluate, type Outcome, recordComposed } from "./evaluate.ts";
import { mayDiffer, mayRefuse, UNDEFINED } from "./exceptions.ts";
import { type Golden, readGoldens, valuesOf } from "./goldens.ts";
import { REFERENCES } from "./references.ts";
import { keyOf, requestOf } from "./requests.ts";

/** The truth of a case: values, or that there are none. */
type Truth =
  | {
    readonly values: readonly HostData[];
    readonly avals?: readonly string[];
    /** Whether TensorFlow gives none: it has no kernel for it, or refuses it. */
    readonly isOurs?: true;
  }
  | { readonly error: string };

const UPDATE = "run deno task goldens:primitives";

function truthOf(it: Case, goldens: Readonly<Record<string, Golden>>): Truth {
  const request = requestOf(it);
  const golden = request === undefined ? undefined : goldens[keyOf(request)];
  if (request !== undefined && golden === undefined) fail(`${it.label}: no golden; ${UPDATE}`);
  if (golden !== undefined && "outputs" in golden) {
    return {
      values: golden.outputs.map(valuesOf),
      avals: golden.outputs.map(({ dtype, shape }) => formatAval({ dtype, shape })),
    };
  }
  const given = it.inputs.map(({ dtype, shape, host }) => ({ dtype, shape, host: host! }));
  const values = REFERENCES[it.primitive.name]?.(given, it.attrs);
  if (values !== undefined) return { values, isOurs: true };
  if (golden !== undefined && !golden.unsupported) return { error: golden.message };
  const why = golden === undefined ? "it has no kernel of TensorFlow's" : golden.message;
  return fail(`${it.label}: no truth in references.ts, and ${why}`);
}

/**
 * What has to come out of TensorFlow's kernel where it leaves memory as it was: what is no number
 * has to be none again; the rest of a refused sample may be anything.
 */
function whereRefused(dtype: DType, expected: HostData, values: HostData): HostData {
  if (dtype !== "float32" && dtype !== "float64") return expected;
  const numbers = expected as Float32Array;
  if (!numbers.some(Number.isNaN)) return expected;
  return numbers.map((it, i) => Number.isNaN(it) ? it : (values as Float32Array)[i]!);
}

/** What is wrong with an outcome, in words. */
function fault(it: Case, outcome: Outcome, truth: Truth, device: TestBackend): string | undefined {
  if ("error" in truth) {
    return outcome instanceof Error ? undefined : `values; TensorFlow raises ${truth.error}`;
  }
  if (outcome instanceof Error) {
    if (mayRefuse(it, device, outcome)) return undefined;
    return device.name === "tensorflow" && truth.isOurs ? undefined : outcome.message;
  }
  const precision = precisionOf(it.primitive.name);
  const given = it.inputs.reduce((sum, { dtype, host }) => sum + magnitudesOf(dtype, host!).sum, 0);
  for (const [i, { tensor, values }] of outcome.entries()) {
    const aval = formatAval(tensor);
    if (truth.avals !== undefined && truth.avals[i] !== aval) {
      return `output ${i} is ${aval} instead of ${truth.avals[i]}`;
    }
    const expected = device.name === "tensorflow" && it.primitive.name in UNDEFINED
      ? whereRefused(tensor.dtype, truth.values[i]!, values)
      : truth.values[i]!;
    const onGpu = device.coarse;
    const magnitudes = {
      largest: magnitudesOf(tensor.dtype, expected).largest,
      terms: given / Math.max(1, tensor.size),
    };
    const bounds = boundsOf(precision, tensor.dtype, magnitudes, onGpu);
    const anyZero = precision.anyZero === true || onGpu;
    const difference = findDifference(tensor.dtype, values, expected, bounds, anyZero);
    if (difference !== undefined) return `output ${i}: ${difference}`;
  }
  return undefined;
}

/**
 * Samples for a device: a software adapter gets the largest ones of each element type, and those with
 * what is not finite.
 */
function chosen(cases: readonly Case[], { software }: TestBackend): readonly Case[] {
  if (!software) return cases;
  const size = ({ inputs }: Case) => inputs.reduce((sum, it) => sum + Math.min(it.size, 100), 0);
  const counts = new Map<string, number>();
  const isOrdinary = ({ inputs }: Case) => inputs.every(isFinite);
  const largest = cases.filter(isOrdinary)
    .sort((a, b) => size(b) - size(a))
    .filter(({ inputs }) => {
      const key = inputs[0]?.dtype ?? "";
      counts.set(key, (counts.get(key) ?? 0) + 1);
      return counts.get(key)! <= 3;
    });
  return [...largest, ...cases.filter((it) => !isOrdinary(it))];
}

/** Compares cases on a device with the truth. */
function compare(
  primitive: Primitive<unknown>,
  device: TestBackend,
  record?: (it: Case) => readonly Tensor[] | Error,
): void {
  const goldens = readGoldens(primitive.name).cases;
  const cases = chosen(casesOf(primitive), device).filter((it) => !mayDiffer(it, device));
  const outcomes = evaluate(cases, device.backend, record);
  const faults = cases.flatMap((it, i) => {
    const wrong = fault(it, outcomes[i]!, truthOf(it, goldens), device);
    return wrong === undefined ? [] : [`${it.label}: ${wrong}`];
  });
  if (faults.length > 0) {
    fail(`${faults.length} of ${cases.length}:\n${faults.slice(0, 8).join("\n")}`);
  }
}

for (const device of TEST_BACKENDS) {
  for (const primitive of PRIMITIVES) {
    Deno.test(`${primitive.name}() computes what TensorFlow does on ${device.name}`, () =>
      compare(primitive, device));
  }
}

for (const primitive of PRIMITIVES.filter(({ compose }) => compose !== undefined)) {
  Deno.test(`${primitive.name}() is what it is composed of in other primitives`, () =>
    compare(primitive, TEST_BACKENDS[0]!, recordComposed));
}
