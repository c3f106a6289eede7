/**
 * The base of metrics that keep counts of labels and predictions rather than a mean.
 *
 * @module
 */
import { fromCaller } from "../errors/caller.ts";
import type { Variable } from "../functions/variable.ts";
import type { Arguments } from "../ops/bind.ts";
import { add } from "../primitives/math/arithmetic.ts";
import { cast } from "../primitives/math/cast.ts";
import { internally } from "../tensor/state.ts";
import type { Tensor } from "../tensor/tensor.ts";
import {
  type Batch,
  changing,
  readBatch,
  type UpdateArguments,
  type UpdateNames,
} from "./arguments.ts";
import { Metric } from "./metric.ts";

/** The signature of a call. */
export interface ComparingMetric {
  (...args: Arguments<UpdateArguments, UpdateNames>): Tensor;
}

/** A metric of labels and predictions that keeps more than a mean. */
export abstract class ComparingMetric extends Metric {
  /** Takes labels and predictions in. */
  override updateState(...args: Arguments<UpdateArguments, UpdateNames>): void {
    fromCaller(this.updateState, () => changing(() => this.take(readBatch(this.name, args))));
  }

  /** The metric of all batches since the last reset. */
  override result(): Tensor {
    return internally(() => this.compute());
  }

  /** Adds a batch to the state. */
  protected abstract take(batch: Batch): void;

  /** The result of the state. */
  protected abstract compute(): Tensor;

  /** Makes a variable that begins with zeros. */
  protected zeros(name: string, shape: readonly number[], dtype: string = "float32"): Variable {
    return this.addVariable(shape, "zeros", { name, dtype: dtype as "float32" });
  }
}

/** Adds to a variable, in its type. */
export function addTo(variable: Variable, more: Tensor): void {
  variable.put(add(variable.take(), cast(more, variable.dtype)));
}
