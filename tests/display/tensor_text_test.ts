import { assertEquals } from "@std/assert";
import { NdArray, type NdDType, type NestedElements } from "../../lib/display/ndarray.ts";
import { makeStorage, type NdElement } from "../../lib/display/nd_dtype.ts";
import { getTextProfile, setTextProfile, type TextProfile } from "../../lib/display/profile.ts";
import { tensorRepr, tensorStr, variableRepr } from "../../lib/display/tensor_text.ts";
import { readGolden } from "./goldens.ts";

/** Runs `fn` under a text profile. */
function underProfile(profile: Partial<TextProfile>, fn: () => void): void {
  const before = getTextProfile();
  setTextProfile(profile);
  try {
    fn();
  } finally {
    setTextProfile(before);
  }
}

interface Case {
  dtype: NdDType;
  value: NestedElements;
  shape: number[];
  repr: string;
  str: string;
  variable: string;
}

Deno.test("tensorRepr(), tensorStr() and variableRepr() print what TensorFlow prints", async () => {
  const { cases } = await readGolden<{ cases: Case[] }>("tensor_text.json.gz");
  underProfile({ tensorflow: "2.1", numpy: "2" }, () => {
    for (const { dtype, value, shape, repr, str, variable } of cases) {
      const elements = ([value] as unknown[]).flat(3) as NdElement[];
      const data = dtype === "complex64"
        ? Float32Array.from(elements, (part) => Number(String(part).replace("inf", "Infinity")))
        : makeStorage(dtype, elements);
      const array = new NdArray(data, shape, dtype);
      assertEquals(tensorRepr({ id: 7, shape, dtype, array }), repr);
      assertEquals(tensorStr({ shape, dtype, array }), str);
      assertEquals(variableRepr({ name: "net/w:0", shape, dtype, array }), variable);
    }
  });
});

const ones = NdArray.from([1, 1, 1], "float32");
const one = { id: 2, shape: [3], dtype: "float32", array: ones };

Deno.test("tensorRepr() prints id= under profile 2.0 only, when there is one", () => {
  const rest = "shape=(3,), dtype=float32, numpy=array([1., 1., 1.], dtype=float32)>";
  assertEquals(tensorRepr(one), `<tf.Tensor: id=2, ${rest}`);
  assertEquals(tensorRepr({ shape: [3], dtype: "float32", array: ones }), `<tf.Tensor: ${rest}`);
  underProfile({ tensorflow: "2.1" }, () => assertEquals(tensorRepr(one), `<tf.Tensor: ${rest}`));
});

Deno.test("tensorRepr() leaves the dtype of int32 out under profile windows", () => {
  const array = NdArray.from([-2, -1], "int32");
  const description = { shape: [2], dtype: "int32", array };
  const long = { shape: [1], dtype: "int64", array: NdArray.from([1n]) };
  const start = "<tf.Tensor: shape=(2,), dtype=int32, numpy=array([-2, -1]";
  assertEquals(tensorRepr(description), `${start}, dtype=int32)>`);
  underProfile({ platform: "windows" }, () => {
    assertEquals(tensorRepr(description), `${start})>`);
    const expected = "<tf.Tensor: shape=(1,), dtype=int64, numpy=array([1], dtype=int64)>";
    assertEquals(tensorRepr(long), expected);
  });
});

Deno.test("tensorRepr() prints a scalar as NumPy 1 does when it has no dimensions", () => {
  const scalar = (value: number) =>
    tensorRepr({ shape: [], dtype: "float32", array: NdArray.from(value, "float32") });
  assertEquals(scalar(24.381481), "<tf.Tensor: shape=(), dtype=float32, numpy=24.381481>");
  assertEquals(scalar(-2.9802323e-9), "<tf.Tensor: shape=(), dtype=float32, numpy=-2.9802323e-09>");
});
