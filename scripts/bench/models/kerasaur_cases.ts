/**
 * The work of the cases with this library: each is one function that is traced on its first call.
 *
 * @module
 */
import * as tf from "kerasaur";
import { project } from "../data.ts";
import { consume } from "../kerasaur_work.ts";
import type { Prepared } from "../measure.ts";
import type { ModelWork } from "./cases.ts";
import { CHECKED_STEP, inputsOf, type Values, weightsOf } from "./data.ts";
import { MODELS, Weights } from "./models.ts";

const tensor = ({ data, shape }: Values<Float32Array | Int32Array>): tf.Tensor =>
  tf.constant(data, { shape: [...shape] });

function optimizerOf({ optimizer }: ModelWork): tf.keras.optimizers.Optimizer {
  const { name, rate } = optimizer!;
  if (name === "adam") return new tf.keras.optimizers.Adam(rate);
  return new tf.keras.optimizers.SGD(rate, name === "momentum" ? { momentum: 0.9 } : {});
}

/** What a first call gives, and the milliseconds it takes. */
function first<T>(call: () => T): { value: T; firstMs: number } {
  const start = performance.now();
  const value = call();
  return { value, firstMs: performance.now() - start };
}

/** A model with variables of its own, and what it is called with. */
function made(work: ModelWork) {
  const weights = new Weights(weightsOf(work).map(tensor));
  const model = MODELS[work.model](weights, work);
  return { model, variables: weights.variables, inputs: inputsOf(work).map(tensor) };
}

/** Steps of training, each until its loss is read. */
function training(work: ModelWork): Prepared {
  const { model, variables, inputs } = made(work);
  const optimizer = optimizerOf(work);
  const step = tf.function((...x: tf.Tensor[]) => {
    const tape = new tf.GradientTape();
    const loss = tape.run(() => model(...x));
    const gradients = tape.gradient(loss, variables);
    optimizer.applyGradients(gradients.map((it, i) => [it, variables[i]!] as const));
    return loss;
  });
  const run = () => consume(step(...inputs))[0]!;
  const { value, firstMs } = first(run);
  let last = value;
  for (let i = 1; i < CHECKED_STEP; i++) last = run();
  return { check: [value, last], firstMs, run };
}

/** The model's value, or its value and gradients, computed where they lie. */
function computing(work: ModelWork): Prepared {
  const { model, variables, inputs } = made(work);
  const graph = tf.function((...x: tf.Tensor[]): tf.Tensor[] => {
    if (work.kind !== "gradients") return [model(...x)];
    const tape = new tf.GradientTape();
    const y = tape.run(() => model(...x));
    const above = y.shape.length === 0 ? null : x.at(-1)!;
    const gradients = tape.gradient(y, variables, above);
    return [y, ...gradients.filter((it) => it !== null)];
  });
  const { value: results, firstMs } = first(() => graph(...inputs));
  const check = results.map((it) => project(consume(it)));
  const compute = () => graph(...inputs).forEach((it) => it.dispose());
  const read = () => graph(...inputs).map(consume);
  return { check, firstMs, run: work.kind === "read" ? read : compute };
}

/** An optimizer's update of one weight by a gradient that is there. */
function updating(work: ModelWork): Prepared {
  const { variables: [weight], inputs: [gradient] } = made(work);
  const optimizer = optimizerOf(work);
  const update = tf.function((it: tf.Tensor) => {
    optimizer.applyGradients([[it, weight!]]);
  });
  const run = () => update(gradient!);
  const look = () => project(weight!.numpy().data as Float32Array);
  const { firstMs } = first(run);
  const check = [look()];
  for (let i = 1; i < CHECKED_STEP; i++) run();
  return { check: [...check, look()], firstMs, run };
}

/** Starts what a first operation starts, which is not the case's. */
function awake(): void {
  consume(tf.add(tf.constant([1]), tf.constant([1])));
}

/** The work of a case, ready to run. */
export function prepare(work: ModelWork): Prepared {
  awake();
  if (work.kind === "step") return training(work);
  return work.kind === "update" ? updating(work) : computing(work);
}
