import { assert, assertEquals, assertStrictEquals, assertThrows } from "@std/assert";
import { displayable } from "../../lib/display/inspect.ts";
import { Complex, NdArray } from "../../lib/display/ndarray.ts";
import { ObjectArray } from "../../lib/display/object_array.ts";
import { reprSymbol, typeNameSymbol } from "../../lib/display/protocol.ts";
import {
  dict,
  float,
  list,
  pretty,
  print,
  PyList,
  repr,
  str,
  tuple,
  type,
} from "../../lib/display/python.ts";

/** What a notebook shows of a value. */
function shown(value: unknown): Promise<Record<string, string>> {
  return (value as Record<symbol, () => Promise<Record<string, string>>>)[
    Symbol.for("Jupyter.display")
  ]!();
}

/** What `fn` writes to the console. */
function printed(fn: () => void): string[] {
  const lines: string[] = [];
  const output = console;
  const { log } = output;
  output.log = (...values: unknown[]) => void lines.push(values.join(" "));
  try {
    fn();
  } finally {
    output.log = log;
  }
  return lines;
}

class Dense {
  get [typeNameSymbol](): string {
    return "tensorflow.python.keras.layers.core.Dense";
  }
}
class Own {}

Deno.test("repr() prints JavaScript's values as Python's", () => {
  const values: [unknown, string][] = [
    [1, "1"],
    [-0, "-0.0"],
    [1.5, "1.5"],
    [1e-7, "1e-07"],
    [1e16, "1e+16"],
    [2 ** 53, "9007199254740992.0"],
    [NaN, "nan"],
    [-Infinity, "-inf"],
    [12n, "12"],
    [true, "True"],
    [null, "None"],
    [undefined, "None"],
    ["it's", `"it's"`],
    ["both ' and \"", `'both \\' and "'`],
    [[1, [2]], "[1, [2]]"],
    [{ a: [] }, "{'a': []}"],
    [new Map([[1, "x"]]), "{1: 'x'}"],
    [new Set([1]), "{1}"],
    [new Set(), "set()"],
    [Own, "<class '__main__.Own'>"],
    [new Own(), "<__main__.Own object>"],
    [new Dense(), "<tensorflow.python.keras.layers.core.Dense object>"],
    [Math.max, "<function max>"],
    [{ [reprSymbol]: "<x>" }, "<x>"],
  ];
  for (const [value, text] of values) assertEquals(repr(value), text);
});

Deno.test("str() leaves the quotes of text and the name of arrays out", () => {
  assertEquals(str("it's"), "it's");
  assertEquals(str(NdArray.from([1, 2])), "[1. 2.]");
  assertEquals(str(list("a", NdArray.from([1, 2]))), "['a', array([1., 2.])]");
  assertEquals(str(type("a")), "<class 'str'>");
});

Deno.test("repr() and pretty() hint at containers that contain themselves", () => {
  const items: unknown[] = [1];
  items.push(items, { items });
  assertEquals(repr(items), "[1, [...], {'items': [...]}]");
  assertEquals(pretty(items), "[1, [...], {'items': [...]}]");
});

Deno.test("type() names the Python classes of values", () => {
  const names: [unknown, string][] = [
    [1, "int"],
    [1n, "int"],
    [0.5, "float"],
    [float(1), "float"],
    [new Complex(1, 2), "complex"],
    ["a", "str"],
    [false, "bool"],
    [null, "NoneType"],
    [undefined, "NoneType"],
    [[], "list"],
    [list(), "list"],
    [tuple(), "tuple"],
    [dict([]), "dict"],
    [{}, "dict"],
    [new Set(), "set"],
    [NdArray.from([1]), "numpy.ndarray"],
    [new ObjectArray(1), "numpy.ndarray"],
    [print, "function"],
    [Own, "type"],
    [type(1), "type"],
    [new Own(), "__main__.Own"],
    [new Dense(), "tensorflow.python.keras.layers.core.Dense"],
  ];
  for (const [value, name] of names) {
    assertEquals(type(value).className, name);
    assertEquals(String(type(value)), `<class '${name}'>`);
    assertEquals(Deno.inspect(type(value)), `<class '${name}'>`);
  }
});

Deno.test("list(), tuple() and dict() behave as arrays and maps that print as Python's", async () => {
  const numbers = list(3);
  numbers.push(4);
  assert(Array.isArray(numbers) && numbers instanceof PyList);
  assertEquals([...numbers.map((x) => x * 2)], [6, 8]);
  assertEquals(Deno.inspect(numbers), "[3, 4]");
  assertEquals(await shown(numbers), { "text/plain": "[3, 4]" });

  const pair = tuple(1, "a");
  assertEquals([pair[0], pair[1], pair.length], [1, "a", 2]);
  assertEquals(`${pair}`, "(1, 'a')");
  assertEquals(Deno.inspect(tuple(1)), "(1,)");
  assertThrows(() => (pair as unknown as unknown[]).push(2), TypeError);

  const table = dict({ x: 1, y: null });
  assertEquals([table.get("x"), table.size], [1, 2]);
  assertEquals(`${table}`, "{'x': 1, 'y': None}");
  assertEquals(await shown(dict([[1, [2]]])), { "text/plain": "{1: [2]}" });
});

Deno.test("float() prints a point where the number has none, and calculates as a number", () => {
  assertEquals(`${float(1)}`, "1.0");
  assertEquals(Number(float(NdArray.from([2.5]))) + 1, 3.5);
  assertEquals(repr(list(float(3), float(0.1))), "[3.0, 0.1]");
});

Deno.test("print() writes the str of its values in one line", () => {
  const lines = printed(() => {
    print("a", 1, list("b"), NdArray.from([1, 2]), null);
    print();
    print("100%s", "x");
  });
  assertEquals(lines, ["a 1 ['b'] [1. 2.] None", "", "100%s x"]);
});

Deno.test("ObjectArray prints the value that it holds", () => {
  assertEquals(new ObjectArray(dict({ a: 1 })).repr, "array({'a': 1}, dtype=object)");
  assertEquals(new ObjectArray([1]).repr, "array(list([1]), dtype=object)");
  const long = new ObjectArray("x".repeat(80));
  assertEquals(long.repr, `array('${"x".repeat(80)}',\n      dtype=object)`);
  assertEquals(String(long), "x".repeat(80));
  const items = [1];
  assertStrictEquals(new ObjectArray(items).item(), items);
});
Deno.test("displayable() attaches the texts to objects that are functions, too", async () => {
  class Layer {}
  displayable(Layer.prototype, {
    repr: () => "<Layer>",
    str: () => "layer",
    html: () => Promise.resolve("<b>Layer</b>"),
  });
  const callable = Object.setPrototypeOf(() => 0, Layer.prototype);
  for (const layer of [new Layer(), callable]) {
    assertEquals(Deno.inspect(layer), "layer");
    assertEquals([repr(layer), str(layer), repr(list(layer))], ["<Layer>", "layer", "[<Layer>]"]);
    assertEquals(await shown(layer), { "text/plain": "<Layer>", "text/html": "<b>Layer</b>" });
  }
  assertEquals(Object.keys(new Layer()), []);
});

Deno.test("displayable() leaves HTML out of a notebook when there is none", async () => {
  const value = displayable({ n: 1 }, { repr: ({ n }) => `<${n}>`, html: () => undefined });
  assertEquals(await shown(value), { "text/plain": "<1>" });
});
