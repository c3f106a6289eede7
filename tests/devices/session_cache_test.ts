import { assertEquals, assertThrows } from "@std/assert";
import {
  getSessionCache,
  SessionCache,
  setSessionCache,
} from "../../lib/engine/plan/session_limits.ts";

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
  const cache = new SessionCache<{ key: string; bytes: number; release(): void }>();
  const get = (key: string, bytes = 1) =>
    cache.get(key, () => ({ key, bytes, release: () => released.push(key) }));
  return { cache, get, released };
}

Deno.test("SessionCache releases what was not used for longest when there are too many", () => {
  withLimits({ sessions: 2 }, () => {
    const { cache, get, released } = noting();
    get("a");
    get("b");
    get("a");
    get("c");
    assertEquals([released, cache.size], [["b"], 2]);
  });
});

Deno.test("SessionCache releases as many as a large one needs, but never the one in use", () => {
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

Deno.test("setSessionCache() refuses limits that are not positive", () => {
  assertThrows(
    () => setSessionCache({ sessions: 0 }),
    RangeError,
    "tf.config.setSessionCache: expected sessions to be a whole number >= 1, received sessions=0",
  );
  assertThrows(() => setSessionCache({ bytes: -1 }), RangeError, "received bytes=-1");
});
