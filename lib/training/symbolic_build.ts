/**
 * Makes everything that a first step needs before it is traced: weights, losses and metrics of the
 * outputs, variables of the optimizer.
 *
 * @module
 */
import { flatten, pack } from "../functions/nest.ts";
import { inferOutputs } from "../layers/base/infer_outputs.ts";
import { KerasTensor } from "../tensor/keras_tensor.ts";
import { Tensor } from "../tensor/tensor.ts";
import { type Batch, dataOf, unpackData } from "./data/batch.ts";
import type { Compiled } from "./compiled.ts";
import { hintAtActivation } from "./hints.ts";
import { outputsOf } from "./outputs.ts";

/** A layer that gives an output. */
interface LastLayer {
  getConfig(): Record<string, unknown>;
}

/** Name of the activation of a layer, if it is known. */
function activationOf(layer: LastLayer | undefined): string | undefined {
  if (layer?.constructor.name === "Softmax") return "softmax";
  const activation = layer?.getConfig()["activation"];
  return typeof activation === "string" ? activation : undefined;
}

/** What is built. */
export interface Buildable {
  /** How messages call it. */
  readonly label: string;
  /** Whether all of its weights exist. */
  readonly built: boolean;
  /** Names of its outputs, if they are known. */
  readonly outputNames: readonly string[] | undefined;
  /** The layers that give its outputs, if they are known. */
  readonly outputLayers: readonly LastLayer[] | undefined;
  /** Calls it. */
  (inputs: never): unknown;
}

const asSpec = (it: unknown) =>
  it instanceof Tensor ? new KerasTensor(it.shape, it.dtype, "x") : undefined;

/** The outputs of a model for a batch, symbolically; makes its weights. */
export function symbolicOutputs(model: Buildable, x: unknown): unknown {
  const { leaves, structure } = flatten(x, asSpec);
  const inputs = pack(structure, leaves);
  return inferOutputs(model.label, [inputs], ([given]) => model(given as never));
}

/** Builds a model and what it was compiled with for a batch. */
export function buildFor(model: Buildable, compiled: Compiled, batch: Batch): void {
  const { loss, metrics } = compiled;
  const isDone = model.built && (loss?.built ?? true) && (metrics?.built ?? true);
  if (isDone) return;
  const { x, y } = unpackData(dataOf(batch));
  const yPred = symbolicOutputs(model, x);
  const outputs = outputsOf(yPred, model.outputNames);
  if (loss?.built === false) {
    loss.build(y, yPred, outputs);
    loss.losses.forEach((it, i) => {
      if (it === null) return;
      const name = outputs.names[i]!;
      hintAtActivation(model.label, name, it, activationOf(model.outputLayers?.[i]));
    });
  }
  if (metrics?.built === false) metrics.build(y, yPred, outputs);
}
