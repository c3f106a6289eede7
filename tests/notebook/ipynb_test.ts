import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import { fileURLToPath } from "node:url";
import {
  codeCells,
  notebookText,
  parseNotebook,
  readNotebook,
  storedOutputs,
  writeNotebook,
} from "../../lib/notebook/ipynb.ts";

const SMALL = fileURLToPath(new URL("../goldens/notebook/small.ipynb", import.meta.url));

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

Deno.test("readNotebook() keeps every byte of a file that is written back", async () => {
  const text = await Deno.readTextFile(SMALL);
  assertEquals(notebookText(await readNotebook(SMALL)), text);
  for (const indent of [" ", "  ", "\t"]) {
    for (const end of ["", "\n"]) {
      const other = JSON.stringify(JSON.parse(text), null, indent) + end;
      assertEquals(notebookText(parseNotebook("x.ipynb", other)), other);
    }
  }
});

Deno.test("parseNotebook() gives ids to cells that have none, and does not write them", () => {
  const cells = [{ cell_type: "code", metadata: {}, source: ["a\n", "b"], outputs: [] }];
  const text = `${JSON.stringify(JSON.parse(notebook({ cells })), null, 1)}\n`;
  const read = parseNotebook("x.ipynb", text);
  assertEquals(codeCells(read.content).map(({ id }) => id), ["cell-0"]);
  assertEquals(notebookText(read), text);
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
    [notebook({ nbformat: 3 }), TypeError, "expected nbformat 4, received nbformat=3"],
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
    await assertRejects(() => writeNotebook(read), Error, "taken.ipynb");
    assertEquals([...Deno.readDirSync(folder)].map(({ name }) => name), ["taken.ipynb"]);
    await writeNotebook({ ...read, path: `${folder}/new.ipynb` });
    assertEquals(await Deno.readTextFile(`${folder}/new.ipynb`), notebookText(read));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
