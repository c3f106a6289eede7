import { assertEquals } from "@std/assert";
import { killDuringSave } from "./kill.ts";
import { seeded } from "./mutations.ts";

Deno.test("a program that is killed while it saves leaves whole files", async () => {
  const { kills, read, torn } = await killDuringSave(4, seeded(7));
  assertEquals([kills, read, torn], [4, 12, []]);
});
