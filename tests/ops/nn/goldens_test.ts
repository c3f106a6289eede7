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

for (const name of new Set(cases.map((it) => it.name))) {
  Deno.test(`${name}() gives what TensorFlow's does`, () => {
    const operation = OPERATIONS[name] ?? fail(`no function tf.${name}`);
    const faults: string[] = [];
    using(TEST_BACKENDS[0]!.backend, () => {
      cases.filter((it) => it.name === name).forEach(({ args, outputs }, i) => {
        const given = Object.fromEntries(
          Object.entries(args).map(([key, it]) => [key, isValues(it) ? tensorOf(it) : it]),
        );
        const got = operation(given);
        const results = got instanceof Tensor ? [got] : got;
        const settings = JSON.stringify({ ...args, ...shapes(given) });
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

/** Tensors among arguments as texts. */
function shapes(args: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(args).flatMap(([key, it]) =>
      it instanceof Tensor ? [[key, formatAval(it)]] : []
    ),
  );
}
