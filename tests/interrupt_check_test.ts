/**
 * The stop button in a notebook during a training, a few times; `scripts/check_interrupts.ts` does it
 * more often.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import { randomNumbers, runOf, startKernel, tryOnce } from "../scripts/interrupt_check/trial.ts";

const TRIALS = 6;
/** Milliseconds after which all have begun to train, even on a busy machine, and how long they do. */
const [EARLIEST, SPAN] = [60, 200];

Deno.test("a training that was stopped in a notebook goes on, with the numbers it would have", async () => {
  const random = randomNumbers(7);
  const kernel = await startKernel();
  try {
    for (let trial = 0; trial < TRIALS; trial++) {
      const run = runOf(trial, "/CPU:0");
      const found = await tryOnce(kernel, run, EARLIEST + SPAN * random.next().value);
      assertEquals(found, {}, JSON.stringify(run));
    }
  } finally {
    await kernel.shutdown();
  }
});
