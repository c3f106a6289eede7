/**
 * A short run of the memory fuzzer (scripts/fuzz/memory.ts runs 100,000 steps).
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import * as tf from "kerasaur";
import { Api } from "../../scripts/fuzz/api.ts";
import { runMemory } from "../../scripts/fuzz/memory_run.ts";

Deno.test("values stay what they are while runs reuse memory", () => {
  const { checks, faults } = runMemory(new Api({ ...tf }), 2000, 1);
  assertEquals(faults.slice(0, 3), []);
  assert(checks > 500, `${checks} checks`);
});
