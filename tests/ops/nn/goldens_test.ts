/**
 * Functions of `tf.nn` and `tf.image` give what TensorFlow's do, with their arguments given by name.
 *
 * @module
 */
import { fail } from "@std/assert";
import { gunzipSync } from "node:zlib";
import {
  convertStorage,
  type DType,
  newStorage,
  writeElement,
} from "../../../lib/arrays/dtypes.ts";
import { aval } from "../../../lib/tensor/aval.ts";
import { Tape } from "../../../lib/functions/tape.ts";
import { onesLike } from "../../../lib/primitives/array/fill.ts";
import { multiply, square } from "../../../lib/primitives/math/arithmetic.ts";
import { reduceSum } from "../../../lib/primitives/reduction/reduce_sum.ts";
import { read } from "../../../lib/tensor/graph.ts";
import { leaf, Tensor } from "../../../lib/tensor/tensor.ts";
import { formatAval } from "../../../lib/tensor/aval.ts";
import { TEST_BACKENDS, using } from "../../support/backends.ts";
import { OPERATIONS } from "./operations.ts";

interface Values {
  readonly dtype: DType;
  readonly shape: readonly number[];
  readonly values: readonly (number | boolean | string)[];
}

interface Case {
  readonly name: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly outputs: readonly Values[];
  /** Gradients of a weighted sum of the first output's squares, by argument. */
  readonly gradients?: Readonly<Record<string, Values>>;
}

function isValues(value: unknown): value is Values {
  return typeof value === "object" && value !== null && "dtype" in value;
}

function tensorOf({ dtype, shape, values }: Values): Tensor {
  const host = newStorage(dtype, values.length);
  values.forEach((it, i) => {
    const number = it === "nan" ? NaN : it === "inf" ? Infinity : it === "-inf" ? -Infinity : it;
    const isWide = dtype === "int64" || dtype === "uint64";
    writeElement(dtype, host, i, isWide ? BigInt(number as number) : number);
  });
  return leaf(host, aval(dtype, shape));
}

const numbersOf = ({ dtype, host }: Tensor): Float64Array =>
  convertStorage(host!, dtype, "float64");

/** Largest distance, in units of the last place of the largest number. */
function distance(actual: Tensor, expected: Tensor): number {
  const [a, e] = [numbersOf(actual), numbersOf(expected)];
  const size = e.reduce((most, it) => Number.isFinite(it) ? Math.max(most, Math.abs(it)) : most, 0);
  let worst = 0;
  e.forEach((it, i) => {
    const off = Object.is(it, a[i]) || it === a[i] ? 0 : Math.abs(it - a[i]!);
    worst = Math.max(worst, Number.isNaN(off) ? Infinity : off);
  });
  const unit =
    { float64: 2 ** -52, float16: 2 ** -10, bfloat16: 2 ** -7 }[expected.dtype as string];
  return worst === 0 ? 0 : worst / (size * (unit ?? 2 ** -23));
}

const path = new URL("../../goldens/ops/nn.json.gz", import.meta.url);
const { cases } = JSON.parse(
  new TextDecoder().decode(gunzipSync(Deno.readFileSync(path))),
) as { cases: readonly Case[] };

/** Units of the last place that sums of products may be off by. */
const LIMIT = 8;

/** Numbers in the shape and dtype of a tensor. */
function numbersLike(values: readonly number[], { dtype, shape }: Tensor): Tensor {
  return tensorOf({ dtype, shape, values });
}

/** What is wrong with the gradients of a case, in words. */
function gradientFaults({ name, args, gradients = {} }: Case): string[] {
  const given = tensorsOf(args);
  const names = Object.keys(gradients);
  const tape = new Tape(false);
  const sources = names.map((it) => given[it] as Tensor);
  sources.forEach((source) => tape.watch(source));
  const loss = tape.record(() => {
    const got = OPERATIONS[name]!(given);
    const first = got instanceof Tensor ? got : got[0]!;
    const weights = numbersLike(
      Array.from({ length: first.size }, (_, i) => (i * 7 % 11 + 1) / 8),
      first,
    );
    return reduceSum(multiply(square(first), weights), first.shape.map((_, axis) => axis));
  });
  const got = tape.gradients([[loss, onesLike(loss)]], sources);
  return names.flatMap((it, i) => {
    const [actual, expected] = [got[i], tensorOf(gradients[it]!)];
    if (actual?.aval !== expected.aval) return [`${it}: ${actual && formatAval(actual)}`];
    read(actual);
    const off = distance(actual, expected);
    return off <= 4 * LIMIT ? [] : [`the gradient for ${it} is off by ${off} units`];
  });
}

const tensorsOf = (args: Case["args"]): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(args).map(([key, it]) => [key, isValues(it) ? tensorOf(it) : it]),
  );

for (const name of new Set(cases.filter((it) => it.gradients).map((it) => it.name))) {
  Deno.test(`${name}() has the gradients that TensorFlow gives`, () => {
    const faults = using(
      TEST_BACKENDS[0]!.backend,
      () =>
        cases.filter((it) => it.name === name && it.gradients)
          .flatMap((it, i) => gradientFaults(it).map((text) => `${i} ${settingsOf(it)}: ${text}`)),
    );
    if (faults.length > 0) fail(faults.join("\n"));
  });
}

for (const name of new Set(cases.map((it) => it.name))) {
  Deno.test(`${name}() gives what TensorFlow's does`, () => {
    const operation = OPERATIONS[name] ?? fail(`no function tf.${name}`);
    const faults: string[] = [];
    using(TEST_BACKENDS[0]!.backend, () => {
      cases.filter((it) => it.name === name).forEach((it, i) => {
        const { args, outputs } = it;
        const given = tensorsOf(args);
        const got = operation(given);
        const results = got instanceof Tensor ? [got] : got;
        const settings = settingsOf(it);
        outputs.forEach((values, k) => {
          const [actual, expected] = [results[k]!, tensorOf(values)];
          if (actual.aval !== expected.aval) {
            faults.push(`${i} ${settings}: ${formatAval(actual)}, not ${formatAval(expected)}`);
            return;
          }
          read(actual);
          const off = distance(actual, expected);
          if (!(off <= LIMIT)) faults.push(`${i} ${settings}: output ${k} is off by ${off} units`);
        });
      });
    });
    if (faults.length > 0) fail(faults.join("\n"));
  });
}

/** Arguments in short. */
function settingsOf({ args }: Case): string {
  return JSON.stringify(
    Object.fromEntries(
      Object.entries(args).map(([key, it]) => [key, isValues(it) ? formatAval(it) : it]),
    ),
  );
}
