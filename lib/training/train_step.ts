/**
 * The steps of training, evaluation and prediction as Keras has them, of which a model's own may
 * call parts.
 *
 * @module
 */
import { GradientTape } from "../functions/gradient_tape.ts";
import { flatten } from "../functions/nest.ts";
import type { Variable } from "../functions/variable.ts";
import type { Mean } from "../metrics/mean.ts";
import type { Optimizer } from "../optimizers/mod.ts";
import { add } from "../primitives/math/arithmetic.ts";
import { cast } from "../primitives/math/cast.ts";
import { reduceSum } from "../primitives/reduction/reduce_sum.ts";
import { scalar } from "../tensor/scalar.ts";
import { internally } from "../tensor/state.ts";
import { Tensor } from "../tensor/tensor.ts";
import { unpackData } from "./data/batch.ts";

/** What the steps need of a model. */
export interface Stepped {
  readonly label: string;
  readonly optimizer: Optimizer | null;
  readonly trainableWeights: readonly Variable[];
  computeLoss(
    x: unknown,
    y: unknown,
    yPred: unknown,
    sampleWeight: unknown,
    training: boolean,
  ): Tensor;
  computeMetrics(x: unknown, y: unknown, yPred: unknown, sampleWeight: unknown): Results;
  (inputs: never, options: { training: boolean }): unknown;
}

/** Results by name. */
export type Results = Record<string, Tensor>;

/** Takes the loss of a batch in. */
function track(tracker: Mean, loss: Tensor, x: unknown): void {
  const { leaves } = flatten(x, (it) => it instanceof Tensor ? it : undefined);
  const size = leaves[0]?.shape[0] ?? 1;
  tracker.updateState(loss, { sampleWeight: scalar(size, "float32") });
}

/** One step along the gradients of the loss. */
export function trainOn(model: Stepped, tracker: Mean, data: unknown): Results {
  const { x, y, sampleWeight } = unpackData(data);
  const tape = new GradientTape();
  let yPred: unknown;
  let loss!: Tensor;
  const { optimizer } = model;
  const scaled = tape.run(() => {
    yPred = model(x as never, { training: true });
    loss = model.computeLoss(x, y, yPred, sampleWeight, true);
    return optimizer === null ? loss : optimizer.scaleLoss(loss);
  });
  track(tracker, loss, x);
  const weights = model.trainableWeights;
  if (weights.length > 0) {
    if (optimizer === null) {
      throw new TypeError(
        `${model.label}.fit: expected an optimizer, received null in compile; give one, or override trainStep`,
      );
    }
    const gradients = tape.gradient(scaled, weights) as (Tensor | null)[];
    optimizer.applyGradients(gradients.map((it, i) => [it, weights[i]!] as const));
  }
  return model.computeMetrics(x, y, yPred, sampleWeight);
}

/** Loss and metrics of a batch. */
export function testOn(
  model: Stepped,
  tracker: Mean,
  data: unknown,
): Results {
  const { x, y, sampleWeight } = unpackData(data);
  const yPred = model(x as never, { training: false });
  track(tracker, model.computeLoss(x, y, yPred, sampleWeight, false), x);
  return model.computeMetrics(x, y, yPred, sampleWeight);
}

/** The sum of a loss and of what layers add. */
export function totalLoss(
  label: string,
  loss: Tensor | undefined,
  added: readonly Tensor[],
): Tensor {
  const all = loss === undefined ? [...added] : [loss, ...added];
  if (all.length === 0) {
    throw new TypeError(
      `${label}: expected a loss, received none; give compile a loss, or add one with addLoss`,
    );
  }
  return internally(() =>
    all.map((it) => {
      const float = cast(it, "float32");
      return float.rank === 0 ? float : reduceSum(float, float.shape.map((_, axis) => axis));
    }).reduce((total, it) => add(total, it))
  );
}
