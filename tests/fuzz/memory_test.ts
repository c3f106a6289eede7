// deno-lint-ignore-file no-console -- holds a warning of the library
/**
 * A short run of the memory fuzzer (scripts/fuzz/memory.ts runs 100,000 steps).
 *
 * @module
 */
import { assert, assertEquals, assertMatch } from "@std/assert";
import * as tf from "kerasaur";
import { Api } from "../../scripts/fuzz/api.ts";
import { runMemory } from "../../scripts/fuzz/memory_run.ts";

Deno.test("values stay what they are while runs reuse memory", () => {
  const { warn } = console;
  // Functions are traced for many shapes, of which the library warns.
  console.warn = (text: string) => assertMatch(text, /was traced 6 times/);
  try {
    const { checks, faults } = runMemory(new Api({ ...tf }), 2000, 1);
    assertEquals(faults.slice(0, 3), []);
    assert(checks > 500, `${checks} checks`);
  } finally {
    console.warn = warn;
  }
});
