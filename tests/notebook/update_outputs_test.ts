import { assertEquals } from "@std/assert";
import { parseNotebook } from "../../lib/notebook/ipynb.ts";
import type { Output } from "../../lib/notebook/outputs.ts";
import type { CellRun } from "../../lib/notebook/run_notebook.ts";
import { updatedText, updateOutputs } from "../../lib/notebook/update_outputs.ts";

/** A run of a cell that printed something. */
function run(id: string, executionCount: number, text: string): CellRun {
  const outputs: Output[] = text === "" ? [] : [{ output_type: "stream", name: "stdout", text }];
  return {
    id,
    number: 1,
    source: "",
    status: "ok",
    outputs,
    executionCount,
    durationMs: 0,
    probes: new Map(),
  };
}

/** A notebook that JSON.parse and JSON.stringify would change in many places. */
const TEXT = `{
   "zebra": 1.0, "long": 12345678901234567890, "small": 1e-400, "e": 1E5,
   "nbformat_minor": 5,
   "nbformat": 4,
   "metadata": { "kernelspec": {"name": "deno"}, "a\\u0041": [1.0,2.50,-0.0 , {}], "2": 0, "1": 0 },
   "cells": [
      {"cell_type": "markdown", "id": "m", "source": "\\u00fc \\/ \\"x\\"", "metadata": {}, "outputs": 7},
      {
         "source": ["1"],
         "outputs": [],
         "id": "a",   "metadata": {"score": 10.0},
         "execution_count": null,
         "cell_type": "code"
      },
      {"id":"b","cell_type":"code","source":"","metadata":{},"outputs":[{"x":1.0}],"execution_count":2},
      {
         "id": "c",
         "cell_type": "code",
         "metadata": {},
         "source": ""
      }
   ]
}`;

const FIRST = `[
            {
               "name": "stdout",
               "output_type": "stream",
               "text": [
                  "hi\\n"
               ]
            }
         ]`;

const EXPECTED = TEXT
  .replace('"outputs": [],', `"outputs": ${FIRST},`)
  .replace('"execution_count": null', '"execution_count": 1')
  .replace(
    '"outputs":[{"x":1.0}],"execution_count":2',
    '"outputs":[{"name":"stdout","output_type":"stream","text":["b"]}],"execution_count":5',
  )
  .replace(
    '"source": ""\n      }\n   ]',
    '"source": "",\n         "outputs": [],\n         "execution_count": 6\n      }\n   ]',
  );

const RUNS = [run("a", 1, "hi\n"), run("b", 5, "b"), run("c", 6, "")];

for (
  const [name, change] of [
    ["line feeds", (text: string) => text],
    ["carriage returns", (text: string) => text.replaceAll("\n", "\r\n")],
    ["a byte order mark", (text: string) => `\uFEFF${text}`],
    ["a line break at the end", (text: string) => `${text}\n`],
    ["tabs", (text: string) => text.replaceAll("   ", "\t")],
    ["Jupyter's indents", (text: string) => text.replaceAll("   ", " ")],
    ["both", (text: string) => `\uFEFF${text.replaceAll("\n", "\r\n")}\r\n`],
  ] as const
) {
  Deno.test(`updateOutputs() changes nothing but outputs: ${name}`, () => {
    const notebook = parseNotebook("x.ipynb", change(TEXT));
    assertEquals(updatedText(notebook, RUNS), change(EXPECTED));
    // Written once more, nothing changes.
    const again = parseNotebook("x.ipynb", change(EXPECTED));
    assertEquals(updatedText(again, RUNS), change(EXPECTED));
  });
}

Deno.test("updateOutputs() leaves a file alone that would not change", async () => {
  const path = await Deno.makeTempFile();
  await Deno.writeTextFile(path, EXPECTED);
  await Deno.utime(path, 1, 1);
  updateOutputs(parseNotebook(path, EXPECTED), RUNS);
  assertEquals((await Deno.stat(path)).mtime, new Date(1000));
  updateOutputs(parseNotebook(path, EXPECTED), [run("a", 9, "hi\n")]);
  assertEquals(
    await Deno.readTextFile(path),
    EXPECTED.replace('"execution_count": 1', '"execution_count": 9'),
  );
  await Deno.remove(path);
});
