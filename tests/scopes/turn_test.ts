import { assertEquals } from "@std/assert";
import { enterTurn, makeTurns, onNewTurn } from "../../lib/scopes/turn.ts";
import { interrupt } from "../support/interrupt.ts";

const aTurn = () => new Promise((resolve) => setTimeout(resolve, 0));

Deno.test("onNewTurn() runs its functions in order, once a turn in which a scope was entered", async () => {
  const { onNewTurn, enterTurn } = makeTurns();
  const log: string[] = [];
  onNewTurn(() => log.push("a"));
  onNewTurn(() => log.push("b"));
  await aTurn();
  assertEquals(log, []);
  enterTurn();
  enterTurn();
  await null;
  assertEquals(log, ["a", "b"]);
  enterTurn();
  await null;
  assertEquals(log, ["a", "b", "a", "b"]);
});

Deno.test("onNewTurn() never runs a function while the code that entered is running", async () => {
  const { onNewTurn, enterTurn } = makeTurns();
  let [depth, resets] = [0, 0];
  onNewTurn(() => {
    assertEquals(depth, 0);
    resets++;
  });
  const scope = (inner: () => void) => {
    enterTurn();
    depth++;
    inner();
    depth--;
  };
  for (let i = 0; i < 5_000; i++) scope(() => scope(() => assertEquals(resets, 0)));
  await null;
  const inOneTurn = resets;
  assertEquals(inOneTurn > 0 && inOneTurn < 20, true, `${inOneTurn} resets of 10,000 scopes`);
  for (let i = 0; i < 10; i++) {
    scope(() => {});
    await null;
  }
  assertEquals(resets, inOneTurn + 10);
});

Deno.test("enterTurn() has one thing at most scheduled on the event loop in a chain of promises", async () => {
  const scheduled: (() => void)[] = [];
  const { onNewTurn, enterTurn } = makeTurns((run) => scheduled.push(run));
  let resets = 0;
  onNewTurn(() => resets++);
  for (let i = 0; i < 100; i++) {
    enterTurn();
    await null;
  }
  assertEquals([scheduled.length, resets], [1, 100]);
  scheduled[0]!();
  enterTurn();
  assertEquals([scheduled.length, resets], [2, 101]);
  await null;
});

Deno.test("onNewTurn() runs from the event loop where the microtask was thrown away", () => {
  const original = globalThis.queueMicrotask;
  const scheduled: (() => void)[] = [];
  const { onNewTurn, enterTurn } = makeTurns((run) => scheduled.push(run));
  let resets = 0;
  onNewTurn(() => resets++);
  globalThis.queueMicrotask = () => {};
  try {
    enterTurn();
    assertEquals([scheduled.length, resets], [1, 0]);
    scheduled[0]!();
    assertEquals(resets, 1);
    enterTurn();
    assertEquals(scheduled.length, 2);
  } finally {
    globalThis.queueMicrotask = original;
  }
});

Deno.test("enterTurn() announces a turn again when both announcements were lost", async () => {
  const original = globalThis.queueMicrotask;
  const { onNewTurn, enterTurn } = makeTurns(() => {});
  let resets = 0;
  onNewTurn(() => resets++);
  globalThis.queueMicrotask = () => {};
  try {
    enterTurn();
  } finally {
    globalThis.queueMicrotask = original;
  }
  for (let i = 0; i < 2_000; i++) enterTurn();
  await null;
  assertEquals(resets > 0, true);
});

Deno.test("enterTurn() of the library leaves no timer behind outside of notebooks", () => {
  // The test runner's sanitizers see one that is still there at the end.
  onNewTurn(() => {});
  const original = globalThis.setTimeout;
  let timers = 0;
  globalThis.setTimeout = ((...args: Parameters<typeof original>) => {
    timers++;
    return original(...args);
  }) as typeof original;
  try {
    enterTurn();
  } finally {
    globalThis.setTimeout = original;
  }
  assertEquals(timers, 0);
});

Deno.test("onNewTurn() runs before later turns when V8 ended the script that entered", async () => {
  const { onNewTurn, enterTurn } = makeTurns();
  let [depth, finals] = [0, 0];
  onNewTurn(() => depth = 0);
  const scope = (inner: () => void) => {
    enterTurn();
    depth++;
    try {
      inner();
    } finally {
      finals++;
      depth--;
    }
  };
  for (let i = 0; i < 5; i++) {
    interrupt(() =>
      scope(() =>
        scope(() => {
          for (;;);
        })
      )
    );
    assertEquals([depth, finals], [2, 0]);
    await null;
    assertEquals(depth, 0);
  }
});

Deno.test("withinTurn() keeps scopes open where microtasks run early, and they close afterwards", async () => {
  const { onNewTurn, enterTurn, withinTurn } = makeTurns();
  let resets = 0;
  onNewTurn(() => resets++);
  enterTurn();
  const early = { run: () => {} };
  const original = globalThis.queueMicrotask;
  globalThis.queueMicrotask = (run) => early.run = run;
  try {
    enterTurn();
    for (let i = 0; i < 2_000; i++) enterTurn();
    withinTurn(() => early.run());
  } finally {
    globalThis.queueMicrotask = original;
  }
  assertEquals(resets, 0);
  early.run();
  assertEquals(resets, 1);
  await null;
});
