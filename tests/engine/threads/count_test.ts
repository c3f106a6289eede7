/** How many helper threads there are: none where one thread is to compute, or none can be had. */
import { assertEquals } from "@std/assert";
import { program } from "../program.ts";

/** Prints whether a training went well, and how many workers were made for it. */
const PROGRAM = `
  let made = 0;
  const refuses = Deno.args[1] === "refuse";
  globalThis.Worker = new Proxy(Worker, {
    construct(target, args) {
      if (refuses) throw new Error("Resource temporarily unavailable");
      made++;
      return new target(...args);
    },
  });
  const tf = await import("kerasaur");
  tf.config.threading.setIntraOpParallelismThreads(Number(Deno.args[0]));
  const x = tf.constant(Float32Array.from({ length: 600_000 }, (_, i) => Math.sin(i)), {
    shape: [3000, 200],
  });
  const f = tf.function((x) => tf.reduceSum(tf.square(tf.multiply(x, 2))));
  const sums = Array.from({ length: 20 }, () => Number(f(x)));
  let wanted = 0;
  for (let i = 0; i < 600_000; i++) wanted += 4 * Math.sin(i) ** 2;
  const right = sums.every((it) => it === sums[0] && Math.abs(it / wanted - 1) < 1e-6);
  console.log(JSON.stringify({ made, right }));
`;

for (const [args, made] of [[["1"], 0], [["2"], 1], [["4"], 3], [["4", "refuse"], 0]] as const) {
  Deno.test(`threads ${args.join(", ")}: right results, and ${made} helpers`, async () => {
    const { code, out, error } = await program(PROGRAM, { args });
    assertEquals([code, error], [0, ""]);
    assertEquals(JSON.parse(out), { made, right: true });
  });
}
