// deno-lint-ignore-file no-console -- its report is its purpose
/**
 * Times pipelines of data beside tf.data and PyTorch's DataLoader: rows of a table of 60,000 x 784
 * floats, and 5,000 small JPEG files, in batches of 128. Each is the best of three passes.
 *
 *     deno run -A scripts/bench/input.ts --python PATH
 *
 * @module
 */
import { parseArgs } from "@std/cli/parse-args";
import { fileURLToPath } from "node:url";
import * as tf from "kerasaur";

/** What a pipeline took. */
interface Time {
  readonly seconds: number;
  readonly count: number;
}

const [ROWS, WIDTH, FILES, SIDE, BATCH, PASSES] = [60_000, 784, 5_000, 48, 128, 3];

/** Writes the JPEG files. */
function writeFiles(folder: string): string[] {
  return Array.from({ length: FILES }, (_, n) => {
    const pixels = Uint8Array.from(
      { length: SIDE * SIDE * 3 },
      (_, i) => 127 + 90 * Math.sin(i / (7 + n % 13)) + (i * 7919 + n) % 37,
    );
    const path = `${folder}/${n % 10}/${String(n).padStart(4, "0")}.jpg`;
    const image = tf.reshape(tf.constant(pixels), [SIDE, SIDE, 3]);
    tf.io.writeFile(path, tf.io.encodeJpeg(image, { quality: 90 }));
    return path;
  }).sort();
}

/** The best of some passes, after one that nobody counts. */
function best(make: () => Iterable<unknown>): Time {
  const times: number[] = [];
  let count = 0;
  for (let pass = 0; pass <= PASSES; pass++) {
    const start = performance.now();
    count = 0;
    for (const batch of make()) {
      const x = (Array.isArray(batch) ? batch[0] : batch) as tf.Tensor;
      // Nothing counts as done before its values are there.
      x.numpy();
      count += x.shape[0]!;
    }
    if (pass > 0) times.push((performance.now() - start) / 1000);
  }
  return { seconds: Math.min(...times), count };
}

/** The pipelines here. */
function ours(paths: readonly string[]): Record<string, Time> {
  const values = Float32Array.from({ length: ROWS * WIDTH }, (_, i) => i % 255);
  const images = tf.reshape(tf.constant(values), [ROWS, WIDTH]);
  const labels = tf.constant(Int32Array.from({ length: ROWS }, (_, i) => i % 10));
  const rows = tf.data.Dataset.fromTensorSlices([images, labels]);
  const files = tf.data.Dataset.fromTensorSlices([...paths]);
  const read = (path: tf.Tensor) => tf.io.decodeJpeg(tf.io.readFile(path), 3);
  const small = (path: tf.Tensor) => tf.image.resize(read(path), [32, 32]);
  return {
    "batch": best(() => rows.batch(BATCH)),
    "shuffle, batch": best(() => rows.shuffle(10_000, 1).batch(BATCH)),
    "map, batch": best(() => rows.map((x, y) => [tf.divide(x, 255), y]).batch(BATCH)),
    "batch, map": best(() => rows.batch(BATCH).map((x, y) => [tf.divide(x, 255), y])),
    "jpeg": best(() => files.map(read).batch(BATCH)),
    "jpeg, resized": best(() => files.map(small).batch(BATCH)),
    "jpeg, resized, threads": best(() => files.map(small, -1).batch(BATCH).prefetch(-1)),
  };
}

/** The pipelines of a peer. */
function peer(python: string, folder: string, name: string): Record<string, Time> {
  const script = fileURLToPath(import.meta.resolve("./input_peers.py"));
  const { stdout, stderr, success } = new Deno.Command(python, {
    args: [script, folder, name],
    stderr: "piped",
  }).outputSync();
  if (!success) throw new Error(new TextDecoder().decode(stderr).slice(-2000));
  return JSON.parse(new TextDecoder().decode(stdout).trim().split("\n").at(-1)!);
}

if (import.meta.main) {
  const { python } = parseArgs(Deno.args, { string: ["python"] });
  if (python === undefined) throw new TypeError("expected --python PATH");
  const folder = Deno.makeTempDirSync();
  try {
    const own = ours(writeFiles(folder));
    const [tensorflow, torch] = ["tensorflow", "torch"].map((it) =>
      peer(String(python), folder, it)
    );
    console.log("| pipeline | Kerasaur, 1/s | tf.data, 1/s | ratio | DataLoader, 1/s | ratio |");
    console.log("| --- | --- | --- | --- | --- | --- |");
    for (const [name, time] of Object.entries(own)) {
      const rate = ({ count, seconds }: Time) => count / seconds;
      const cells = [rate(time).toFixed(0)];
      for (const other of [tensorflow![name], torch![name]]) {
        const isThere = other !== undefined;
        if (isThere && other.count !== time.count) throw new Error(`${name}: other elements`);
        cells.push(isThere ? rate(other).toFixed(0) : "-");
        cells.push(isThere ? (rate(time) / rate(other)).toFixed(2) : "-");
      }
      console.log(`| ${name} | ${cells.join(" | ")} |`);
    }
  } finally {
    Deno.removeSync(folder, { recursive: true });
  }
}
