import { assertEquals } from "@std/assert";
import { join } from "node:path";
import { judge, NOTEBOOKS, prepareFolder } from "../scripts/jupyter_check/judge.ts";

const NAME = "4.3_deferred-init.ipynb";

Deno.test("judge() accepts the committed outputs, and says which cells lost or changed theirs", async () => {
  const folder = await Deno.makeTempDir();
  try {
    await prepareFolder(folder, [NAME]);
    const { cells, same, faults: lost } = await judge(folder, NAME);
    assertEquals([cells, same], [7, 1]);
    assertEquals(lost.length, 6);
    const committed = await Deno.readTextFile(join(NOTEBOOKS, NAME));
    await Deno.writeTextFile(join(folder, NAME), committed);
    assertEquals(await judge(folder, NAME), { cells: 7, same: 7, faults: [] });
    const changed = committed.replaceAll("(256,)", "(255,)");
    await Deno.writeTextFile(join(folder, NAME), changed);
    assertEquals((await judge(folder, NAME)).faults.map((it) => it.split(":")[0]), ["cell 4"]);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
