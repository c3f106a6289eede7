// deno-lint-ignore-file no-console -- its table is its purpose
/**
 * Times the random ops against TensorFlow's and PyTorch's in one run: the libraries take turns,
 * round after round, so that whatever else the machine does hits all of them; the table has the
 * medians. `--python PATH` is a Python that has both; without one it times this library alone.
 * `--only TEXT` times the draws whose name has it.
 *
 *     deno run -A scripts/bench/random.ts --python /path/to/python
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import { parseArgs } from "@std/cli/parse-args";
import * as tf from "kerasaur";

/** What is timed: a name both sides know, the number it takes, and draws in a round. */
interface Case {
  readonly op: "uniform" | "integers" | "normal" | "truncatedNormal" | "glorotUniform";
  readonly size: number;
  readonly draws: number;
  readonly label: string;
}

const CASES: readonly Case[] = [
  { op: "uniform", size: 1e7, draws: 5, label: "10M uniforms" },
  { op: "integers", size: 1e7, draws: 5, label: "10M integers below 100" },
  { op: "normal", size: 1e6, draws: 20, label: "1M normals" },
  { op: "normal", size: 1e7, draws: 5, label: "10M normals" },
  { op: "truncatedNormal", size: 1e6, draws: 20, label: "1M truncated normals" },
  { op: "glorotUniform", size: 1000, draws: 20, label: "glorotUniform 1000x1000" },
  { op: "uniform", size: 1, draws: 200, label: "1 uniform" },
  { op: "uniform", size: 1024, draws: 200, label: "1,024 uniforms" },
  { op: "uniform", size: 4095, draws: 200, label: "4,095 uniforms" },
  { op: "normal", size: 4095, draws: 200, label: "4,095 normals" },
  { op: "truncatedNormal", size: 4095, draws: 200, label: "4,095 truncated normals" },
];
const ROUNDS = 5;
/** Milliseconds before each turn: the threads of the library before still spin for a while. */
const PAUSE = 300;

const glorot = new tf.keras.initializers.GlorotUniform({ seed: 1 });
const OURS: Record<Case["op"], (size: number) => tf.Tensor> = {
  uniform: (size) => tf.random.uniform([size]),
  integers: (size) => tf.random.uniform([size], { maxval: 100, dtype: "int32" }),
  normal: (size) => tf.random.normal([size]),
  truncatedNormal: (size) => tf.random.truncatedNormal([size]),
  glorotUniform: (size) => glorot([size, size]),
};

/** Something that times draws, in milliseconds. */
type Timer = (it: Case, draws: number) => Promise<number[]>;

function timeOurs({ op, size }: Case, draws: number): Promise<number[]> {
  const times = Array.from({ length: draws }, () => {
    const start = performance.now();
    const made = OURS[op](size);
    const time = performance.now() - start;
    made.dispose();
    return time;
  });
  return Promise.resolve(times);
}

/** The peers' process: one line to it, one line back. */
class Peers implements Disposable {
  readonly #process: Deno.ChildProcess;
  readonly #writer: WritableStreamDefaultWriter<Uint8Array>;
  readonly #lines: AsyncIterator<string>;

  constructor(python: string) {
    const script = fileURLToPath(new URL("random_peers.py", import.meta.url));
    this.#process = new Deno.Command(python, {
      args: [script],
      stdin: "piped",
      stdout: "piped",
      stderr: "null",
    }).spawn();
    this.#writer = this.#process.stdin.getWriter();
    this.#lines = readLines(this.#process.stdout);
  }

  /** The next line the process writes, as JSON. */
  async read<T>(): Promise<T> {
    const { value, done } = await this.#lines.next();
    if (done) throw new Error("the peers' process ended; does this Python have both libraries?");
    return JSON.parse(value) as T;
  }

  timer(library: string): Timer {
    return async ({ op, size }, draws) => {
      await this.#writer.write(new TextEncoder().encode(`${library} ${op} ${size} ${draws}\n`));
      return await this.read<number[]>();
    };
  }

  [Symbol.dispose](): void {
    this.#process.kill();
  }
}

async function* readLines(stream: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  let text = "";
  for await (const chunk of stream) {
    text += new TextDecoder().decode(chunk);
    for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n")) {
      yield text.slice(0, end);
      text = text.slice(end + 1);
    }
  }
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1]!;
}

/** Medians of each library for one case. */
async function compare(it: Case, timers: readonly Timer[]): Promise<number[]> {
  const times = timers.map((): number[] => []);
  for (let round = 0; round <= ROUNDS; round++) {
    for (const [i, timer] of timers.entries()) {
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
      const measured = await timer(it, it.draws);
      // The first round warms up.
      if (round > 0) times[i]!.push(...measured);
    }
  }
  return times.map(median);
}

function milliseconds(value: number | undefined): string {
  return value === undefined ? "" : value < 1 ? value.toFixed(4) : value.toFixed(2);
}

const { python, only = "" } = parseArgs(Deno.args, { string: ["python", "only"] }) as {
  python?: string;
  only?: string;
};
using peers = python === undefined ? undefined : new Peers(python);
const versions = await peers?.read<Record<string, unknown>>();
console.log(`deno ${Deno.version.deno}, ${navigator.hardwareConcurrency} cores`, versions ?? "");
console.log(`load ${Deno.loadavg().map((load) => load.toFixed(2)).join(" ")} before\n`);
console.log("| draw | Kerasaur, ms | TensorFlow, ms | PyTorch, ms | rate / TensorFlow's |");
console.log("|---|---|---|---|---|");
const others = peers === undefined ? [] : ["tensorflow", "pytorch"].map((it) => peers.timer(it));
for (const it of CASES.filter(({ label }) => label.includes(only))) {
  const [ours, theirs, torch] = await compare(it, [timeOurs, ...others]);
  const ratio = theirs === undefined ? "" : (theirs / ours!).toFixed(2);
  const cells = [ours, theirs, torch].map(milliseconds);
  console.log(`| ${it.label} | ${cells.join(" | ")} | ${ratio} |`);
}
console.log(`\nload ${Deno.loadavg().map((load) => load.toFixed(2)).join(" ")} after`);
