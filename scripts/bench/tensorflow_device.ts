// deno-lint-ignore-file no-console -- its report is its purpose
/**
 * A step of the MLP 784-256-10 with batch 256 on the tensorflow device beside TensorFlow's own
 * eager step in Python, in turns in one run, with the load of the machine.
 *
 *     deno run -A scripts/bench/tensorflow_device.ts [PYTHON] [ROUNDS]
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import * as tf from "../../mod.ts";

const STEPS = 40;
const RATE = 0.1;
const SHAPES = [[784, 256], [256], [256, 10], [10]];

function draw(shape: number[], seed: number, scale: number): tf.Tensor {
  const uniform = tf.random.statelessUniform(shape, [seed, 0]);
  return tf.multiply(tf.subtract(tf.multiply(uniform, 2), 1), scale);
}

/** The step of `tensorflow_device.py`. */
function makeStep(): () => number {
  const [x, t] = [draw([256, 784], 1, 1), draw([256, 10], 2, 1)];
  const weights = SHAPES.map((shape, i) => new tf.Variable(draw(shape, 3 + i, 0.05)));
  const [w0, b0, w1, b1] = weights as [tf.Variable, tf.Variable, tf.Variable, tf.Variable];
  return () => {
    const tape = new tf.GradientTape();
    const loss = tape.run(() => {
      const y = tf.add(tf.matmul(tf.nn.relu(tf.add(tf.matmul(x, w0), b0)), w1), b1);
      return tf.reduceMean(tf.square(tf.subtract(y, t)));
    });
    const gradients = tape.gradient(loss, weights);
    weights.forEach((weight, i) => weight.assignSub(tf.multiply(gradients[i]!, RATE)));
    return Number(loss);
  };
}

const median = (values: readonly number[]) => {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)]!;
};

/** Lines of a program's output, one by one. */
async function* lines(stream: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  let rest = "";
  for await (const chunk of stream.pipeThrough(new TextDecoderStream())) {
    const parts = (rest + chunk).split("\n");
    rest = parts.pop()!;
    yield* parts;
  }
}

if (import.meta.main) {
  const [python = "python3", rounds = "9"] = Deno.args;
  tf.config.setDevice("tensorflow");
  const peer = new Deno.Command(python, {
    args: [fileURLToPath(new URL("./tensorflow_device.py", import.meta.url))],
    stdin: "piped",
    stdout: "piped",
    stderr: "null",
  }).spawn();
  const replies = lines(peer.stdout);
  const version = (await replies.next()).value;
  const writer = peer.stdin.getWriter();
  const step = makeStep();
  const times: { device: number[]; python: number[] } = { device: [], python: [] };
  for (let round = 0; round <= Number(rounds); round++) {
    const start = performance.now();
    let loss = NaN;
    for (let i = 0; i < STEPS; i++) loss = step();
    const device = (performance.now() - start) / STEPS;
    await writer.write(new TextEncoder().encode(`${STEPS}\n`));
    const [time, theirs] = ((await replies.next()).value as string).split(" ").map(Number);
    if (round === 0) {
      console.log(`after ${STEPS} steps the losses are ${loss} and ${theirs}`);
      continue;
    }
    times.device.push(device);
    times.python.push(time!);
  }
  await writer.close();
  await peer.status;
  const [ours, theirs] = [median(times.device), median(times.python)];
  const ratios = times.device.map((it, i) => it / times.python[i]!);
  console.log(
    `load ${
      Deno.loadavg().map((it) => it.toFixed(1)).join(" ")
    } on ${navigator.hardwareConcurrency} processors`,
  );
  console.log(`tensorflow device  ${ours.toFixed(2)} ms a step`);
  console.log(`Python ${version}      ${theirs.toFixed(2)} ms a step`);
  console.log(
    `ratio of medians ${(ours / theirs).toFixed(2)}, median of the rounds' ratios ${
      median(ratios).toFixed(2)
    }`,
  );
}
