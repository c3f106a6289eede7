/**
 * A contestant: jax-js on its wasm backend, with `jit` where the case allows it. Its arrays are
 * freed by whoever takes them; `.ref` keeps one.
 *
 * @module
 */
import {
  type Array as JaxArray,
  blockUntilReady,
  defaultDevice,
  init,
  jit,
  lax,
  nn,
  numpy as np,
  tree,
  valueAndGrad,
  vjp,
  // deno-lint-ignore no-import-prefix -- a contestant is no dependency of the library
} from "npm:@jax-js/jax@0.1.25";
import { initialWeights, numbers, project, SEED, sizeOf, trainingBatch } from "./data.ts";
import type { Prepared } from "./measure.ts";
import { serve } from "./serve.ts";
import type { ConvWork, TrainWork, Workload } from "./workloads.ts";

function array(values: Float32Array<ArrayBuffer>, shape: readonly number[]): JaxArray {
  return np.array(values).reshape([...shape]);
}

function seeded(seed: number, shape: readonly number[]): JaxArray {
  return array(numbers(seed, sizeOf(shape)), shape);
}

/** Work whose result is one array. */
function arrayWork(run: () => JaxArray, forCheck: (result: JaxArray) => JaxArray): Prepared {
  return {
    check: [project(forCheck(run()).dataSync() as Float32Array)],
    run: async () => (await run().blockUntilReady()).dispose(),
  };
}

const same = (result: JaxArray): JaxArray => result;
const toNchw = (x: JaxArray) => np.transpose(x, [0, 3, 1, 2]);
const toNhwc = (x: JaxArray) => np.transpose(x, [0, 2, 3, 1]);
const toOihw = (w: JaxArray) => np.transpose(w, [3, 2, 0, 1]);
const toHwio = (w: JaxArray) => np.transpose(w, [2, 3, 1, 0]);
/** A copy in the order of its elements, so that no transpose is left to be timed. */
const settled = (x: JaxArray) => array(new Float32Array(x.ref.dataSync()), x.shape);

function convolution({ pass, input, filter, output, padding }: ConvWork): Prepared {
  const x = settled(toNchw(seeded(SEED.left, input)));
  const w = settled(toOihw(seeded(SEED.right, filter)));
  const dy = settled(toNchw(seeded(SEED.images, output)));
  const conv = (x: JaxArray, w: JaxArray) =>
    lax.conv(x, w, [1, 1], padding === "same" ? "SAME" : "VALID");
  if (pass === "forward") {
    const run = jit(conv);
    return arrayWork(() => run(x.ref, w.ref), toNhwc);
  }
  const gradient = jit((changing: JaxArray, fixed: JaxArray, dy: JaxArray) => {
    const forward = (it: JaxArray) => pass === "filter" ? conv(fixed, it) : conv(it, fixed);
    const [y, back] = vjp(forward, [changing]);
    y.dispose();
    const [result] = back(dy);
    back.dispose();
    return result as JaxArray;
  });
  return pass === "filter"
    ? arrayWork(() => gradient(w.ref, x.ref, dy.ref), toHwio)
    : arrayWork(() => gradient(x.ref, w.ref, dy.ref), toNhwc);
}

function mlp(x: JaxArray, [w1, b1, w2, b2]: JaxArray[]): JaxArray {
  return np.matmul(nn.relu(np.matmul(x, w1!).add(b1!)), w2!).add(b2!);
}

function lenet(pool: TrainWork["pool"]) {
  const window = (x: JaxArray) => pool === "max" ? np.max(x) : np.mean(x);
  const pooled = (x: JaxArray) => lax.reduceWindow(x, window, [2, 2], [2, 2]);
  const along = (bias: JaxArray) => bias.reshape([1, -1, 1, 1]);
  return (x: JaxArray, [w1, b1, w2, b2, w3, b3, w4, b4, w5, b5]: JaxArray[]): JaxArray => {
    const first = nn.sigmoid(lax.conv(x, w1!, [1, 1], "SAME").add(along(b1!)));
    const second = nn.sigmoid(lax.conv(pooled(first), w2!, [1, 1], "VALID").add(along(b2!)));
    const flat = toNhwc(pooled(second)).reshape([x.shape[0]!, -1]);
    const third = nn.sigmoid(np.matmul(flat, w3!).add(b3!));
    const fourth = nn.sigmoid(np.matmul(third, w4!).add(b4!));
    return np.matmul(fourth, w5!).add(b5!);
  };
}

/** State of a model in training: weights, and with Adam its two means and the count of steps. */
type State = { weights: JaxArray[]; m: JaxArray[]; v: JaxArray[]; step: JaxArray };

function sgd(rate: number, state: State, gradients: JaxArray[]): State {
  return { ...state, weights: state.weights.map((w, i) => w.sub(gradients[i]!.mul(rate))) };
}

function adam(rate: number, { weights, m, v, step }: State, gradients: JaxArray[]): State {
  const next = step.add(1);
  const left = (beta: number) => np.power(beta, next.ref).mul(-1).add(1);
  const corrected = np.sqrt(left(0.999)).div(left(0.9)).mul(rate);
  const m2 = m.map((it, i) => it.mul(0.9).add(gradients[i]!.ref.mul(0.1)));
  const v2 = v.map((it, i) => it.mul(0.999).add(np.square(gradients[i]!).mul(0.001)));
  const weights2 = weights.map((w, i) =>
    w.sub(m2[i]!.ref.mul(corrected.ref).div(np.sqrt(v2[i]!.ref).add(1e-7)))
  );
  corrected.dispose();
  return { weights: weights2, m: m2, v: v2, step: next };
}

/** A compiled step that keeps its state. */
function trainer({ model, optimizer, rate, pool, batch }: Omit<TrainWork, "kind" | "checkStep">) {
  const data = trainingBatch(model, batch);
  const images = array(data.images, data.shape);
  const x = model === "mlp" ? images : settled(toNchw(images));
  const y = array(data.labels, [batch, 10]);
  const weights = initialWeights(model).map((it) => {
    const tensor = array(it.values, it.shape);
    return it.shape.length === 4 ? settled(toOihw(tensor)) : tensor;
  });
  const like = () => optimizer === "adam" ? weights.map((w) => np.zeros(w.shape)) : [];
  let state: State = { weights, m: like(), v: like(), step: np.array(0) };
  const logits = model === "mlp" ? mlp : lenet(pool);
  const loss = (weights: JaxArray[], x: JaxArray, y: JaxArray) => {
    const logged = nn.logSoftmax(logits(x, weights));
    return np.mean(np.sum(y.mul(logged), -1)).mul(-1);
  };
  const update = optimizer === "sgd" ? sgd : adam;
  const compiled = jit((state: State, x: JaxArray, y: JaxArray): [JaxArray, State] => {
    const [value, gradients] = valueAndGrad(loss)(tree.ref(state.weights), x, y);
    return [value, update(rate, state, gradients as JaxArray[])];
  });
  return async (): Promise<number> => {
    const [value, next] = compiled(state, x.ref, y.ref) as [JaxArray, State];
    state = next;
    await blockUntilReady(state);
    return value.item();
  };
}

function chain(x: JaxArray, a: JaxArray, b: JaxArray, count: number): JaxArray {
  let y = x;
  for (let i = 0; i < count; i++) {
    y = i % 3 === 0 ? y.mul(a.ref) : i % 3 === 1 ? y.add(b.ref) : np.absolute(y);
  }
  a.dispose();
  b.dispose();
  return y;
}

async function prepare(work: Workload): Promise<Prepared | undefined> {
  switch (work.kind) {
    case "matmul": {
      const { size, transposeA, transposeB } = work;
      const [a, b] = [SEED.left, SEED.right].map((seed) => seeded(seed, [size, size]));
      const turned = (x: JaxArray, turn: boolean) => turn ? np.matrixTranspose(x) : x;
      const run = jit((a: JaxArray, b: JaxArray) =>
        np.matmul(turned(a, transposeA), turned(b, transposeB))
      );
      return arrayWork(() => run(a!.ref, b!.ref), same);
    }
    case "conv":
      return convolution(work);
    case "train": {
      const step = trainer(work);
      const losses: number[] = [];
      for (let i = 0; i < work.checkStep; i++) losses.push(await step());
      return { check: [losses[0]!, losses.at(-1)!], run: step };
    }
    case "chain": {
      const shape = [work.size, work.size];
      const [x, a, b] = [SEED.images, SEED.left, SEED.right].map((seed) => seeded(seed, shape));
      const steps = (x: JaxArray, a: JaxArray, b: JaxArray) => chain(x, a, b, work.operations);
      const run = work.mode === "graph" ? jit(steps) : steps;
      return arrayWork(() => run(x!.ref, a!.ref, b!.ref), same);
    }
    case "scalar": {
      const [a, b] = [np.array(1.5), np.array(2)];
      const run = () => a!.ref.add(b!.ref).dataSync();
      return { check: [project(run() as Float32Array)], run };
    }
    case "compile": {
      if (work.what === "mlp") {
        const options = { model: "mlp", pool: "average", batch: 256, rate: 0.1 } as const;
        const first = () => trainer({ ...options, optimizer: "sgd" })();
        return { check: [await first()], run: first, limit: 10 };
      }
      let columns = 100;
      const first = () => {
        const [x, a, b] = [SEED.images, SEED.left, SEED.right].map((seed) =>
          seeded(seed, [8, columns])
        );
        columns++;
        const run = jit((x: JaxArray, a: JaxArray, b: JaxArray) => chain(x, a, b, work.operations));
        return run(x!, a!, b!).dataSync() as Float32Array;
      };
      return { check: [project(first())], run: first, limit: 50 };
    }
    default:
      return undefined;
  }
}

await init("wasm");
defaultDevice("wasm");
await serve({ "@jax-js/jax": "0.1.25" }, prepare);
