import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { NdArray } from "../../lib/display/ndarray.ts";
import { type Parsed, parseOutput } from "../../lib/display/parse.ts";
import { parsedNdArray } from "../../lib/display/parsed_ndarray.ts";
import { withPrintOptions } from "../../lib/display/print_options.ts";

/** The array in a text. */
function arrayIn(text: string) {
  const parsed = parseOutput(text);
  assert(parsed.kind === "array", `expected an array, received a ${parsed.kind}`);
  return parsed;
}

Deno.test("parseOutput() reads arrays as repr and str print them", () => {
  const expected = {
    kind: "array",
    values: [1, 2.5],
    tokens: ["1.", "2.5"],
    shape: [2],
    summarised: false,
  } as const;
  assertEquals<Parsed>(arrayIn("array([1. , 2.5])"), { ...expected } as unknown as Parsed);
  assertEquals<Parsed>(arrayIn("[1.  2.5]"), { ...expected } as unknown as Parsed);
  assertEquals(arrayIn("array([1. , 2.5], dtype=float32)").dtype, "float32");
  assertEquals(arrayIn("array([], shape=(0, 3), dtype=float32)").shape, [0, 3]);
  assertEquals(arrayIn("array(['a', 'b'], dtype='<U1')").values, ["a", "b"]);
  assertEquals(arrayIn("[b'a' b'\\xc3\\xa9']").values, ["a", "é"]);
  assertEquals(arrayIn("[[True]\n [False]]").shape, [2, 1]);
  assertEquals(arrayIn("[-inf nan  1.]").values, [-Infinity, NaN, 1]);
  assertEquals(arrayIn("[[1.]]").shape, [1, 1]);
});

Deno.test("parseOutput() marks arrays whose middle is left out", () => {
  const { values, shape, summarised } = arrayIn("[[0 1 ... 8 9]\n ...\n [2 3 ... 4 5]]");
  assertEquals([values, shape, summarised], [[0, 1, 8, 9, 2, 3, 4, 5], [2, 4], true]);
  assertEquals(arrayIn("array([0, ..., 9], shape=(1001,))").fullShape, [1001]);
  assertEquals(arrayIn("[... 9]").values, [9]);
});

Deno.test("parseOutput() reads tensors and variables with all they say", () => {
  const tensor = parseOutput("<tf.Tensor: id=62, shape=(), dtype=float32, numpy=24.381481>");
  assert(tensor.kind === "tensor");
  assertEquals([tensor.id, tensor.form, tensor.dtype], [62, "repr", "float32"]);
  assertEquals(tensor.array.values, [24.381481]);
  const str = parseOutput("tf.Tensor([1. 2.], shape=(2,), dtype=float32)");
  assert(str.kind === "tensor");
  assertEquals([str.id, str.form, str.shape], [undefined, "str", [2]]);
  const variable = parseOutput(
    "<tf.Variable 'a/b:0' shape=(1, 2) dtype=int32, numpy=array([[1, 2]], dtype=int32)>",
  );
  assert(variable.kind === "variable");
  assertEquals([variable.name, variable.shape, variable.dtype], ["a/b:0", [1, 2], "int32"]);
});

Deno.test("parseOutput() reads Python's values", () => {
  assertEquals<Parsed>(parseOutput("[(), (-1.5,), {'a': b\"b'\"}]"), {
    kind: "list",
    items: [
      { kind: "tuple", items: [] },
      { kind: "tuple", items: [{ kind: "number", value: -1.5, text: "-1.5" }] },
      {
        kind: "dict",
        entries: [[
          { kind: "string", value: "a", bytes: false },
          { kind: "string", value: "b'", bytes: true },
        ]],
      },
    ],
  });
  assertEquals<Parsed>(parseOutput(" numpy.ndarray\n"), { kind: "name", text: "numpy.ndarray" });
  assertEquals<Parsed>(parseOutput("None"), { kind: "name", text: "None" });
  assertEquals<Parsed>(parseOutput("'\\n\\u6a21\\x41\\\\'"), {
    kind: "string",
    value: "\n模A\\",
    bytes: false,
  });
  assertEquals(parseOutput("array({'a': 1}, dtype=object)").kind, "object");
});

Deno.test("parseOutput() throws a SyntaxError that says where and what when text is malformed", () => {
  const wrong: [text: string, message: string][] = [
    ["", "expected a value at position 0 (line 1), received the end of the text"],
    ["array([1, 2)", 'expected "," at position 11 (line 1), received ")"'],
    ["array([1\n 2])", 'expected "," at position 10 (line 2), received "2])"'],
    ["[1. 2.] x", "expected the end of the text at position 8"],
    ["(1)", 'expected "," at position 2'],
    ["[[1. 2.]\n [3.]]", "expected rows of equal shapes (2) before here"],
    ["<tf.Tensor: shape=(1.5,), dtype=x, numpy=1>", "expected a whole number in the place of 1.5"],
    ["<tf.Tensor: shape=(), dtype=float32>", 'expected "," at position 35'],
    ["<tf.Tensor: shape=(), dtype=float32, numpy=x>", "expected an array element at position 43"],
    ["{1, 2}", 'expected ":"'],
    ["2.0.0", "expected a value"],
    ["[1 'a', 2]", "expected an array element"],
    ["[".repeat(1e5), "expected at most 64 brackets in each other"],
  ];
  for (const [text, message] of wrong) assertThrows(() => parseOutput(text), SyntaxError, message);
});

/** Texts of all kinds, for damaging. */
const SAMPLES = [
  "array([[1. , 2.5],\n       [3. , 4. ]], dtype=float32)",
  "(<tf.Variable 'w:0' shape=(2,) dtype=float32, numpy=array([1., 2.], dtype=float32)>,\n a.b.C)",
  "<tf.Tensor: id=62, shape=(1, 2), dtype=float32, numpy=array([[1., ..., 2.]], dtype=float32)>",
  "tf.Tensor(\n[[1. 2.]\n [nan -inf]], shape=(2, 2), dtype=float32)",
  "{'x': [1, 2.5, None, True], \"it's\": (b'\\x00',), 3: array({}, dtype=object)}",
];

Deno.test("parseOutput() throws nothing but a SyntaxError when texts are damaged", () => {
  const pieces = [..."[](){}<>,.:=-'\"\\b01e \n", "...", "array(", "shape=", "dtype=", "numpy="];
  const damage = fc.record({
    at: fc.nat(200),
    length: fc.nat(5),
    piece: fc.constantFrom("", ...pieces),
  });
  const damaged = fc.tuple(fc.constantFrom(...SAMPLES), fc.array(damage, { maxLength: 5 }))
    .map(([text, cuts]) =>
      cuts.reduce((t, { at, length, piece }) => {
        const start = at % (t.length + 1);
        return t.slice(0, start) + piece + t.slice(start + length);
      }, text)
    );
  const soup = fc.array(fc.constantFrom(...pieces), { maxLength: 60 }).map((parts) =>
    parts.join("")
  );
  fc.assert(
    fc.property(fc.oneof(damaged, soup, fc.string()), (text) => {
      try {
        parseOutput(text);
      } catch (error) {
        assert(error instanceof SyntaxError, `${error}`);
      }
    }),
    { numRuns: 3000 },
  );
});

const shapes: fc.Arbitrary<number[]> = fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 4 });
const float32Arrays = shapes.chain((shape) => {
  const size = shape.reduce((product, dim) => product * dim, 1);
  return fc.float32Array({ minLength: size, maxLength: size })
    .map((data) => new NdArray(new Float32Array(data), shape, "float32"));
});

Deno.test("parseOutput() gives float32 arrays back when all their digits are printed", () => {
  fc.assert(fc.property(float32Arrays, (array) => {
    const text = withPrintOptions({ floatmode: "unique" }, () => array.repr);
    const again = parsedNdArray(arrayIn(text));
    assertEquals(again.dtype, "float32");
    assert(again.equals(array), `${text} became ${again.repr}`);
  }));
});

Deno.test("parseOutput() gives values back to 8 places when they are printed in few digits", () => {
  const small = fc.array(fc.float({ min: -1, max: 1, noNaN: true }), {
    minLength: 1,
    maxLength: 50,
  });
  fc.assert(fc.property(small, (values) => {
    const array = NdArray.from(values, "float32");
    arrayIn(array.repr).values.forEach((value, i) => {
      assert(
        Math.abs(Math.fround(Number(value)) - values[i]!) <= 1e-8,
        `${value} for ${values[i]}`,
      );
    });
  }));
});

Deno.test("parsedNdArray() puts visible values into the corners when an array is summarised", () => {
  const whole = NdArray.from(Array.from({ length: 1200 }, (_, i) => i), "int32");
  const corners = parsedNdArray(arrayIn(String(whole)), { shape: [1200], dtype: "int32" });
  assertEquals([corners.item(2), corners.item(3), corners.item(-3)], [2, 0, 1197]);
  assertEquals(corners.repr, whole.repr);
  assertThrows(
    () => parsedNdArray(arrayIn(String(whole))),
    TypeError,
    "expected the shape of the whole array of which (6,) is visible, received shape=undefined",
  );
  assertThrows(
    () => parsedNdArray(arrayIn("[1. 2.]"), { shape: [3] }),
    TypeError,
    "of which (2,) is visible, received shape=(3,)",
  );
});
