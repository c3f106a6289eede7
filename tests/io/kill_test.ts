import { assertEquals } from "@std/assert";
import { killDuringSave } from "./kill.ts";
import { seeded } from "./mutations.ts";

Deno.test("a program that is killed while it saves leaves whole files, and the next save clears up", async () => {
  const { kills, read, torn, left } = await killDuringSave(4, seeded(7));
  assertEquals([kills, read, torn, left], [4, 12, [], []]);
});
