/**
 * Every name of `keras.ops` is here, with Keras's parameters in their order and with their defaults, or
 * stands in the table with a reason.
 */
import { assert, assertEquals, assertThrows } from "@std/assert";
import * as tf from "kerasaur";
import { declaredBy } from "../../lib/keras_ops/signature.ts";
import { camelCase } from "../../lib/objects/naming.ts";
import { manifest } from "../keras/manifest.ts";

/** Names that are not there, and why. */
const MISSING: Readonly<Record<string, string>> = {
  eig: "there is no decomposition of matrices that are not symmetric",
  ctc_decode: "there is no decoder of sequences yet",
  jvp: "gradients go backwards only",
  vectorize: "functions of JavaScript have no signatures to go by; map takes one",
};

/** Names whose parameters TypeScript declares otherwise, and why. */
const OTHERWISE: Readonly<Record<string, string>> = {
  custom_gradient: "it is tf.customGradient itself",
  einsum: "takes any number of operands",
  meshgrid: "takes any number of tensors",
  rearrange: "lengths of axes come in one object",
  switch: "takes any number of operands",
};

const ops = tf.keras.ops as unknown as Readonly<Record<string, object>>;
const names = Object.entries(manifest["keras.ops"]!);

Deno.test("at least 95 % of keras.ops is there", () => {
  const there = names.filter(([name]) => Object.hasOwn(ops, camelCase(name)));
  assert(there.length >= 0.95 * names.length, `${there.length} of ${names.length}`);
  assertEquals(
    names.map(([name]) => name).filter((name) => !Object.hasOwn(ops, camelCase(name))).sort(),
    Object.keys(MISSING).sort(),
  );
});

Deno.test("keras.ops holds nothing that Keras has not", () => {
  const known = new Set(names.map(([name]) => camelCase(name)));
  assertEquals(Object.keys(ops).filter((name) => !known.has(name)), []);
});

for (const [name, entry] of names) {
  if (name in MISSING || name in OTHERWISE) continue;
  Deno.test(`keras.ops.${name} has Keras's parameters and defaults`, () => {
    const here = ops[camelCase(name)]!;
    if (entry.alias !== undefined) {
      assertEquals(here, ops[camelCase(entry.alias)]);
      return;
    }
    const theirs = entry.params!.filter(({ kind }) => kind !== "*" && kind !== "**");
    const expected = theirs.map((it) =>
      "default" in it ? { name: ourName(it.name), default: it.default } : { name: ourName(it.name) }
    );
    assertEquals(declaredBy(here), expected);
  });
}

/** `abs_` of polar stands for a name that Python has taken. */
const ourName = (name: string) => camelCase(name.replace(/_$/, ""));

Deno.test("errors of keras.ops name the function that was called", () => {
  assertThrows(
    () => tf.keras.ops.sum([1, 2], { axis: 3 }),
    RangeError,
    "tf.keras.ops.sum: expected axis",
  );
  assertThrows(
    () => tf.keras.ops.sum([1, 2], { axes: 0 } as never),
    TypeError,
    "tf.keras.ops.sum: expected arguments among x, axis, keepdims, received axes",
  );
  assertThrows(
    () => tf.keras.ops.split([1, 2, 3], 2),
    RangeError,
    "tf.keras.ops.split: expected sections that 3 elements can be split into evenly, received 2",
  );
});
