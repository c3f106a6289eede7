import { assert, assertEquals } from "@std/assert";
import { NdArray, type NestedElements } from "../../lib/display/ndarray.ts";
import { reprSymbol } from "../../lib/display/protocol.ts";
import { dict, float, list, pretty, PyType, repr, str, tuple } from "../../lib/display/python.ts";
import { readGolden } from "./goldens.ts";

type Description = [kind: string, content: unknown];
interface Case {
  value: Description;
  pretty: string;
  repr: string;
  str: string;
}

/** The value that a golden describes. */
function build([kind, content]: Description): unknown {
  const items = content as Description[];
  switch (kind) {
    case "list":
      return list(...items.map(build));
    case "tuple":
      return tuple(...items.map(build));
    case "dict":
      return dict(
        (content as [Description, Description][]).map((pair) =>
          [build(pair[0]), build(pair[1])] as const
        ),
      );
    case "array":
      return NdArray.from(content as NestedElements, "float32");
    case "object":
      return { [reprSymbol]: () => content as string };
    case "type":
      return new PyType(content as string);
    default:
      return kind === "float" ? float(content) : content;
  }
}

Deno.test("pretty(), repr() and str() print nested values when IPython and Python do", async () => {
  const { cases } = await readGolden<{ cases: Case[] }>("ipython_text.json.gz");
  assert(cases.length >= 150);
  cases.forEach((golden, index) => {
    const value = build(golden.value);
    assertEquals(pretty(value), golden.pretty, `pretty of case ${index}`);
    assertEquals(repr(value), golden.repr, `repr of case ${index}`);
    assertEquals(str(value), golden.str, `str of case ${index}`);
  });
});
