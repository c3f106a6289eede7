/**
 * Functions of `tf.keras.ops` against Keras's results, by position and by name, and as layers of a
 * functional model for those of one tensor.
 */
import { assert, assertEquals } from "@std/assert";
import { gunzipSync } from "node:zlib";
import * as tf from "kerasaur";
import { declaredBy } from "../../lib/keras_ops/signature.ts";
import { camelCase } from "../../lib/objects/naming.ts";
import { assertAllClose } from "../support/compare.ts";

interface Encoded {
  readonly $: tf.DType;
  readonly shape: readonly number[];
  readonly data: string;
}

type Case = readonly [string, unknown[], Record<string, unknown>, unknown];

const file = new URL("../goldens/keras_ops/ops.json.gz", import.meta.url);
const goldens = JSON.parse(new TextDecoder().decode(gunzipSync(Deno.readFileSync(file)))) as {
  readonly cases: readonly Case[];
};

const ARRAYS = {
  float32: Float32Array,
  float64: Float64Array,
  int8: Int8Array,
  uint8: Uint8Array,
  bool: Uint8Array,
  int32: Int32Array,
  uint32: Uint32Array,
  int64: BigInt64Array,
  complex64: Float32Array,
} as const;

const isEncoded = (it: unknown): it is Encoded =>
  typeof it === "object" && it !== null && "$" in it;

function elements({ $, data }: Encoded) {
  const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
  return new ARRAYS[$ as keyof typeof ARRAYS](bytes.buffer);
}

/** An argument: an array becomes a tensor. */
function decoded(it: unknown): unknown {
  if (Array.isArray(it)) return it.map(decoded);
  if (isEncoded(it)) {
    const flat = elements(it);
    const tensor = it.$ === "bool" ? tf.cast(flat as never, "bool") : tf.constant(flat as never);
    return tf.reshape(tensor, [...it.shape]);
  }
  if (typeof it === "object" && it !== null && "number" in it) {
    return it.number === "inf" ? Infinity : it.number === "-inf" ? -Infinity : NaN;
  }
  return it;
}

/** Sums in another order and functions of another library. */
const BOUNDS = { atol: 4e-6, rtol: 2e-5 };

/** Names that a test of everything at once says what differs for. */
function same(actual: unknown, expected: unknown, message: string): void {
  if (Array.isArray(expected) && !isEncoded(expected)) {
    assert(Array.isArray(actual), message);
    assertEquals(actual.length, expected.length, message);
    expected.forEach((it, i) => same(actual[i], it, `${message}[${i}]`));
    return;
  }
  const { $, shape } = expected as Encoded;
  const data = elements(expected as Encoded);
  const given = actual as tf.Tensor;
  if ($ === "complex64") {
    assertEquals([given.dtype, given.shape], [$, [...shape]], message);
    const parts = tf.keras.ops.viewAsReal(given);
    assertAllClose(parts, { dtype: "float32", shape: [...shape, 2], data }, BOUNDS, message);
    return;
  }
  assertAllClose(given, { dtype: $, shape, data }, BOUNDS, message);
}

const byName = Map.groupBy(goldens.cases, ([name]) => name);

for (const [name, cases] of byName) {
  Deno.test(`keras.ops.${name} gives what Keras gives`, () => {
    const key = camelCase(name) as keyof typeof tf.keras.ops;
    const run = tf.keras.ops[key] as (...args: unknown[]) => unknown;
    const names = declaredBy(run)!.map((it) => it.name);
    cases.forEach(([, args, kwargs, expected], index) => {
      const positional = args.map(decoded);
      const named = Object.fromEntries(
        Object.entries(kwargs).map(([key, it]) => [camelCase(key), decoded(it)]),
      );
      const isSome = Object.keys(named).length > 0;
      same(run(...positional, ...isSome ? [named] : []), expected, `${name} ${index}`);
      const all = { ...Object.fromEntries(positional.map((it, i) => [names[i], it])), ...named };
      same(run(all), expected, `${name} ${index} by name`);
    });
  });
}
