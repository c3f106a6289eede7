/**
 * The states that a recurrent layer begins with: zeros, what it is given, or what it kept.
 *
 * @module
 * @internal
 */
import type { DType } from "../../arrays/dtypes.ts";
import { formatShape, formatValue } from "../../errors/format.ts";
import { Variable } from "../../functions/variable.ts";
import { asTensor } from "../../ops/as_tensor.ts";
import { fill, zerosLike } from "../../primitives/array/fill.ts";
import { cast } from "../../primitives/math/cast.ts";
import { aval, type Shape } from "../../tensor/aval.ts";
import type { TensorLike } from "../../tensor/like.ts";
import { state } from "../../tensor/state.ts";
import { Tensor } from "../../tensor/tensor.ts";
import { outsideTrace, Trace } from "../../tensor/trace.ts";
import type { NestedShape } from "../base/shapes.ts";
import {
  type Cell,
  flatStates,
  initialStates,
  packStates,
  PREPARE,
  type States,
  type StateSize,
  stateSizes,
} from "./cell.ts";

/**
 * The states that a call is given, nested as the cell has them and in the type it computes in.
 *
 * @throws {TypeError} for another number or other shapes.
 */
export function givenStates(
  label: string,
  cell: Cell,
  batch: number,
  dtype: DType,
  given: unknown,
): readonly States[] {
  const where = `Cannot call ${label}`;
  const zeros = (size: StateSize): States =>
    typeof size === "number" ? fill(0, aval(dtype, [batch, size])) : size.map(zeros);
  const expected = PREPARE in cell
    ? initialStates(cell, batch, dtype)
    : stateSizes(cell).map(zeros);
  const count = flatStates(expected).length;
  const conform = (like: States, it: unknown): States => {
    if (like instanceof Tensor) {
      const tensor = asTensor(`${where}: initialState`, it as TensorLike);
      if (`${tensor.shape}` === `${like.shape}`) return cast(tensor, like.dtype);
      throw new TypeError(
        `${where}: expected initialState of shape ${formatShape(like.shape)}, received shape ${
          formatShape(tensor.shape)
        }`,
      );
    }
    const list = like.length === 1 && !Array.isArray(it) ? [it] : it;
    if (Array.isArray(list) && list.length === like.length) {
      return list.map((one, i) => conform(like[i]!, one));
    }
    throw new TypeError(
      `${where}: expected initialState to be a list of ${like.length} (${count} tensors in all), received ${
        formatValue(it)
      }`,
    );
  };
  return conform(expected, given) as readonly States[];
}

/** Shapes of the states that `make` gives for a batch, which may be unknown; nothing is computed. */
export function stateShapes(
  label: string,
  batch: number | null,
  make: (batch: number) => readonly States[],
): readonly NestedShape[] {
  const trace = new Trace(label, state.trace);
  const shapeOf = (it: States): NestedShape =>
    it instanceof Tensor ? [batch, ...it.shape.slice(1)] : it.map(shapeOf);
  return trace.record(() => make(batch ?? 1)).map(shapeOf);
}

/** States that stay from one call to the next. */
export class KeptStates {
  readonly #variables: readonly Variable[];
  readonly #structure: readonly States[];
  /** How many sequences there are in a batch. */
  readonly batch: number;

  /** Makes variables of the states before the first step. */
  constructor(cell: Cell, batch: number, dtype: DType, variableDtype: DType) {
    this.batch = batch;
    const zeros = () => initialStates(cell, batch, dtype);
    this.#structure = outsideTrace(zeros);
    this.#variables = flatStates(this.#structure).map((it) =>
      new Variable(outsideTrace(() => cast(it, variableDtype)), {
        name: "rnn_state",
        trainable: false,
      })
    );
  }

  /** The variables, in order. */
  get variables(): readonly Variable[] {
    return this.#variables;
  }

  /** Their values, nested as the cell has them. */
  values(): readonly States[] {
    const types = flatStates(this.#structure).map(({ dtype }) => dtype);
    return packStates(
      this.#structure,
      this.#variables.map((it, i) => cast(it.value(), types[i]!)),
    );
  }

  /** Throws unless inputs have the batch whose states are kept. */
  checkBatch(label: string, shape: Shape): void {
    if (shape[0] === this.batch) return;
    throw new TypeError(
      `Cannot call ${label}: expected a batch of ${this.batch}, whose states it keeps, received shape ${
        formatShape(shape)
      }; a stateful layer takes batches of one size`,
    );
  }

  /** Keeps the states of a call. */
  assign(states: readonly States[]): void {
    flatStates(states).forEach((it, i) => {
      const variable = this.#variables[i]!;
      variable.assign(cast(it, variable.dtype as DType));
    });
  }

  /** Makes them zeros. */
  reset(): void {
    for (const variable of this.#variables) variable.assign(zerosLike(variable.value()));
  }
}
