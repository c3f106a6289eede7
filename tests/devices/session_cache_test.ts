import { assertEquals, assertThrows } from "@std/assert";
import { getSessionCache, setSessionCache } from "../../lib/engine/plan/session_limits.ts";
import type { Program } from "../../lib/tensor/backend.ts";
import { type Cached, ProgramCache } from "../../lib/tensor/program_cache.ts";

/** Runs with limits and puts back those before. */
function withLimits(limits: { sessions?: number; bytes?: number }, run: () => void): void {
  const before = getSessionCache();
  setSessionCache(limits);
  try {
    run();
  } finally {
    setSessionCache(before);
  }
}

/** A cache that notes what it released. */
function noting() {
  const released: string[] = [];
  const cache = new ProgramCache();
  const entries = new Map<string, Cached>();
  const entryOf = (key: string) => {
    const entry = entries.get(key) ?? { program: undefined, lastUsed: 0 };
    entries.set(key, entry);
    return entry;
  };
  const program = (key: string, bytes: number, run = () => {}): Program => ({
    bytes,
    run,
    release: () => released.push(key),
  });
  const get = (key: string, bytes = 1) => cache.get(entryOf(key), () => program(key, bytes));
  const run = (key: string, inside: () => void) =>
    cache.run(entryOf(key), () => program(key, 1, inside), [], []);
  return { cache, get, run, released, drop: (key: string) => cache.drop(entryOf(key)) };
}

Deno.test("ProgramCache releases what was not used for longest when there are too many", () => {
  withLimits({ sessions: 2 }, () => {
    const { cache, get, released } = noting();
    get("a");
    get("b");
    get("a");
    get("c");
    assertEquals([released, cache.size], [["b"], 2]);
    get("b");
    assertEquals(released, ["b", "a"], "one that was released is compiled again");
  });
});

Deno.test("ProgramCache releases as many as a large one needs, but never the latest", () => {
  withLimits({ bytes: 10 }, () => {
    const { cache, get, released } = noting();
    get("a", 4);
    get("b", 4);
    get("c", 9);
    assertEquals([released, cache.bytes], [["a", "b"], 9]);
    get("d", 100);
    assertEquals([released, cache.size, cache.bytes], [["a", "b", "c"], 1, 100]);
  });
});

Deno.test("ProgramCache never releases a program that runs, as a branch in its step does", () => {
  withLimits({ sessions: 1 }, () => {
    const { cache, get, run, released } = noting();
    run("step", () => {
      get("branch");
      get("other");
      assertEquals(released, ["branch"]);
    });
    get("last");
    assertEquals(released, ["branch", "step", "other"]);
    assertEquals(cache.size, 1);
  });
});

Deno.test("ProgramCache forgets that a program runs when it throws", () => {
  withLimits({ sessions: 1 }, () => {
    const { get, run, released } = noting();
    assertThrows(
      () =>
        run("bad", () => {
          throw new RangeError("expected");
        }),
      RangeError,
      "expected",
    );
    get("next");
    assertEquals(released, ["bad"]);
  });
});

Deno.test("ProgramCache releases what is dropped, once", () => {
  const { cache, get, drop, released } = noting();
  get("a", 5);
  drop("a");
  drop("a");
  assertEquals([released, cache.size, cache.bytes], [["a"], 0, 0]);
});

Deno.test("setSessionCache() refuses limits that are not positive", () => {
  assertThrows(
    () => setSessionCache({ sessions: 0 }),
    RangeError,
    "tf.config.setSessionCache: expected sessions to be a whole number >= 1, received sessions=0",
  );
  assertThrows(() => setSessionCache({ bytes: -1 }), RangeError, "received bytes=-1");
});
