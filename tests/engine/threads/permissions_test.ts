/**
 * What a program may and may not do: with `--allow-ffi` alone everything is computed, whatever else it
 * may do as well; without it the error says what is missing. Nobody is asked.
 */
import { assert, assertEquals } from "@std/assert";
import { program } from "../program.ts";

const PROGRAM = `
  import * as tf from "kerasaur";
  const numbers = (shape) => tf.random.normal(shape, { stddev: 0.1, seed: 1 });
  const w = new tf.Variable(numbers([300, 400]));
  const step = tf.function((x) => {
    const tape = new tf.GradientTape();
    const loss = tape.run(() => tf.reduceMean(tf.square(tf.tanh(tf.matmul(x, w)))));
    w.assignSub(tf.multiply(tape.gradient(loss, w), 100));
    return loss;
  });
  const x = numbers([512, 300]);
  const losses = Array.from({ length: 30 }, () => Number(step(x)));
  console.log(losses.every((it, i) => i === 0 || it < losses[i - 1]));
`;

const ENOUGH: readonly string[] = [
  "--allow-ffi",
  "--allow-ffi --allow-read",
  "--allow-ffi --allow-read=/proc/cpuinfo",
  "--allow-ffi --allow-env",
  "--allow-ffi --allow-read --allow-env --allow-sys",
  "--allow-ffi --deny-read --deny-env --deny-sys --deny-run --deny-net --deny-import",
];

for (const flags of ENOUGH) {
  Deno.test(`${flags} is enough`, async () => {
    const { code, out, error } = await program(PROGRAM, { flags: flags.split(" ") });
    assertEquals([code, out, error], [0, "true", ""]);
  });
}

/** The same on a terminal, where Deno would ask. */
const hasTerminal = Deno.build.os === "linux" &&
  await new Deno.Command("script", { args: ["--version"], stdout: "null" }).output()
    .then(({ success }) => success, () => false);

Deno.test({
  name: "on a terminal nobody is asked either",
  ignore: !hasTerminal,
  fn: async () => {
    const { code, out } = await program(PROGRAM, { flags: ["--allow-ffi"], onTerminal: true });
    assertEquals([code, out], [0, "true"]);
  },
});

for (const flags of ["--allow-read", "--allow-env --allow-read --allow-sys", "--deny-ffi"]) {
  Deno.test(`${flags} is not enough, and the error says what is missing`, async () => {
    const { code, error } = await program(PROGRAM, { flags: flags.split(" ") });
    assertEquals(code, 1);
    assert(error.includes("Requires ffi access to"), error);
    assert(error.includes("allow the program to load ONNX Runtime: deno run --allow-ffi"), error);
  });
}
