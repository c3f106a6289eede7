/**
 * The contestants as processes: started once, then asked for one case at a time, so that they take
 * turns while their code stays compiled and warm.
 *
 * @module
 */
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { lines } from "./lines.ts";
import type { Answer, Greeting, Request } from "./serve.ts";

/** Whom the others are compared with. */
export const OURS = "kerasaur";

/** This library as it was, from a checkout with a bench of its own: it knows the cases of its time. */
export const BEFORE = "before";

/** Contestants that need nothing but Deno, with their files. */
const SCRIPTS: Readonly<Record<string, string>> = {
  [OURS]: "kerasaur.ts",
  [BEFORE]: "kerasaur.ts",
  onnxruntime: "onnxruntime.ts",
  tfjs: "tfjs_wasm.ts",
  "jax-js": "jax_js.ts",
};

/** What contestants are called in the report. */
export const TITLES: Readonly<Record<string, string>> = {
  [OURS]: "Kerasaur",
  [BEFORE]: "before",
  onnxruntime: "bare ONNX Runtime",
  tfjs: "tfjs wasm",
  "jax-js": "jax-js wasm",
  torch: "PyTorch eager",
  tensorflow: "TensorFlow",
  jax: "JAX",
};

const path = (file: string): string => fileURLToPath(new URL(file, import.meta.url));

/** How a contestant of another benchmark than the engine's is started. */
export interface Launch {
  /** A script for Deno, or for Python where it ends in `.py`. */
  readonly script: URL;
  /** What it is told before the number of threads (Python), or after it (Deno). */
  readonly args: readonly string[];
  /** What its environment says of devices, in the place of what keeps everybody on the processor. */
  readonly env?: Readonly<Record<string, string>>;
}

/** The environment of those who compute on the processor. */
const ON_PROCESSOR = { KERASAUR_DEVICE: "cpu", CUDA_VISIBLE_DEVICES: "" };

/** A contestant that runs. */
export class Contestant {
  readonly name: string;
  readonly #process: Deno.ChildProcess;
  readonly #input: WritableStreamDefaultWriter<Uint8Array>;
  readonly #answers: AsyncGenerator<string>;
  readonly #complaints: Promise<string>;

  private constructor(name: string, process: Deno.ChildProcess) {
    this.name = name;
    this.#process = process;
    this.#input = process.stdin.getWriter();
    this.#answers = lines(process.stdout);
    this.#complaints = new Response(process.stderr).text();
  }

  /** Starts a contestant; resolves when it is ready. */
  static async start(
    name: string,
    { threads, python = PYTHON, before }: {
      threads: number;
      python: string | undefined;
      before: string | undefined;
    },
    launch?: Launch,
  ): Promise<{ contestant: Contestant; versions: Greeting["versions"] }> {
    const script = SCRIPTS[name];
    const pin = pinned(threads);
    const own = path("../..");
    const root = name === BEFORE ? resolve(before!) : own;
    const limit = pin.length > 0 ? `${threads}` : "0";
    const deno = ["run", "-A", "--quiet", "--config", join(root, "deno.json")];
    const command = launch !== undefined
      ? launch.script.pathname.endsWith(".py")
        ? [python, fileURLToPath(launch.script), ...launch.args, `${threads}`]
        : [Deno.execPath(), ...deno, fileURLToPath(launch.script), limit, ...launch.args]
      : script === undefined
      ? [python, path("peers.py"), name, `${threads}`]
      : [Deno.execPath(), ...deno, join(root, "scripts/bench", script), limit];
    const [file = "", ...args] = [...pin, ...command];
    const process = new Deno.Command(file, {
      args,
      env: {
        NO_COLOR: "1",
        OMP_NUM_THREADS: `${threads}`,
        MKL_NUM_THREADS: `${threads}`,
        OPENBLAS_NUM_THREADS: `${threads}`,
        ...(launch?.env ?? ON_PROCESSOR),
      },
      stdin: "piped",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
    const contestant = new Contestant(name, process);
    const { versions } = await contestant.#next() as Greeting;
    return { contestant, versions };
  }

  /** The number of its process. */
  get pid(): number {
    return this.#process.pid;
  }

  async #next(): Promise<unknown> {
    const { value, done } = await this.#answers.next();
    if (!done) return JSON.parse(value);
    const complaints = (await this.#complaints).trimEnd().split("\n");
    // Deno says it in the first line, before where it was; Python in the last one.
    const what = complaints.find((it) => it.startsWith("error: ")) ?? complaints.at(-1);
    throw new Error(`bench: the contestant ${this.name} ended: ${what}`);
  }

  /** Lets it take a turn. */
  async ask(request: Request): Promise<Answer> {
    await this.#input.write(new TextEncoder().encode(`${JSON.stringify(request)}\n`));
    return await this.#next() as Answer;
  }

  /** Ends it. */
  async close(): Promise<void> {
    await this.#input.close().catch(() => {});
    await this.#complaints;
    await this.#process.status;
  }
}

/** The beginning of a command that keeps a process on the first cores, where that means anything. */
function pinned(threads: number): string[] {
  if (Deno.build.os !== "linux" || threads >= navigator.hardwareConcurrency) return [];
  return ["taskset", "-c", `0-${threads - 1}`];
}

/** The Python that is tried when none is named. */
const PYTHON = "python3";

/**
 * Names of the contestants in Python that can run here.
 *
 * @param script Prints them as JSON when it is given `--find`.
 * @param python The Python to ask; when it is named, it has to exist.
 */
export async function findPeers(script: URL, python: string | undefined): Promise<string[]> {
  const args = [fileURLToPath(script), "--find"];
  try {
    const { success, stdout } = await new Deno.Command(python ?? PYTHON, { args }).output();
    return success ? JSON.parse(new TextDecoder().decode(stdout)) as string[] : [];
  } catch (error) {
    if (python !== undefined || !(error instanceof Deno.errors.NotFound)) throw error;
    return [];
  }
}

/**
 * Names of the contestants that can run here.
 *
 * @param python The Python to ask; when it is named, it has to exist.
 * @param before The checkout of this library as it was, if there is one.
 */
export async function available(
  python: string | undefined,
  before: string | undefined,
): Promise<string[]> {
  const scripts = Object.keys(SCRIPTS).filter((it) => it !== BEFORE || before !== undefined);
  return [...scripts, ...await findPeers(new URL("peers.py", import.meta.url), python)];
}
