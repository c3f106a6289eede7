import { assert, assertEquals } from "@std/assert";
import { withPrintOptions } from "../../lib/display/print_options.ts";
import { getTextProfile, setTextProfile } from "../../lib/display/profile.ts";
import { goldenArray, type NumpyCase, readGolden } from "./goldens.ts";

/** Prints all arrays of a golden and lists those whose text differs. */
async function differences(name: string): Promise<{ count: number; wrong: unknown[] }> {
  const { cases } = await readGolden<{ cases: NumpyCase[] }>(name);
  const wrong: unknown[] = [];
  cases.forEach((golden, index) => {
    const array = goldenArray(golden);
    const text = withPrintOptions(
      golden.options ?? {},
      () => ({ repr: array.repr, str: String(array) }),
    );
    for (const key of ["repr", "str"] as const) {
      if (text[key] === golden[key]) continue;
      const { dtype, shape, options } = golden;
      const expected = golden[key].split("\n");
      const lines = text[key].split("\n");
      const line = lines.findIndex((written, i) => written !== expected[i]);
      wrong.push([index, dtype, shape, options, lines.length, lines[line], expected[line]]);
    }
  });
  return { count: cases.length, wrong };
}

Deno.test("arrayRepr() and arrayStr() print what NumPy 1.26 prints when given its arrays", async () => {
  const { count, wrong } = await differences("numpy_text.json.gz");
  assertEquals(wrong.slice(0, 5), []);
  assertEquals(wrong.length, 0);
  assert(count >= 2000, `expected 2,000 arrays, received ${count}`);
});

Deno.test("arrayRepr() and arrayStr() print what NumPy 2 prints when the profile says so", async () => {
  const before = getTextProfile();
  setTextProfile({ numpy: "2" });
  try {
    const { count, wrong } = await differences("numpy2_text.json.gz");
    assertEquals(wrong.slice(0, 5), []);
    assertEquals([count, wrong.length], [400, 0]);
  } finally {
    setTextProfile(before);
  }
});

Deno.test("arrayRepr() and arrayStr() print narrow, unsigned and complex numbers as NumPy 1.26 does", async () => {
  const { count, wrong } = await differences("dtypes_text.json.gz");
  assertEquals(wrong.slice(0, 5), []);
  assertEquals([count, wrong.length], [400, 0]);
});

Deno.test("arrayRepr() and arrayStr() print narrow, unsigned and complex numbers as NumPy 2 does", async () => {
  const before = getTextProfile();
  setTextProfile({ numpy: "2" });
  try {
    const { count, wrong } = await differences("dtypes2_text.json.gz");
    assertEquals(wrong.slice(0, 5), []);
    assertEquals([count, wrong.length], [400, 0]);
  } finally {
    setTextProfile(before);
  }
});
