/**
 * A memory that is small, full or not there: the same results, through ordinary arrays or whole
 * sessions.
 */
import { assert, assertEquals } from "@std/assert";
import { program } from "../program.ts";

/** Takes all addresses but those of the table of modules, and of some kernels. */
const LEAVE = `
  function leaveAddresses(kernels) {
    const left = arena().arguments;
    const blocks = [...new Array(kernels).fill(64), 65536].map((bytes) => [left.take(bytes), bytes]);
    for (let size = 2 ** 23; size >= 64; size /= 2) while (left.take(size) !== undefined);
    for (const it of blocks) left.give(...it);
  }
`;

/**
 * Trains a model, and keeps more results than the memory has room for; prints a hash of everything and
 * how much ran as kernels. `Deno.args`: the bytes of the memory, "usual" for as it is; what is taken
 * away of the blocks of addresses.
 */
const PROGRAM = `
  import * as tf from "kerasaur";
  import { arena, reserveArena } from "./lib/engine/memory/arena.ts";
  ${LEAVE}
  const [bytes, taken] = Deno.args;
  if (bytes !== "usual") reserveArena(Number(bytes));
  if (taken === "addresses") leaveAddresses(0);
  const numbers = (shape, seed) =>
    tf.constant(
      Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => Math.sin(i * 0.37 + seed)),
      { shape },
    );
  const x = numbers([512, 300], 1);
  const w = new tf.Variable(numbers([300, 200], 2));
  const adam = new tf.keras.optimizers.Adam(0.01);
  const step = tf.function(() => {
    const tape = new tf.GradientTape();
    const loss = tape.run(() => tf.reduceMean(tf.square(tf.tanh(tf.matmul(x, w)))));
    adam.applyGradients([[tape.gradient(loss, w), w]]);
    return loss;
  });
  const shift = tf.function((x, a) => tf.add(tf.multiply(tf.tanh(x), 2), a));
  const losses = [];
  const kept = [];
  for (let i = 0; i < 30; i++) {
    losses.push(Number(step()));
    kept.push(shift(x, tf.constant(i)));
  }
  const given = x.numpy().data;
  let wrong = 0;
  kept.forEach((it, i) => {
    const found = it.numpy().data;
    for (let n = 0; n < found.length; n += 7) {
      if (!(Math.abs(found[n] - (2 * Math.tanh(given[n]) + i)) < 1e-5 * (i + 1))) wrong++;
    }
  });
  const kernels = tf.config.explain(step).steps.filter(({ by }) => by === "kernel").length;
  console.log(JSON.stringify({ losses, weights: [...w.numpy().data.subarray(0, 500)], wrong, kernels }));
`;

/** What the program prints. */
interface Report {
  readonly losses: readonly number[];
  readonly weights: readonly number[];
  readonly wrong: number;
  readonly kernels: number;
}

async function run(...args: string[]): Promise<Report> {
  const { code, out, error } = await program(PROGRAM, { args });
  assertEquals([code, error], [0, ""]);
  return JSON.parse(out) as Report;
}

const MIB = 2 ** 20;
const PAGE = 2 ** 16;
let usual: Promise<Report> | undefined;

/** Sizes of the memory, 16 MiB of which are for addresses, and whether plans have room in it. */
const SIZES: readonly [what: string, hasKernels: boolean, ...args: string[]][] = [
  ["none", false, "0"],
  ["one without room for what a plan computes on the way", false, `${17 * MIB}`],
  ["one with room for some of the results", true, `${32 * MIB}`],
  ["one with room for all results but one or two", true, `${40 * MIB}`],
  ["one without room for addresses", false, "usual", "addresses"],
];

for (const [what, hasKernels, ...args] of SIZES) {
  Deno.test(`a memory that is small gives the same: ${what}`, async () => {
    const [wanted, found] = await Promise.all([usual ??= run("usual"), run(...args)]);
    assert(wanted.kernels > 0);
    assertEquals([found.wrong, wanted.wrong], [0, 0]);
    assertEquals(found.kernels > 0, hasKernels);
    const isNear = (a: number, b: number) => Math.abs(a - b) <= 1e-4 * (1e-3 + Math.abs(b));
    assert(found.losses.every((it, i) => isNear(it, wanted.losses[i]!)), `${found.losses}`);
    // The same kernels give the same bits, wherever their results go.
    if (hasKernels) assertEquals(found, wanted);
    else assert(found.weights.every((it, i) => Math.abs(it - wanted.weights[i]!) < 1e-2));
  });
}

/**
 * Random plans that are never released, in a memory that they fill; prints how many had kernels, how
 * many had no room for them, and what was wrong. `Deno.args`: the bytes of the memory, for how many
 * kernels there is room, how many plans.
 */
const RANDOM = `
  import { inParts, openSession } from "./lib/engine/cpu/provider.ts";
  import { arena, reserveArena } from "./lib/engine/memory/arena.ts";
  import { randomPlan } from "./tests/engine/fusion/random_plan.ts";
  import { firstDifference, runPlan } from "./tests/engine/fusion/run_plan.ts";
  ${LEAVE}
  reserveArena(Number(Deno.args[0]));
  leaveAddresses(Number(Deno.args[1]));
  const report = { kernels: 0, full: 0, wrong: [] };
  const kept = [];
  for (let seed = 0; seed < Number(Deno.args[2]); seed++) {
    const { plan, data } = randomPlan(seed);
    if (plan.outputs.length === 0) continue;
    const parts = inParts(plan, "all");
    report[parts ? "kernels" : "full"]++;
    if (!parts) continue;
    const whole = openSession(plan);
    const wanted = runPlan(whole, plan, data);
    whole.release();
    kept.push(() => {
      const difference = firstDifference(plan, runPlan(parts, plan, data), wanted);
      if (difference !== undefined) report.wrong.push("seed " + seed + ": " + difference);
    });
    // This one, and again one from before.
    kept.at(-1)();
    kept[seed * 7919 % kept.length]();
  }
  console.log(JSON.stringify(report));
`;

/** More by `KERASAUR_FUZZ`, for a long run by hand. */
const SEEDS = Number(Deno.env.get("KERASAUR_FUZZ") ?? 300);

Deno.test(`${SEEDS} random plans fill a small memory, and give the same before and after`, async () => {
  const args = [`${16 * MIB + PAGE}`, `${2 * SEEDS}`, `${SEEDS}`];
  const { code, out, error } = await program(RANDOM, { args });
  assertEquals([code, error], [0, ""]);
  const { kernels, full, wrong } = JSON.parse(out);
  assertEquals(wrong, []);
  assert(kernels > 50 && full > SEEDS / 4, `${kernels} plans had kernels, ${full} no room`);
});
