/**
 * What tests of callbacks share: a model that is none, the output as text, and what Keras's did.
 *
 * @module
 */
import { gunzipSync } from "node:zlib";
import * as tf from "kerasaur";
import { type ProgressSink, replaceProgressSink } from "../../lib/callbacks/progress_sink.ts";

type CallbackModel = tf.keras.callbacks.CallbackModel;

/** Takes what is printed, at a time that a test sets. */
export class TestSink implements ProgressSink {
  canRewrite = false;
  hasColours = false;
  /** Seconds. */
  time = 1_000;
  /** Each write. */
  writes: string[] = [];

  now(): number {
    return this.time;
  }

  isReady(): boolean {
    return true;
  }

  begin(): void {}

  write(text: string): void {
    this.writes.push(text);
  }

  end(): void {}

  /** What was written since the last call. */
  take(): string {
    return this.writes.splice(0).join("");
  }
}

/** Runs a test with an output of its own. */
export function withSink<T>(run: (sink: TestSink) => T): T {
  const sink = new TestSink();
  const replaced = replaceProgressSink(sink);
  const takeBack = () => replaced[Symbol.dispose]();
  let isWaiting = false;
  try {
    const result = run(sink);
    isWaiting = result instanceof Promise;
    return isWaiting ? (result as Promise<unknown>).finally(takeBack) as T : result;
  } finally {
    if (!isWaiting) takeBack();
  }
}

/** Runs a test with the names and texts of a Keras. */
export function withProfile<T>(profile: tf.random.SeedProfile, run: () => T): T {
  const before = tf.random.getProfile();
  tf.random.setProfile(profile);
  try {
    return run();
  } finally {
    tf.random.setProfile(before);
  }
}

/** As much of a model as callbacks need. */
export class FakeModel implements CallbackModel {
  name = "fake";
  label = "Model 'fake'";
  built = true;
  stopTraining = false;
  stopEvaluating = false;
  stopPredicting = false;
  initialEpoch: number | null = null;
  metrics: { name: string }[] = [];
  metricsNames = ["loss"];
  /** The paths that weights were saved to. */
  saved: string[] = [];
  readonly weights: tf.Variable[];
  optimizer: tf.keras.optimizers.Optimizer | null;

  constructor(optimizer: tf.keras.optimizers.Optimizer | null = new tf.keras.optimizers.SGD(0.5)) {
    this.optimizer = optimizer;
    this.weights = [new tf.Variable([0, 0], { name: "w" })];
  }

  get trainableVariables(): tf.Variable[] {
    return this.weights;
  }

  getWeights() {
    return this.weights.map((it) => it.numpy());
  }

  setWeights(values: readonly tf.TensorLike[]): void {
    this.weights.forEach((it, i) => it.assign(values[i]!));
  }

  save(path: string): void {
    this.saved.push(path);
  }

  saveWeights(path: string): void {
    this.saved.push(path);
  }

  loadWeights(): void {}
}

/** A text of Python's for a float as a number. */
export function fromRepr(text: string): number {
  const special: Record<string, number> = { nan: NaN, inf: Infinity, "-inf": -Infinity };
  return special[text] ?? Number(text);
}

/** Options in Python's spelling. */
export type PythonOptions = Readonly<Record<string, unknown>>;

interface Case {
  readonly options: PythonOptions;
  readonly losses: number;
  readonly text: string;
}

/** What tests/goldens/callbacks/make_callbacks.py wrote. */
interface Goldens {
  readonly versions: { readonly keras: string };
  readonly losses: readonly (readonly string[])[];
  readonly earlyStopping: readonly (Case & {
    readonly epochs: number;
    readonly stopped: number;
    readonly wait: number;
    readonly best: string | null;
    readonly bestEpoch: number;
    readonly restored: number | null;
  })[];
  readonly plateau: readonly (Case & {
    readonly rates: readonly string[];
    readonly last: string;
    readonly wait: number;
    readonly best: string | null;
    readonly logs: readonly string[];
  })[];
  readonly checkpoint: readonly (Case & {
    readonly batches: number;
    readonly saved: readonly string[];
    readonly best: string | null;
  })[];
  readonly scheduler: readonly {
    readonly schedule: string;
    readonly rates: readonly string[];
    readonly logs: readonly string[];
    readonly logged: string;
    readonly text: string;
  }[];
  readonly csv: readonly {
    readonly separator: string;
    readonly append: boolean;
    readonly texts: readonly string[];
  }[];
  readonly bars: readonly {
    readonly target: number | null;
    readonly verbose: 1 | 2;
    readonly dynamic: boolean;
    readonly metrics: "plain" | "stateful" | "stateless";
    readonly calls: readonly [
      time: number,
      current: number,
      values: readonly [string, number][],
      finalize: boolean | null,
      text: string,
    ][];
  }[];
  readonly directions: Readonly<Record<string, readonly [unknown[], "up" | "down" | null]>>;
  readonly formats: readonly [
    spec: string,
    value: string,
    isInteger: boolean,
    text: string | null,
  ][];
}

const FILE = new URL("../goldens/callbacks/callbacks.json.gz", import.meta.url);

/** What Keras's callbacks did. */
export const goldens: Goldens = JSON.parse(
  new TextDecoder().decode(gunzipSync(Deno.readFileSync(FILE))),
);

/** Options as they are called here. */
export function camelOptions(options: PythonOptions): Record<string, unknown> {
  const entries = Object.entries(options).map(([name, value]) => [
    name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
    value,
  ]);
  return Object.fromEntries(entries);
}

/** What a training would do, with losses that are given. */
export function runEpochs(
  callback: tf.keras.callbacks.Callback,
  losses: readonly string[],
  batches = 0,
) {
  const model = new FakeModel();
  callback.setModel(model);
  callback.setParams({ epochs: losses.length, steps: batches, verbose: 0 });
  callback.onTrainBegin();
  const rates: number[] = [];
  let logs: tf.keras.callbacks.Logs = {};
  for (const [epoch, text] of losses.entries()) {
    const loss = fromRepr(text);
    model.weights[0]!.assign([epoch, epoch]);
    callback.onEpochBegin(epoch);
    rates.push(Number(model.optimizer!.learningRate));
    for (let batch = 0; batch < batches; batch++) {
      callback.onTrainBatchEnd(batch, { loss: loss / (batch + 1) });
    }
    logs = { loss: loss / 2, val_loss: loss, val_accuracy: 1 - loss };
    callback.onEpochEnd(epoch, logs);
    if (model.stopTraining) break;
  }
  callback.onTrainEnd(logs);
  return { model, rates, logs };
}
