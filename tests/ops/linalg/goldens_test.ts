/**
 * tf.linalg, tf.matmul, tf.tensordot and tf.einsum against TensorFlow: values of all kinds of calls,
 * first and second gradients in float64.
 *
 * @module
 */
import { fail } from "@std/assert";
import { gunzipSync } from "node:zlib";
import { type DType, DTYPES } from "../../../lib/arrays/dtypes.ts";
import { GradientTape } from "../../../lib/functions/gradient_tape.ts";
import { asTensor } from "../../../lib/ops/as_tensor.ts";
import { multiply } from "../../../lib/primitives/math/arithmetic.ts";
import { add } from "../../../lib/primitives/math/arithmetic.ts";
import { reduceSum } from "../../../lib/primitives/reduction/reduce_sum.ts";
import { given } from "../../../lib/primitives/support/samples.ts";
import { aval } from "../../../lib/tensor/aval.ts";
import { read } from "../../../lib/tensor/graph.ts";
import { leaf, Tensor } from "../../../lib/tensor/tensor.ts";
import { TEST_BACKENDS, using } from "../../support/backends.ts";
import { assertAllClose } from "../../support/compare.ts";
import type { Tolerance } from "../../support/tolerances.ts";
import * as linalg from "./linalg.ts";

interface Values {
  readonly dtype: DType;
  readonly shape: readonly number[];
  readonly data: readonly (number | boolean)[];
}

interface Case {
  readonly name: string;
  readonly before: readonly unknown[];
  readonly tensors: readonly Values[];
  readonly options: Readonly<Record<string, unknown>>;
  readonly results: readonly Values[];
  readonly first: readonly (Values | null)[] | null;
  readonly second: readonly (Values | null)[] | null;
}

const file = new URL("../../goldens/ops/linalg.json.gz", import.meta.url);
const { cases } = JSON.parse(
  new TextDecoder().decode(gunzipSync(Deno.readFileSync(file))),
) as { cases: readonly Case[] };

/** Whole numbers are equal; TensorFlow computes floats in another order. */
const BOUNDS: Partial<Record<DType, Tolerance>> = {
  float32: { atol: 2e-6, rtol: 2e-6 },
  complex64: { atol: 2e-6, rtol: 2e-6 },
  float64: { atol: 2e-12, rtol: 2e-11 },
};
const EXACT: Tolerance = { atol: 0, rtol: 0 };
const SECOND: Tolerance = { atol: 1e-9, rtol: 1e-9 };

function tensorOf({ dtype, shape, data }: Values): Tensor {
  return dtype === "complex64"
    ? leaf(Float32Array.from(data as number[]), aval(dtype, shape))
    : given(data.map(Number), shape, dtype);
}

function compare(actual: Tensor, expected: Values, label: string, bounds?: Tolerance): void {
  const whole = DTYPES[expected.dtype].kind === "float" || expected.dtype === "complex64";
  assertAllClose(
    {
      shape: actual.shape,
      dtype: actual.dtype,
      data: Array.from(read(actual) as Float64Array, Number),
    },
    { shape: expected.shape, dtype: expected.dtype, data: expected.data.map(Number) },
    whole ? bounds ?? BOUNDS[expected.dtype]! : EXACT,
    label,
  );
}

/** The sum of `cos(i + 1) x_i` over the elements of all tensors of floats. */
function weighted(tensors: readonly Tensor[]): Tensor {
  return tensors.filter(({ dtype }) => dtype === "float64").map((x) => {
    const weights = Array.from({ length: x.size }, (_, i) => Math.cos(i + 1));
    const product = multiply(x, given(weights, x.shape, "float64"));
    return reduceSum(product, x.shape.map((_, axis) => axis));
  }).reduce(add);
}

const listed = (results: unknown): Tensor[] =>
  results instanceof Tensor ? [results] : results as Tensor[];

function run(it: Case, tensors: readonly Tensor[]): Tensor[] {
  const call = linalg[it.name as keyof typeof linalg] as (...args: unknown[]) => unknown;
  return listed(call(...it.before, ...tensors, it.options));
}

function compareGradients(it: Case, label: string): void {
  if (it.first === null) return;
  const tensors = it.tensors.map(tensorOf);
  const sources = tensors.filter(({ dtype }) => dtype === "float64");
  const outer = new GradientTape();
  outer.watch(sources);
  const { gradients, again } = outer.run(() => {
    const inner = new GradientTape();
    inner.watch(sources);
    const total = inner.run(() => weighted(run(it, tensors)));
    const gradients = inner.gradient(total, sources) as (Tensor | null)[];
    return { gradients, again: weighted(gradients.filter((one) => one !== null)) };
  });
  check(gradients, it.first, `${label}: first gradient`);
  if (it.second === null) return;
  const second = outer.gradient(again, sources) as (Tensor | null)[];
  check(second, it.second, `${label}: second gradient`, SECOND);
}

/** TensorFlow gives null or zeros for what does not change. */
function check(
  actual: readonly (Tensor | null)[],
  expected: readonly (Values | null)[],
  label: string,
  bounds?: Tolerance,
): void {
  expected.forEach((values, i) => {
    const gradient = actual[i] ?? null;
    if (values !== null && gradient !== null) {
      compare(gradient, values, `${label} ${i}`, bounds);
      return;
    }
    const numbers = values?.data ?? (gradient === null ? [] : [...read(gradient) as Float64Array]);
    if (numbers.some((x) => x !== 0)) fail(`${label} ${i}: ${gradient} instead of ${values}`);
  });
}

const { backend } = TEST_BACKENDS[0]!;
for (const name of new Set(cases.map((it) => it.name))) {
  Deno.test(`tf.linalg.${name}() gives TensorFlow's values and gradients`, () => {
    const faults: string[] = [];
    let count = 0;
    for (const it of cases.filter((one) => one.name === name)) {
      count++;
      const shapes = it.tensors.map(({ dtype, shape }) => `${dtype} [${shape}]`).join(", ");
      const label = `${it.before.join()} ${shapes} ${JSON.stringify(it.options)}`;
      try {
        using(backend, () => {
          const results = run(it, it.tensors.map(tensorOf));
          it.results.forEach((values, i) => compare(results[i]!, values, `${label}: result ${i}`));
          compareGradients(it, label);
        });
      } catch (error) {
        faults.push((error as Error).message);
      }
    }
    if (faults.length > 0) fail(`${faults.length} of ${count}:\n${faults.slice(0, 6).join("\n")}`);
  });
}

Deno.test("tf.matmul takes nested arrays beside a tensor in its dtype", () => {
  using(backend, () => {
    const a = asTensor("test", [[1, 2], [3, 4]], "int32");
    compare(linalg.matmul(a, [[5], [6]]), { dtype: "int32", shape: [2, 1], data: [17, 39] }, "");
  });
});
