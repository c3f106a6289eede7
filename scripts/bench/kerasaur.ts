/**
 * A contestant: this library, through its public API.
 *
 * @module
 */
import "./limit_threads.ts";
import * as tf from "kerasaur";
import { project, SEED } from "./data.ts";
import type { Prepared } from "./measure.ts";
import { serve } from "./serve.ts";
import {
  chain,
  consume,
  convolution,
  crossEntropy,
  lenet,
  seeded,
  tensorWork,
  trainingTensors,
  trainingWork,
} from "./kerasaur_work.ts";
import { memoryWork, processWork } from "./kerasaur_process.ts";
import type {
  CompileWork,
  FirstWork,
  SmallWork,
  TrainWork,
  VariantWork,
  Workload,
} from "./workloads.ts";

/** A model as a function of its images, with its weights. */
interface Model {
  logits(images: tf.Tensor): tf.Tensor;
  readonly weights: readonly tf.Variable[];
}

function makeModel(
  { model, pool }: Pick<TrainWork, "model" | "pool">,
  images: tf.Tensor,
  initial: readonly tf.Tensor[],
): Model {
  if (model === "lenet") {
    const weights = initial.map((it) => new tf.Variable(it));
    return { weights, logits: (x) => lenet(x, weights, pool) };
  }
  const net = new tf.keras.Sequential([
    new tf.keras.layers.Dense(256, { activation: tf.nn.relu }),
    new tf.keras.layers.Dense(10),
  ]);
  net(images);
  net.setWeights(initial);
  return { weights: net.trainableWeights, logits: (x) => net(x) };
}

type Step = Pick<TrainWork, "model" | "pool" | "batch" | "optimizer" | "rate">;

/** A training step with weights of its own; `timed` tells what a call takes until its loss is read. */
function trainingStep(work: Step, mode: "traced" | "eager" = "traced") {
  const tensors = trainingTensors(work);
  const { images, labels } = tensors;
  const { weights, logits } = makeModel(work, images, tensors.weights);
  const optimizer = work.optimizer === "sgd"
    ? new tf.keras.optimizers.SGD(work.rate)
    : new tf.keras.optimizers.Adam(work.rate);
  const eager = (x: tf.Tensor, y: tf.Tensor) => {
    const tape = new tf.GradientTape();
    const loss = tape.run(() => crossEntropy(logits(x), y));
    const gradients = tape.gradient(loss, weights);
    optimizer.applyGradients(gradients.map((it, i) => [it, weights[i]!] as const));
    return loss;
  };
  const step = mode === "traced" ? tf.function(eager) : eager;
  return () => step(images, labels);
}

/** Models that others are timed beside: they stay alive, with what they compiled. */
const alive: (() => tf.Tensor)[] = [];

function variant({ mode, beside, step }: VariantWork): Prepared {
  while (alive.length < beside) {
    const other = trainingStep({ ...step, batch: step.batch + 1 + alive.length });
    for (let i = 0; i < 5; i++) consume(other());
    alive.push(other);
  }
  return trainingWork(trainingStep(step, mode), step.checkStep);
}

/** Rows of the batches of {@linkcode firstStep}: each comes once in a process. */
let rows = 200;

/** The first step of models that are there: from its call to its loss. */
function firstStep({ mode }: FirstWork): Prepared {
  const make = () => {
    const shape = { model: "mlp", pool: "average", batch: ++rows } as const;
    return trainingStep({ ...shape, optimizer: "sgd", rate: 0.1 }, mode);
  };
  const timed = () => {
    const step = make();
    const start = performance.now();
    consume(step());
    return performance.now() - start;
  };
  const check = [0].map(() => {
    rows = 200;
    return consume(make()())[0]!;
  });
  return { check, run: timed, timed, limit: 15 };
}

/** Operations on four numbers: the time of one, with or without computing them. */
function smallOperations({ operations, read }: SmallWork): Prepared {
  const [x, a, b] = [SEED.images, SEED.left, SEED.right].map((seed) => seeded(seed, [4]));
  const timed = () => {
    const start = performance.now();
    const last = chain(x!, a!, b!, operations);
    if (!read) {
      const ms = performance.now() - start;
      consume(last);
      return ms / operations;
    }
    consume(last);
    return (performance.now() - start) / operations;
  };
  return { check: [project(consume(chain(x!, a!, b!, operations)))], run: timed, timed };
}

/** The first call of a function that was never called: of a shape, or a model, of its own. */
function compiling({ what, operations }: CompileWork): Prepared {
  if (what === "mlp") {
    const work = {
      model: "mlp",
      pool: "average",
      batch: 256,
      optimizer: "sgd",
      rate: 0.1,
    } as const;
    const first = () => consume(trainingStep(work)())[0]!;
    return { check: [first()], run: first, limit: 10 };
  }
  let columns = 100;
  const first = () => {
    const shape = [8, columns++];
    const [x, a, b] = [SEED.images, SEED.left, SEED.right].map((seed) => seeded(seed, shape));
    const run = tf.function((x: tf.Tensor) => chain(x, a!, b!, operations));
    return consume(run(x!));
  };
  return { check: [project(first())], run: first, limit: 50 };
}

function prepare(work: Workload): Prepared | Promise<Prepared> {
  switch (work.kind) {
    case "matmul": {
      const { size, transposeA, transposeB } = work;
      const [a, b] = [SEED.left, SEED.right].map((seed) => seeded(seed, [size, size]));
      return tensorWork(() => tf.matmul(a!, b!, { transposeA, transposeB }));
    }
    case "conv":
      return convolution(work);
    case "train":
      return trainingWork(trainingStep(work), work.checkStep);
    case "chain": {
      const shape = [work.size, work.size];
      const [x, a, b] = [SEED.images, SEED.left, SEED.right].map((seed) => seeded(seed, shape));
      const run = (x: tf.Tensor, a: tf.Tensor, b: tf.Tensor) => chain(x, a, b, work.operations);
      const graph = work.mode === "graph" ? tf.function(run) : run;
      return tensorWork(() => graph(x!, a!, b!));
    }
    case "scalar": {
      const [a, b] = [tf.constant(1.5), tf.constant(2, { dtype: "float32" })];
      const run = () => consume(tf.add(a, b))[0]!;
      return { check: [project([run()])], run };
    }
    case "compile":
      return compiling(work);
    case "variant":
      return variant(work);
    case "first":
      return firstStep(work);
    case "small":
      return smallOperations(work);
    case "process":
      return processWork(work);
    case "memory":
      return memoryWork(work);
  }
}

await serve({ deno: Deno.version.deno, v8: Deno.version.v8 }, prepare);
