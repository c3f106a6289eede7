/**
 * Recorded calls of TensorFlow's functions made again: values, gradients, eager and traced.
 *
 * @module
 */
import { fail } from "@std/assert";
import * as tf from "kerasaur";
import { gunzipSync } from "node:zlib";
import { type DType, DTYPES } from "../../../lib/arrays/dtypes.ts";
import { given } from "../../../lib/primitives/support/samples.ts";
import { aval } from "../../../lib/tensor/aval.ts";
import { read } from "../../../lib/tensor/graph.ts";
import { leaf } from "../../../lib/tensor/tensor.ts";
import { assertAllClose } from "../../support/compare.ts";
import type { Tolerance } from "../../support/tolerances.ts";

interface Values {
  readonly dtype: DType;
  readonly shape: readonly number[];
  readonly data: readonly (number | boolean | string)[];
}

/** A call as the scripts beside the golden files record it. */
export interface Case {
  /** The function below `tf`. */
  readonly name: string;
  /** Its arguments by position. */
  readonly args: readonly unknown[];
  /** Its arguments by name. */
  readonly options: Readonly<Record<string, unknown>>;
  /** What it gives. */
  readonly results: readonly Values[];
  /** Arguments by position that have gradients. */
  readonly gradient?: readonly number[];
  /** Those gradients. */
  readonly gradients?: readonly (Values | null)[];
}

/** The cases of a golden file. */
export function casesOf(name: string): readonly Case[] {
  const file = new URL(`../../goldens/ops/${name}.json.gz`, import.meta.url);
  const text = new TextDecoder().decode(gunzipSync(Deno.readFileSync(file)));
  return (JSON.parse(text) as { cases: readonly Case[] }).cases;
}

const NUMBERS: Readonly<Record<string, number>> = { inf: Infinity, "-inf": -Infinity, nan: NaN };
const asNumber = (x: unknown): number => typeof x === "string" ? NUMBERS[x]! : Number(x);

function tensorOf({ dtype, shape, data }: Values): tf.Tensor {
  if (dtype === "string") return leaf(data as string[], aval(dtype, shape));
  return dtype === "complex64"
    ? leaf(Float32Array.from(data, asNumber), aval(dtype, shape))
    : given(data.map(asNumber), shape, dtype);
}

/** What a path such as `signal.stft` names. */
function found(path: string): (...args: unknown[]) => unknown {
  let it: unknown = tf;
  for (const name of path.split(".")) it = Reflect.get(it as object, name);
  return it as (...args: unknown[]) => unknown;
}

function argumentOf(it: unknown): unknown {
  if (typeof it === "string" && it in NUMBERS) return NUMBERS[it];
  if (typeof it !== "object" || it === null || Array.isArray(it)) return it;
  if ("function" in it) return found(it.function as string);
  return "dtype" in it ? tensorOf(it as Values) : it;
}

function listed(result: unknown): tf.Tensor[] {
  if (result instanceof tf.Tensor) return [result];
  if (result instanceof Object && Symbol.iterator in result) {
    return [...result as Iterable<unknown>].flatMap(listed);
  }
  return Object.values(result as object).flatMap(listed);
}

const EXACT: Tolerance = { atol: 0, rtol: 0 };

function compare(actual: tf.Tensor, expected: Values, bounds: Tolerance, label: string): void {
  if (expected.dtype === "string") {
    const same = `${actual.shape}` === `${expected.shape}` && actual.dtype === "string" &&
      (read(actual) as readonly string[]).every((text, i) => text === expected.data[i]);
    if (!same) fail(`${label}: ${JSON.stringify(read(actual))} instead of ${expected.data}`);
    return;
  }
  const isFloat = DTYPES[expected.dtype].kind === "float" || expected.dtype === "complex64";
  assertAllClose(
    {
      shape: actual.shape,
      dtype: actual.dtype,
      data: Array.from(read(actual) as Float64Array, Number),
    },
    { shape: expected.shape, dtype: expected.dtype, data: expected.data.map(asNumber) },
    isFloat ? bounds : EXACT,
    label,
  );
}

/** The sum of `cos(i + 1) real_i + sin(i + 1) imag_i` over the elements of all results. */
function weighted(results: readonly tf.Tensor[]): tf.Tensor {
  const parts = results.flatMap((it) =>
    it.dtype === "complex64" ? [tf.math.real(it), tf.math.imag(it)] : [it]
  );
  const waves = results.flatMap((it) =>
    it.dtype === "complex64" ? [Math.cos, Math.sin] : [Math.cos]
  );
  return tf.addN(parts.map((part, k) => {
    const weights = Array.from({ length: part.size }, (_, i) => waves[k]!(i + 1));
    return tf.reduceSum(tf.multiply(part, given(weights, part.shape, part.dtype)));
  }));
}

function compareGradients(it: Case, args: readonly unknown[], bounds: Tolerance, label: string) {
  const sources = it.gradient!.map((place) => args[place] as tf.Tensor);
  const tape = new tf.GradientTape();
  tape.watch(sources);
  const total = tape.run(() => weighted(listed(found(it.name)(...args, ...optionsOf(it)))));
  const gradients = tape.gradient(total, sources) as (tf.Tensor | null)[];
  it.gradients!.forEach((expected, i) => {
    if (expected === null && gradients[i] === null) return;
    if (expected === null || gradients[i] === null) fail(`${label}: gradient ${i} is missing`);
    compare(gradients[i]!, expected, bounds, `${label}: gradient ${i}`);
  });
}

function optionsOf({ options }: Case): object[] {
  const entries = Object.entries(options).map(([name, it]) => [name, argumentOf(it)]);
  return entries.length > 0 ? [Object.fromEntries(entries)] : [];
}

/** How cases are compared. */
export interface Comparison {
  /** Bounds of results of floats, for each function by its path. */
  bounds(name: string, dtype: DType): Tolerance;
  /** Functions that read values, so that they cannot be traced. */
  readonly eager?: readonly string[];
  /** Functions that are compared on processors alone, and why. */
  readonly onProcessors?: Readonly<Record<string, string>>;
}

function checkCase(it: Case, { bounds, eager = [] }: Comparison, label: string): void {
  const args = it.args.map(argumentOf);
  const check = (results: readonly tf.Tensor[], way: string): void => {
    if (results.length !== it.results.length) {
      fail(`${label} ${way}: ${results.length} results instead of ${it.results.length}`);
    }
    it.results.forEach((values, i) =>
      compare(results[i]!, values, bounds(it.name, values.dtype), `${label} ${way}: result ${i}`)
    );
  };
  check(listed(found(it.name)(...args, ...optionsOf(it))), "eager");
  if (it.gradients !== undefined) {
    compareGradients(it, args, bounds(it.name, "float32"), label);
  }
  const places = args.flatMap((arg, i) => arg instanceof tf.Tensor ? [i] : []);
  if (places.length === 0 || eager.includes(it.name)) return;
  const traced = tf.function((...tensors: tf.Tensor[]) => {
    const all = [...args];
    places.forEach((place, i) => all[place] = tensors[i]);
    return listed(found(it.name)(...all, ...optionsOf(it)));
  });
  check(listed(traced(...places.map((place) => args[place] as tf.Tensor))), "traced");
}

/** Tests of all cases of a golden file, one for each function. */
export function testCalls(file: string, comparison: Comparison): void {
  const cases = casesOf(file);
  for (const name of new Set(cases.map((it) => it.name))) {
    const where = comparison.onProcessors?.[name] === undefined
      ? (run: () => void) => run()
      : (run: () => void) => tf.device("cpu", run);
    Deno.test(`tf.${name}() gives TensorFlow's values and gradients, eager and traced`, () => {
      const faults: string[] = [];
      const mine = cases.filter((one) => one.name === name);
      for (const it of mine) {
        const shapes = it.args.map((arg) =>
          typeof arg === "object" && arg !== null && "shape" in arg
            ? `${(arg as Values).dtype}[${(arg as Values).shape}]`
            : JSON.stringify(arg)
        );
        try {
          where(() =>
            checkCase(it, comparison, `(${shapes.join(", ")}, ${JSON.stringify(it.options)})`)
          );
        } catch (error) {
          faults.push((error as Error).message);
        }
      }
      if (faults.length > 0) {
        fail(`${faults.length} of ${mine.length}:\n${faults.slice(0, 6).join("\n")}`);
      }
    });
  }
}
