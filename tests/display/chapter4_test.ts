/**
 * Every output of chapter 4 goes through the parser and comes back unchanged.
 *
 * @module
 */
import { assertEquals, fail } from "@std/assert";
import type { NdDType } from "../../lib/display/nd_dtype.ts";
import { ObjectArray } from "../../lib/display/object_array.ts";
import { type Parsed, parseOutput } from "../../lib/display/parse.ts";
import { parsedNdArray } from "../../lib/display/parsed_ndarray.ts";
import { setTextProfile } from "../../lib/display/profile.ts";
import { reprSymbol } from "../../lib/display/protocol.ts";
import { dict, list, pretty, PyType, tuple } from "../../lib/display/python.ts";
import { tensorRepr, tensorStr, variableRepr } from "../../lib/display/tensor_text.ts";

type Variant = "ipynb" | "md";
interface Cell {
  section: string;
  cell: number;
  ipynb: string;
  md: string | null;
}

/** Outputs that are no values: text that the cell's code composes itself. */
const PLAIN: Record<string, string> = {
  "4.1[1]": "the version of TensorFlow",
  "4.2[1]": "the version of TensorFlow",
  "4.4[1]": "the version of TensorFlow",
  "4.5[1]": "the version of TensorFlow",
  "4.6[1]": "the version of TensorFlow and lists of devices, printed with words in Chinese",
  "4.6[3]": "device attributes in protocol buffers' text format",
};

/** Outputs of NumPy on Windows, whose default integer is int32. */
const WINDOWS = new Set(["4.4[6]"]);

/** Outputs that are not what was printed: the indents are damaged. */
const DAMAGED: Record<string, { variant: Variant; reason: string }> = {
  "4.2[6]": {
    variant: "md",
    reason: "40 lines of the first array start 4 columns too far left in the book's text",
  },
};

/** An object that prints as the given text. */
const printed = (text: string) => ({ [reprSymbol]: text });

/** The value that a parsed output stands for, as something that prints. */
function revive(parsed: Parsed): unknown {
  switch (parsed.kind) {
    case "array":
      return parsedNdArray(parsed);
    case "object":
      return new ObjectArray(revive(parsed.item));
    case "tensor":
    case "variable": {
      const array = parsedNdArray(parsed.array, {
        shape: parsed.shape,
        dtype: parsed.dtype as NdDType,
      });
      const description = { ...parsed, array };
      if (description.kind === "variable") return printed(variableRepr(description));
      return printed(description.form === "str" ? tensorStr(description) : tensorRepr(description));
    }
    case "list":
      return list(...parsed.items.map(revive));
    case "tuple":
      return tuple(...parsed.items.map(revive));
    case "dict":
      return dict(parsed.entries.map(([key, value]) => [revive(key), revive(value)] as const));
    case "name":
      return new PyType(parsed.text);
    default:
      return parsed.value;
  }
}

const unindented = (text: string) => text.replace(/^ +/gm, "");

const file = new URL("../goldens/display/chapter4_cells.json", import.meta.url);
const { cells } = JSON.parse(await Deno.readTextFile(file)) as { cells: Cell[] };

for (const { section, cell, ...texts } of cells) {
  const name = `${section}[${cell}]`;
  for (const variant of ["ipynb", "md"] as const) {
    const text = texts[variant]?.replace(/\n$/, "");
    if (text === undefined || name in PLAIN) continue;
    Deno.test(`parseOutput() and the printers give ${name} (${variant}) back unchanged`, () => {
      setTextProfile({ tensorflow: "2.0", platform: WINDOWS.has(name) ? "windows" : "linux" });
      try {
        const again = pretty(revive(parseOutput(text)));
        if (DAMAGED[name]?.variant !== variant) return assertEquals(again, text);
        if (again === text) fail(`${name} (${variant}) is listed as damaged, but is not`);
        assertEquals(unindented(again), unindented(text));
      } finally {
        setTextProfile({ platform: "linux" });
      }
    });
  }
}

Deno.test("the tables of exceptional outputs name cells that exist, when compared with the chapter", () => {
  const names = new Set(cells.map(({ section, cell }) => `${section}[${cell}]`));
  for (const name of [...Object.keys(PLAIN), ...WINDOWS, ...Object.keys(DAMAGED)]) {
    if (!names.has(name)) fail(`no cell ${name}`);
  }
  assertEquals(cells.length, 29);
});
