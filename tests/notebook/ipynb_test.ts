import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import {
  codeCells,
  parseNotebook,
  readNotebook,
  storedOutputs,
  writeNotebook,
} from "../../lib/notebook/ipynb.ts";

/** The text of a notebook with changes to its top level. */
function notebook(changes: Record<string, unknown> = {}): string {
  return JSON.stringify({
    cells: [{ cell_type: "code", id: "a", metadata: {}, source: "1", outputs: [] }],
    metadata: { kernelspec: { name: "deno" } },
    nbformat: 4,
    nbformat_minor: 5,
    ...changes,
  });
}

Deno.test("parseNotebook() gives ids to cells that have none", () => {
  const cells = [{ cell_type: "code", metadata: {}, source: ["a\n", "b"], outputs: [] }];
  const read = parseNotebook("x.ipynb", notebook({ cells }));
  assertEquals(codeCells(read.content).map(({ id }) => id), ["cell-0"]);
});

Deno.test("readNotebook() reads a file with a byte order mark", async () => {
  const path = await Deno.makeTempFile({ suffix: ".ipynb" });
  await Deno.writeTextFile(path, `\uFEFF${notebook()}`);
  const read = await readNotebook(path);
  assertEquals([read.text, read.content.cells.length], [`\uFEFF${notebook()}`, 1]);
  await Deno.remove(path);
});

Deno.test("readNotebook() rejects a file that is missing", async () => {
  await assertRejects(
    () => readNotebook("/no/such.ipynb"),
    Deno.errors.NotFound,
    'Notebook: expected a file, received path="/no/such.ipynb"',
  );
});

Deno.test("parseNotebook() refuses what is no notebook for Deno's kernel", () => {
  const refused: [
    text: string,
    error: ErrorConstructor,
    message: string,
  ][] = [
    ["{ bad", SyntaxError, "Notebook x.ipynb: expected JSON, received"],
    ["[]", TypeError, "expected a notebook with cells and metadata, received []"],
    ['{"a":1}', TypeError, "expected a notebook with cells and metadata, received {a}"],
    [
      '{"metadata":{},"nbformat":3,"nbformat_minor":0,"worksheets":[{"cells":[]}]}',
      TypeError,
      "Notebook x.ipynb: expected nbformat 4, received nbformat=3; convert it with jupyter nbconvert --to notebook --nbformat 4",
    ],
    [notebook({ nbformat: 5 }), TypeError, "expected nbformat 4, received nbformat=5"],
    [notebook({ nbformat: "4" }), TypeError, 'expected nbformat 4, received nbformat="4"'],
    [
      notebook({ metadata: { kernelspec: { name: "python3" } } }),
      RangeError,
      'expected a notebook for the kernel "deno", received kernelspec="python3"',
    ],
    [notebook({ metadata: {} }), RangeError, "received kernelspec=null"],
    [
      notebook({ cells: [{ cell_type: "markdown", id: "m", metadata: {}, source: "x" }] }),
      RangeError,
      "expected at least one code cell, received 1 cells of other kinds",
    ],
    [
      notebook({ cells: [{ cell_type: "code", source: 5 }] }),
      TypeError,
      "expected cells[0] to have a cell_type and a source",
    ],
    [
      notebook({ cells: [{ cell_type: "code", id: 7, source: "" }] }),
      TypeError,
      "expected cells[0].id to be a string, received id=7",
    ],
    [
      notebook({ cells: ["a", "a"].map((id) => ({ cell_type: "code", id, source: "" })) }),
      TypeError,
      'expected a different id for each cell, received "a" twice',
    ],
  ];
  for (const [text, error, message] of refused) {
    assertThrows(() => parseNotebook("x.ipynb", text), error, message);
  }
});

Deno.test("storedOutputs() writes outputs as Jupyter does", () => {
  const stored = storedOutputs([
    { output_type: "stream", name: "stdout", text: "a\nb\n" },
    {
      output_type: "execute_result",
      metadata: {},
      execution_count: 3,
      data: { "text/plain": "x\ny", "application/json": { b: 1 } },
    },
  ]);
  assertEquals(
    JSON.stringify(stored),
    '[{"name":"stdout","output_type":"stream","text":["a\\n","b\\n"]},' +
      '{"data":{"application/json":{"b":1},"text/plain":["x\\n","y"]},"execution_count":3,' +
      '"metadata":{},"output_type":"execute_result"}]',
  );
});

Deno.test("writeNotebook() leaves the old file whole when it fails", async () => {
  const folder = await Deno.makeTempDir();
  try {
    await Deno.mkdir(`${folder}/taken.ipynb`);
    const read = parseNotebook(`${folder}/taken.ipynb`, notebook());
    assertThrows(
      () => writeNotebook(read),
      TypeError,
      `Notebook ${folder}/taken.ipynb: expected the path of a plain file, received that of a folder`,
    );
    assertEquals([...Deno.readDirSync(folder)].map(({ name }) => name), ["taken.ipynb"]);
    writeNotebook({ ...read, path: `${folder}/new.ipynb` });
    assertEquals(await Deno.readTextFile(`${folder}/new.ipynb`), read.text);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
