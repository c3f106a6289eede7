/**
 * Steps of training, evaluation and prediction as traced functions: the first batch of a shape is
 * recorded, and from then on JavaScript runs once a batch.
 *
 * @module
 */
import { pack } from "../functions/nest.ts";
import { TracedFunction } from "../functions/function.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { type Batch, dataOf, type TrainData } from "./data/batch.ts";

/** What a step makes of a batch. */
export type Step = (data: TrainData) => unknown;

/** A step, traced once for each way in which batches are nested and shaped. */
export class StepFunction {
  readonly #step: Step;
  readonly #name: string;
  readonly #isEager: boolean;
  readonly #traced = new Map<string, TracedFunction<Tensor[], unknown>>();

  /** @param isEager Whether it is run operation by operation. */
  constructor(name: string, step: Step, isEager: boolean) {
    this.#name = name;
    this.#step = step;
    this.#isEager = isEager;
  }

  /** Runs the step. */
  run(batch: Batch): unknown {
    if (this.#isEager) return this.#step(dataOf(batch));
    const { layout: { key, structure }, leaves } = batch;
    let traced = this.#traced.get(key);
    if (traced === undefined) {
      const step = this.#step;
      traced = new TracedFunction(
        (...tensors: Tensor[]) => step(pack(structure, tensors) as unknown as TrainData),
        { name: this.#name },
      );
      this.#traced.set(key, traced);
    }
    return traced(...leaves);
  }
}
