/**
 * A contestant: jax-js on its wasm backend, a step in `jit` by hand. Its arrays are freed by whoever
 * takes them; `.ref` keeps one. It has no loop over time that it can differentiate: no LSTM.
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
  // deno-lint-ignore no-import-prefix -- a contestant is no dependency of the library
} from "npm:@jax-js/jax@0.1.25";
import { initialWeights } from "../data.ts";
import type { Prepared } from "../measure.ts";
import { serve } from "../serve.ts";
import { examples, type FitWork, oneHot } from "./cases.ts";

function array(values: Float32Array<ArrayBuffer>, shape: readonly number[]): JaxArray {
  return np.array(values).reshape([...shape]);
}

const toNchw = (x: JaxArray) => np.transpose(x, [0, 3, 1, 2]);
const toNhwc = (x: JaxArray) => np.transpose(x, [0, 2, 3, 1]);
const toOihw = (w: JaxArray) => np.transpose(w, [3, 2, 0, 1]);
/** A copy in the order of its elements, so that no transpose is left to be timed. */
const settled = (x: JaxArray) => array(new Float32Array(x.ref.dataSync()), x.shape);

const dense = (x: JaxArray, w: JaxArray, b: JaxArray) => np.matmul(x, w).add(b);
const conv = (x: JaxArray, w: JaxArray, b: JaxArray, padding: "SAME" | "VALID") =>
  lax.conv(x, w, [1, 1], padding).add(b.reshape([1, -1, 1, 1]));
const averages = (x: JaxArray) => lax.reduceWindow(x, (it) => np.mean(it), [2, 2], [2, 2]);
const largest = (x: JaxArray) => lax.reduceWindow(x, (it) => np.max(it), [2, 2], [2, 2]);
const flat = (x: JaxArray, count: number) => toNhwc(x).reshape([count, -1]);

/** The logits of a case as a function of weights and inputs. */
function logitsOf({ model, activation, batch }: FitWork) {
  const active = activation === "sigmoid" ? nn.sigmoid : nn.relu;
  return (x: JaxArray, weights: JaxArray[]): JaxArray => {
    const [w1, b1, w2, b2, w3, b3, w4, b4, w5, b5] = weights as JaxArray[] & {
      0: JaxArray;
    };
    if (model === "mlp") return dense(nn.relu(dense(x, w1!, b1!)), w2!, b2!);
    if (model === "digits") {
      const second = nn.relu(conv(nn.relu(conv(x, w1!, b1!, "VALID")), w2!, b2!, "VALID"));
      return dense(flat(largest(second), batch), w3!, b3!);
    }
    const first = averages(active(conv(x, w1!, b1!, "SAME")));
    const second = averages(active(conv(first, w2!, b2!, "VALID")));
    const third = active(dense(flat(second, batch), w3!, b3!));
    return dense(active(dense(third, w4!, b4!)), w5!, b5!);
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

/** The batches of an epoch in jax-js's layouts, with labels as rows. */
function batchesOf(work: FitWork): [x: JaxArray, y: JaxArray][] {
  const { x, classes } = examples(work);
  const width = work.input.reduce((a, b) => a * b, 1);
  return Array.from({ length: work.steps }, (_, i) => {
    const [from, to] = [i * work.batch, (i + 1) * work.batch];
    const inputs = array(x.slice(from * width, to * width), [work.batch, ...work.input]);
    const labels = array(oneHot(classes.slice(from, to)), [work.batch, 10]);
    return [work.model === "mlp" ? inputs : settled(toNchw(inputs)), labels];
  });
}

async function prepare(work: FitWork): Promise<Prepared | undefined> {
  if (work.model === "lstm" || work.accuracy) return undefined;
  const weights = initialWeights(work.model).map((it) => {
    const tensor = array(it.values, it.shape);
    return it.shape.length === 4 ? settled(toOihw(tensor)) : tensor;
  });
  const like = () => work.optimizer === "adam" ? weights.map((w) => np.zeros(w.shape)) : [];
  let state: State = { weights, m: like(), v: like(), step: np.array(0) };
  const logits = logitsOf(work);
  const lossOf = (weights: JaxArray[], x: JaxArray, y: JaxArray) =>
    np.mean(np.sum(y.mul(nn.logSoftmax(logits(x, weights))), -1)).mul(-1);
  const update = work.optimizer === "sgd" ? sgd : adam;
  const compiled = jit((state: State, x: JaxArray, y: JaxArray): [JaxArray, State] => {
    const [value, gradients] = valueAndGrad(lossOf)(tree.ref(state.weights), x, y);
    return [value, update(work.rate, state, gradients as JaxArray[])];
  });
  const batches = batchesOf(work);
  /** The mean loss of some batches; losses are read when all steps are on their way. */
  const through = async (some: typeof batches): Promise<number> => {
    const losses: JaxArray[] = [];
    for (const [x, y] of some) {
      const [value, next] = compiled(state, x.ref, y.ref) as [JaxArray, State];
      state = next;
      losses.push(value);
    }
    await blockUntilReady(state);
    return losses.reduce((sum, it) => sum + it.item(), 0) / some.length;
  };
  const check = [await through(batches), await through(batches)];
  // Its convolutions take so long that one step has to do, in the place of an epoch.
  const first = batches.slice(0, work.model === "mlp" ? work.steps : 1);
  const timed = async () => {
    const start = performance.now();
    await through(first);
    return (performance.now() - start) / first.length;
  };
  return { check, run: timed, timed };
}

await init("wasm");
defaultDevice("wasm");
await serve({ "@jax-js/jax": "0.1.25" }, prepare);
