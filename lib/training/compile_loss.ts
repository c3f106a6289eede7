/**
 * The losses that a model was compiled with: one for each output, weighted and added.
 *
 * @module
 */
import { formatValue } from "../errors/format.ts";
import { isSerialized } from "../configuration/serialization.ts";
import { isOptions } from "../ops/bind.ts";
import type { Loss } from "../losses/loss.ts";
import { lossOf } from "../losses/registry.ts";
import { classesIn } from "../metrics/identify.ts";
import { Mean } from "../metrics/mean.ts";
import { add, multiply } from "../primitives/math/arithmetic.ts";
import { cast } from "../primitives/math/cast.ts";
import { scalar } from "../tensor/scalar.ts";
import { internally } from "../tensor/state.ts";
import { Tensor } from "../tensor/tensor.ts";
import { forEachOutput, labelsOf, type Outputs, tensorsOf } from "./outputs.ts";

/** The loss of one output. */
interface OutputLoss {
  readonly loss: Loss;
  readonly weight: number | null;
  /** The mean of the loss alone, of several. */
  readonly tracker: Mean | null;
}

const isLoss = (value: unknown): boolean =>
  typeof value === "string" || typeof value === "function" || isSerialized(value);

const isNumber = (value: unknown): boolean => typeof value === "number";

/** The losses of a model, once its outputs are known. */
export class CompileLoss {
  readonly #where: string;
  readonly #given: unknown;
  readonly #weights: unknown;
  #outputs: Outputs | undefined;
  #losses: readonly (OutputLoss | null)[] = [];
  #classes: readonly (number | undefined)[] = [];

  /**
   * Notes what was given.
   *
   * @throws {TypeError} for what is no loss, as far as it can be told without outputs.
   */
  constructor(where: string, loss: unknown, weights: unknown) {
    this.#where = where.replace(/\.compile$/, "");
    this.#given = loss;
    this.#weights = weights ?? null;
    checkLosses(where, loss);
  }

  /** Whether it knows its outputs. */
  get built(): boolean {
    return this.#outputs !== undefined;
  }

  /** The outputs, once they are known. */
  get outputs(): Outputs | undefined {
    return this.#outputs;
  }

  /** The loss of each output, `null` for none. */
  get losses(): readonly (Loss | null)[] {
    return this.#losses.map((it) => it?.loss ?? null);
  }

  /** Length of the last axis of each output. */
  get classes(): readonly (number | undefined)[] {
    return this.#classes;
  }

  /** Means of the losses of single outputs. */
  get trackers(): Mean[] {
    return this.#losses.flatMap((it) => it?.tracker ? [it.tracker] : []);
  }

  /**
   * Finds the loss of each output.
   *
   * @throws {TypeError} for losses, or weights of losses, that don't fit the outputs.
   */
  build(yTrue: unknown, yPred: unknown, outputs: Outputs): void {
    const where = this.#where;
    const count = outputs.names.length;
    const given = { where, option: "loss", isOne: isLoss };
    const each = isLoss(this.#given)
      ? outputs.names.map(() => this.#given)
      : forEachOutput(given, this.#given, outputs);
    const used = each.map((it) => it !== null);
    const labels = labelsOf(where, "y", yTrue, outputs, used);
    const predictions = tensorsOf(yPred);
    const weights = this.#weightsOf(outputs);
    const isTracked = used.filter(Boolean).length > 1;
    this.#losses = each.map((it, i): OutputLoss | null => {
      if (it === null) return null;
      const shapes = { yTrue: labels[i]?.shape ?? [], yPred: predictions[i]!.shape };
      const identifier = isByShape(it) ? `${classesIn(shapes)}Crossentropy` : it;
      return {
        loss: lossOf(
          where,
          count > 1 ? `the loss of '${outputs.names[i]}'` : "loss",
          identifier as never,
        ),
        weight: weights[i] as number | null,
        tracker: isTracked ? new Mean({ name: `${outputs.names[i]}_loss` }) : null,
      };
    });
    this.#classes = predictions.map(({ shape }) => shape.at(-1) ?? undefined);
    this.#outputs = outputs;
  }

  #weightsOf(outputs: Outputs): unknown[] {
    const value = this.#weights;
    if (value === null) return outputs.names.map(() => null);
    const isOne = outputs.names.length === 1 && isNumber(value);
    const given = { where: this.#where, option: "lossWeights", isOne: isNumber };
    const weights = isOne ? [value] : forEachOutput(given, value, outputs);
    const odd = weights.find((it) => it !== null && !Number.isFinite(it));
    if (odd === undefined) return weights;
    throw new RangeError(
      `${this.#where}: expected lossWeights to be finite numbers, received ${formatValue(odd)}`,
    );
  }

  /**
   * The weighted sum of the losses, a scalar; `undefined` if no output has one. Means of single
   * losses take them in.
   */
  compute(yTrue: unknown, yPred: unknown, sampleWeight: unknown): Tensor | undefined {
    const where = this.#where;
    const outputs = this.#outputs!;
    const used = this.#losses.map((it) => it !== null);
    const labels = labelsOf(where, "y", yTrue, outputs, used) as (Tensor | undefined)[];
    const predictions = tensorsOf(yPred) as Tensor[];
    const weights = weightsFor(where, sampleWeight, outputs, used);
    let sum: Tensor | undefined;
    this.#losses.forEach((it, i) => {
      if (it === null) return;
      const label = labels[i];
      if (label === undefined) {
        throw new TypeError(
          `${where}: expected labels for the loss '${it.loss.name}', received none; give y`,
        );
      }
      const value = it.loss(label, predictions[i]!, weights[i]);
      sum = internally(() => {
        const float = cast(value, "float32");
        it.tracker?.updateState(float, {
          sampleWeight: scalar(sizeOf(predictions[i]!), "float32"),
        });
        const own = it.weight === null ? float : multiply(float, scalar(it.weight, "float32"));
        return sum === undefined ? own : add(sum, own);
      });
    });
    return sum;
  }
}

function sizeOf({ shape }: Tensor): number {
  return shape[0] ?? 1;
}

/** The weights of examples for each output: one for all, or nested as they are. */
export function weightsFor(
  where: string,
  sampleWeight: unknown,
  outputs: Outputs,
  used: readonly boolean[],
): (Tensor | undefined)[] {
  if (sampleWeight === undefined || sampleWeight === null) {
    return outputs.names.map(() => undefined);
  }
  if (sampleWeight instanceof Tensor) return outputs.names.map(() => sampleWeight);
  return labelsOf(where, "sampleWeight", sampleWeight, outputs, used) as (Tensor | undefined)[];
}

/** Throws for what is no loss, wherever it stands. */
function checkLosses(where: string, loss: unknown): void {
  if (loss === null || loss === undefined || isByShape(loss)) return;
  if (isLoss(loss)) lossOf(where, "loss", loss);
  else if (Array.isArray(loss)) loss.forEach((it) => checkLosses(where, it));
  else if (isOptions(loss)) Object.values(loss).forEach((it) => checkLosses(where, it));
  else {
    throw new TypeError(
      `${where}: expected loss to be a loss, a function, a name, or a list or an object of them by output, received loss=${
        formatValue(loss)
      }`,
    );
  }
}

/** Whether it is the crossentropy that fits the shapes. */
function isByShape(loss: unknown): boolean {
  return typeof loss === "string" && ["crossentropy", "ce"].includes(loss.toLowerCase());
}
