/**
 * Public functions of mathematics give what TensorFlow gives, gradients and refusals among it.
 *
 * @module
 */
import { fail } from "@std/assert";
import { gunzipSync } from "node:zlib";
import { type DType, isFloating, newStorage, writeElement } from "../../../lib/arrays/dtypes.ts";
import { Complex } from "../../../lib/arrays/dtypes.ts";
import { Tape } from "../../../lib/functions/tape.ts";
import { camelCase } from "../../../lib/objects/naming.ts";
import { multiply } from "../../../lib/primitives/math/arithmetic.ts";
import { reduceSum } from "../../../lib/primitives/reduction/reduce_sum.ts";
import { add } from "../../../lib/primitives/math/arithmetic.ts";
import { aval, formatAval } from "../../../lib/tensor/aval.ts";
import { read } from "../../../lib/tensor/graph.ts";
import { leaf, Tensor } from "../../../lib/tensor/tensor.ts";
import { TEST_BACKENDS, using } from "../../support/backends.ts";
import { isClose } from "../../support/compare.ts";
import { FUNCTIONS } from "./functions.ts";

/** A number as the goldens have it: whole ones and what JSON lacks as texts. */
type Written = number | string | boolean | readonly [number, number];

interface WrittenTensor {
  readonly dtype: DType;
  readonly shape: readonly number[];
  readonly values: readonly Written[];
}

type Argument =
  | WrittenTensor
  | { readonly list: readonly Argument[] }
  | { readonly plain: unknown }
  | { readonly special: string };

interface Call {
  readonly path: string;
  readonly args: readonly Argument[];
  readonly options: Readonly<Record<string, Argument>>;
  readonly results?: readonly WrittenTensor[];
  readonly gradients?: readonly (WrittenTensor | null)[];
  readonly error?: string;
}

function tensorOf({ dtype, shape, values }: WrittenTensor): Tensor {
  const host = newStorage(dtype, values.length);
  values.forEach((value, i) => writeElement(dtype, host, i, elementOf(value, dtype)));
  return leaf(host, aval(dtype, shape));
}

function elementOf(value: Written, dtype: DType) {
  if (typeof value === "object") return new Complex(...value);
  if (dtype === "string" || typeof value === "boolean") return value;
  return dtype === "int64" || dtype === "uint64" ? BigInt(value) : Number(value);
}

function argumentOf(it: Argument): unknown {
  if ("list" in it) return it.list.map(argumentOf);
  if ("special" in it) return Number(it.special);
  return "plain" in it ? it.plain : tensorOf(it);
}

const flat = (value: unknown): Tensor[] =>
  value instanceof Tensor ? [value] : Array.isArray(value) ? value.flatMap(flat) : [];

/** The results weighted with 1, 2, 3 ..., added, as the goldens' gradients are taken of. */
function weighted(results: readonly Tensor[]): Tensor {
  return results.filter(({ dtype }) => isFloating(dtype)).map((it) => {
    const weights = newStorage(it.dtype, it.size);
    for (let i = 0; i < it.size; i++) writeElement(it.dtype, weights, i, i + 1);
    return reduceSum(multiply(it, leaf(weights, it.aval)), it.shape.map((_, axis) => axis));
  }).reduce((sum, it) => add(sum, it));
}

/** What differs between a tensor and what TensorFlow gave. */
function difference(got: Tensor, want: WrittenTensor): string | undefined {
  if (formatAval(got) !== formatAval(want)) return `${formatAval(got)} for ${formatAval(want)}`;
  const [actual, expected] = [read(got), read(tensorOf(want))];
  const isNarrow = got.dtype === "float16" || got.dtype === "bfloat16";
  const rtol = isNarrow ? 4e-3 : got.dtype === "float64" ? 1e-12 : 4e-6;
  for (let i = 0; i < expected.length; i++) {
    const equal = isFloating(got.dtype)
      ? isClose(Number(actual[i]), Number(expected[i]), { atol: rtol / 4, rtol })
      : actual[i] === expected[i];
    if (!equal) return `${actual[i]} instead of ${expected[i]} at ${i}`;
  }
  return undefined;
}

function faultOf({ path, args, options, results, gradients, error }: Call): string | undefined {
  const given = args.map(argumentOf);
  const named = Object.fromEntries(
    Object.entries(options).map(([name, it]) => [camelCase(name), argumentOf(it)]),
  );
  const sources = given.flatMap(flat).filter(({ dtype }) => isFloating(dtype));
  const tape = new Tape(false);
  sources.forEach((source) => tape.watch(source));
  let outputs: Tensor[];
  try {
    outputs = tape.record(() =>
      flat(FUNCTIONS[camelCase(path)]!(...given, ...Object.keys(named).length > 0 ? [named] : []))
    );
    outputs.forEach(read);
  } catch (thrown) {
    if (error === undefined) return `throws ${(thrown as Error).message}`;
    const { message } = thrown as Error;
    const isNamed = message.startsWith("tf.") && !message.includes("internal:");
    return isNamed ? undefined : `throws ${thrown}, which names no function`;
  }
  if (error !== undefined) return `gives a result; TensorFlow raises ${error}`;
  if (outputs.length !== results!.length) return `${outputs.length} results`;
  for (const [i, want] of results!.entries()) {
    const it = difference(outputs[i]!, want);
    if (it !== undefined) return `result ${i}: ${it}`;
  }
  if (gradients === undefined) return undefined;
  const target = tape.record(() => weighted(outputs));
  const got = tape.gradients([[target, onesOf(target)]], sources);
  for (const [i, want] of gradients.entries()) {
    if (want === null && got[i] === undefined) continue;
    if (want === null || got[i] === undefined) return `gradient ${i} is ${got[i]} for ${want}`;
    const it = difference(got[i]!, want);
    if (it !== undefined) return `gradient ${i}: ${it}`;
  }
  return undefined;
}

function onesOf({ dtype }: Tensor): Tensor {
  const host = newStorage(dtype, 1);
  writeElement(dtype, host, 0, 1);
  return leaf(host, aval(dtype, []));
}

const bytes = Deno.readFileSync(new URL("../../goldens/math/calls.json.gz", import.meta.url));
const { calls } = JSON.parse(new TextDecoder().decode(gunzipSync(bytes))) as { calls: Call[] };
const byPath = Map.groupBy(calls, ({ path }) => path);

for (const [path, some] of byPath) {
  Deno.test(`${camelCase(path)}() gives TensorFlow's results, gradients and refusals`, () => {
    const faults = using(TEST_BACKENDS[0]!.backend, () =>
      some.flatMap((it, i) => {
        const fault = faultOf(it);
        const args = JSON.stringify([it.args, it.options]).slice(0, 300);
        return fault === undefined ? [] : [`call ${i} ${args}: ${fault}`];
      }));
    if (faults.length > 0) fail(faults.join("\n"));
  });
}
