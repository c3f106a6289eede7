/** Data that the project does not hold: notebooks without theirs are not run, and say why. */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { BOOK_DATA, missingData } from "../../lib/notebook/book_data.ts";
import { checkExpectations } from "../../lib/notebook/read_expectations.ts";

const EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
const FILE = { file: "a.dat", sha256: EMPTY };

async function withFolder(run: (folder: string) => Promise<void>): Promise<void> {
  const before = Deno.env.get(BOOK_DATA);
  const folder = await Deno.makeTempDir();
  Deno.env.set(BOOK_DATA, folder);
  try {
    await run(folder);
  } finally {
    if (before === undefined) Deno.env.delete(BOOK_DATA);
    else Deno.env.set(BOOK_DATA, before);
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("a notebook that reads nothing can be run", async () => {
  assertEquals(await missingData([]), undefined);
});

Deno.test("data that are not there, or others, are named", async () => {
  await withFolder(async (folder) => {
    assertEquals(await missingData([FILE]), `${join(folder, "a.dat")} is not there`);
    await Deno.writeTextFile(join(folder, "a.dat"), "other");
    const why = (await missingData([FILE]))!;
    assertStringIncludes(why, "a.dat is another file: its SHA-256 is ");
    assertStringIncludes(why, `expected ${EMPTY}`);
    await Deno.writeTextFile(join(folder, "a.dat"), "");
    assertEquals(await missingData([FILE]), undefined);
    Deno.env.delete(BOOK_DATA);
    assertEquals(
      await missingData([FILE]),
      "set KERASAUR_BOOK_DATA to the book's folder of data, with a.dat",
    );
  });
});

Deno.test("expectations name their data, by a hash that is one", () => {
  const parse = (data: unknown) => checkExpectations("x", { data, cells: [] });
  assertEquals(parse([FILE]).data, [FILE]);
  assertEquals(parse(undefined).data, []);
  for (
    const data of [[{ ...FILE, sha256: "abc" }], [{ file: "a" }], "a", [{ ...FILE, url: "b" }]]
  ) {
    let message = "";
    try {
      parse(data);
    } catch (error) {
      message = (error as Error).message;
    }
    assert(message.startsWith("Expectations x"), message);
  }
});
