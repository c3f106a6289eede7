/**
 * Pipelines give the elements of real TensorFlow's in its order, in two epochs; their numbers of
 * elements and specifications are its too.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import { gunzipSync } from "node:zlib";
import * as tf from "kerasaur";
import { PIPELINES } from "./pipelines.ts";

interface Golden {
  readonly cardinality: number;
  readonly spec: unknown;
  readonly epochs: readonly (readonly unknown[])[];
}

const FILE = new URL("../goldens/data/pipelines.json.gz", import.meta.url);
const { pipelines: goldens } = JSON.parse(
  new TextDecoder().decode(gunzipSync(Deno.readFileSync(FILE))),
) as { readonly pipelines: Readonly<Record<string, Golden>> };

/** An element as the goldens have it. */
function plain(x: unknown): unknown {
  if (x instanceof tf.data.Dataset) return { dataset: Array.from(x, plain) };
  if (x instanceof tf.Tensor) {
    const { dtype, shape } = x;
    const values = Array.from(
      tf.reshape(x, [-1]).numpy().data as ArrayLike<unknown>,
      (it) => typeof it === "bigint" ? Number(it) : dtype === "bool" ? Boolean(it) : it,
    );
    return { dtype, shape: [...shape], values };
  }
  if (Array.isArray(x)) return x.map(plain);
  const entries = Object.entries(x as object).map(([key, it]) => [key, plain(it)] as const);
  return Object.fromEntries(entries);
}

function spec(x: unknown): unknown {
  if (x instanceof tf.data.DatasetSpec) return { dataset: spec(x.elementSpec) };
  if (x instanceof tf.TensorSpec) return [x.shape, x.dtype];
  if (Array.isArray(x)) return x.map(spec);
  return Object.fromEntries(Object.entries(x as object).map(([key, it]) => [key, spec(it)]));
}

/** What is not known here: the shape of a padded row, or rows of elements that are not counted. */
const LESS_KNOWN = new Set(["padded matrices", "scan", "unbatch of tuples"]);

Deno.test("the pipelines are those of the goldens", () => {
  assertEquals(Object.keys(PIPELINES), Object.keys(goldens));
});

for (const [name, make] of Object.entries(PIPELINES)) {
  Deno.test(`pipeline: ${name}`, () => {
    const golden = goldens[name]!;
    const dataset = make();
    const isUnknown = name === "unbatch of tuples";
    assertEquals(Number(dataset.cardinality()), isUnknown ? -2 : golden.cardinality);
    golden.epochs.forEach((epoch) => {
      assertEquals(Array.from(dataset.take(40), plain), [...epoch]);
    });
    if (!LESS_KNOWN.has(name)) assertEquals(spec(dataset.elementSpec), golden.spec);
  });
}
