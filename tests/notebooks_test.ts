import { assert } from "@std/assert";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { codeCells, readNotebook } from "../lib/notebook/ipynb.ts";
import { reproduce } from "../lib/notebook/reproduce.ts";
import type { CellVerdict } from "../lib/notebook/verdicts.ts";
import { listNotebooks, missingDataOf } from "../scripts/reproduce.ts";

const FOLDER = fileURLToPath(new URL("../notebooks", import.meta.url));

/** Why a cell fails, a line for each claim. */
function failures({ claims }: CellVerdict): string {
  return claims.filter(({ judgement }) => judgement === "fails")
    .map(({ claim, part, why }) => `${claim} ${part}: ${why}`).join("\n");
}

for (const path of listNotebooks(FOLDER)) {
  const missing = await missingDataOf(path);
  Deno.test({
    name: `notebook ${basename(path)} reproduces its chapter${
      missing === undefined ? "" : ` (not run: ${missing})`
    }`,
    ignore: missing !== undefined,
    async fn(t) {
      const verdict = await reproduce(path);
      for (const cell of verdict.cells) {
        await t.step(`[${cell.number}] ${cell.cell}`, () => assert(cell.holds, failures(cell)));
      }
      assert(verdict.cells.length > 0, "the notebook has no cells");
    },
  });
}

Deno.test("every notebook is committed with its outputs", async () => {
  for (const path of listNotebooks(FOLDER)) {
    const { content } = await readNotebook(path);
    const bare = codeCells(content).filter((it) => it.execution_count === null);
    assert(bare.length === 0, `${basename(path)}: ${bare.map(({ id }) => id)} never ran`);
  }
});
