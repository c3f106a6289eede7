/**
 * The loop of `predict`: outputs of all batches, put together.
 *
 * @module
 */
import { newStorage, type Storage } from "../arrays/dtypes.ts";
import type { CallbackList } from "../callbacks/callback_list.ts";
import { NdArray } from "../display/ndarray.ts";
import { formatShape } from "../errors/format.ts";
import { flatten, pack, type Structure } from "../functions/nest.ts";
import { read } from "../tensor/graph.ts";
import { Tensor } from "../tensor/tensor.ts";
import type { Source } from "./data/source.ts";
import { Breath, type Loop, settled } from "./drive.ts";
import { Epochs } from "./epochs.ts";
import type { CallbackModel } from "../callbacks/model.ts";
import type { StepFunction } from "./step_functions.ts";
import { StopSignal } from "./stop_signal.ts";

/** Host arrays, nested as the outputs of a model are. */
export type Predictions = NdArray | readonly Predictions[] | {
  readonly [name: string]: Predictions;
};

/** What the loop runs with. */
export interface PredictPlan {
  readonly where: string;
  readonly model: CallbackModel;
  readonly source: Source;
  readonly steps: number | undefined;
  readonly callbacks: CallbackList;
  readonly step: StepFunction;
}

const asTensorLeaf = (it: unknown) => it instanceof Tensor ? it : undefined;

/** Outputs for all batches. */
export function* predictLoop(plan: PredictPlan): Loop<unknown> {
  const { where, model, callbacks, step } = plan;
  const batches = new Epochs(where, plan.source, plan.steps);
  const stop = new StopSignal();
  const [begins, ends] = [callbacks.has("onPredictBatchBegin"), callbacks.has("onPredictBatchEnd")];
  const breath = new Breath();
  let joined: Joined | undefined;
  try {
    model.stopPredicting = false;
    yield* settled(callbacks.onPredictBegin());
    batches.begin();
    for (let index = 0;; index++) {
      const batch = yield* settled(batches.next(index));
      if (batch === undefined) break;
      if (begins) yield* settled(callbacks.onPredictBatchBegin(index));
      const outputs = step.run(batch);
      joined ??= new Joined(where);
      joined.add(outputs);
      if (ends) yield* settled(callbacks.onPredictBatchEnd(index, { outputs }));
      const { due } = breath;
      if (due !== undefined) yield due;
      if (stop.pressed) model.stopPredicting = true;
      if (model.stopPredicting) break;
    }
    yield* settled(callbacks.onPredictEnd());
  } catch (error) {
    callbacks.onFailure();
    throw error;
  } finally {
    stop.close();
    batches.close();
  }
  if (joined !== undefined) return joined.result;
  throw new TypeError(`${where}: expected at least one batch to predict, received none`);
}

/** Outputs of one kind over all batches. */
interface Rows {
  readonly shape: readonly number[];
  readonly dtype: Tensor["dtype"];
  parts: Storage[];
  rows: number;
}

/** Outputs of batches, one behind the other. */
export class Joined {
  readonly #where: string;
  #structure: Structure | undefined;
  #outputs: Rows[] = [];

  /** @param where What it is made for, for messages. */
  constructor(where: string) {
    this.#where = where;
  }

  /** Adds what a batch gave. */
  add(given: unknown): void {
    const { leaves, structure } = flatten(given, asTensorLeaf);
    if (leaves.length === 0) {
      throw new TypeError(`${this.#where}: expected the model to give tensors, received none`);
    }
    this.#structure ??= structure;
    leaves.forEach((it, i) => {
      const [rows, ...shape] = it.shape;
      if (rows === undefined) {
        throw new TypeError(
          `${this.#where}: expected outputs with examples along their first axis, received a scalar`,
        );
      }
      const own = this.#outputs[i] ??= { shape, dtype: it.dtype, parts: [], rows: 0 };
      if (`${own.shape}` !== `${shape}`) {
        throw new TypeError(
          `${this.#where}: expected outputs of one shape in all batches, received ${
            formatShape(own.shape)
          } and ${formatShape(shape)} for an example; predict batches of one shape`,
        );
      }
      own.parts.push(read(it) as Storage);
      own.rows += rows;
    });
  }

  /** The outputs, nested as the model gives them. */
  get result(): unknown {
    return pack(this.#structure!, this.#outputs.map(join));
  }
}

function join({ parts, rows, shape, dtype }: Rows): NdArray {
  const [only] = parts;
  const values = parts.length === 1 ? only!.slice() as Storage : newStorage(
    dtype,
    parts.reduce((sum, { length }) => sum + length, 0),
  );
  if (parts.length > 1) {
    let at = 0;
    for (const it of parts) {
      if (Array.isArray(values)) it.forEach((value, i) => values[at + i] = value as string);
      else (values as Float32Array).set(it as Float32Array, at);
      at += it.length;
    }
  }
  return new NdArray(values as never, [rows, ...shape], dtype as never);
}
