/**
 * Cells: what recurrent layers run over the steps of sequences, Keras's own or a user's.
 *
 * @module
 * @internal
 */
import type { DType } from "../../arrays/dtypes.ts";
import { formatValue } from "../../errors/format.ts";
import { cast } from "../../primitives/math/cast.ts";
import { fill } from "../../primitives/array/fill.ts";
import { type Aval, aval } from "../../tensor/aval.ts";
import { state } from "../../tensor/state.ts";
import { Tensor } from "../../tensor/tensor.ts";
import { isLayer, Layer } from "../base/layer.ts";
import type { NestedShape } from "../base/shapes.ts";
import { withNameScope } from "../../objects/naming.ts";

/** States of a cell: tensors, those of stacked cells in lists. */
export type States = Tensor | readonly States[];

/** Lengths of a cell's states: one, one for each, or lists of them. */
export type StateSize = number | readonly StateSize[];

/** What a recurrent layer asks of a cell. A layer is one, and so is an object with these. */
export interface Cell {
  /** Length of the state, or of each of several. */
  readonly stateSize: StateSize;
  /** Length of the output; default: that of the first state. */
  readonly outputSize?: number | undefined;
  /** The states before the first step, for a batch of so many; default: zeros. */
  getInitialState?(batchSize: number): States;
}

/** An object that is a cell without being a layer. */
interface PlainCell extends Cell {
  call(
    inputs: Tensor,
    states: readonly States[],
    options: { training: boolean },
  ): readonly [Tensor, States];
}

/** What a cell that runs over sequences at once gives. */
export interface Fused {
  readonly sequence: Tensor;
  readonly last: Tensor;
  readonly states: readonly Tensor[];
}

/** A cell for one call of a layer: what it drops is drawn. */
export interface Prepared {
  /** Whether its steps do nothing but compute. */
  readonly pure: boolean;
  /** What steps take, of the elements of one step `(batch, ...)` or of all `(steps, batch, ...)`. */
  project(x: Tensor): Tensor;
  /** One step. */
  step(row: Tensor, states: readonly States[]): readonly [Tensor, readonly States[]];
  /** All steps of `(batch, steps, ...)` at once, without masks, if the cell's options allow that. */
  readonly fused?: ((x: Tensor, states: readonly Tensor[]) => Fused) | undefined;
}

/** How one of Keras's own cells is prepared. */
export const PREPARE = Symbol("prepare");

/** One of Keras's own cells. */
export interface OwnCell extends Cell {
  [PREPARE](element: Aval, states: readonly States[], training: boolean): Prepared;
  /** Whether it computes as Keras's does: its class has no `call` of its own. */
  readonly isPlain: boolean;
}

/** Whether a value is a cell that a layer can be made of. */
export function isCell(value: unknown): value is Cell {
  const hasCall = isLayer(value) ||
    typeof value === "object" && value !== null && typeof Reflect.get(value, "call") === "function";
  return hasCall && isSize(Reflect.get(value as object, "stateSize"));
}

function isSize(size: unknown): size is StateSize {
  return typeof size === "number" ||
    (Array.isArray(size) && size.length > 0 && size.every(isSize));
}

/** Throws unless a value is a cell. */
export function checkCell(where: string, name: string, value: unknown): Cell {
  if (isCell(value)) return value;
  throw new TypeError(
    `${where}: expected ${name} to be a cell, which has call(inputs, states) and stateSize, a number or a list, received ${name}=${
      formatValue(value)
    }`,
  );
}

/** Lengths of a cell's states, in a list. */
export function stateSizes({ stateSize }: Cell): readonly StateSize[] {
  return typeof stateSize === "number" ? [stateSize] : stateSize;
}

/** Length of a cell's output. */
export function outputSizeOf(cell: Cell): number {
  let size: StateSize | undefined = cell.outputSize ?? cell.stateSize;
  while (typeof size !== "number") size = size[0]!;
  return size;
}

/** Type that a cell computes in. */
export function computeDtypeOf(cell: Cell, ifNone: Tensor["dtype"]): Tensor["dtype"] {
  return cell instanceof Layer ? cell.computeDtype : ifNone;
}

/** The states of a cell before the first step. */
export function initialStates(
  cell: Cell,
  batch: number,
  dtype: Tensor["dtype"],
): readonly States[] {
  if (cell.getInitialState) {
    const made = cell.getInitialState(batch);
    return made instanceof Tensor ? [made] : made;
  }
  const zeros = (size: StateSize): States =>
    typeof size === "number" ? fill(0, aval(dtype, [batch, size])) : size.map(zeros);
  return stateSizes(cell).map(zeros);
}

/** All tensors of states, in order. */
export function flatStates(states: States): Tensor[] {
  return states instanceof Tensor ? [states] : states.flatMap(flatStates);
}

/** Tensors nested as states are. */
export function packStates(like: readonly States[], flat: readonly Tensor[]): readonly States[] {
  const all = flat.values();
  const packed = (it: States): States => it instanceof Tensor ? all.next().value! : it.map(packed);
  return like.map(packed);
}

/** What `map` gives for each tensor, nested as they are. */
export function mapStates(states: States, map: (it: Tensor) => Tensor): States {
  return states instanceof Tensor ? map(states) : states.map((it) => mapStates(it, map));
}

/** Makes the weights of a layer inside another one, with its name in theirs by all rules. */
export function buildInside(layer: unknown, shape: NestedShape): void {
  if (layer instanceof Layer) withNameScope(layer.name, () => layer.build(shape));
}

/** Runs what reads weights of a layer in the type that this one computes in. */
export function computing<T>(
  layer: { readonly computeDtype: DType; readonly variableDtype: DType },
  run: () => T,
): T {
  const outer = state.autocast;
  const { computeDtype, variableDtype } = layer;
  state.autocast = computeDtype === variableDtype ? undefined : computeDtype;
  try {
    return run();
  } finally {
    state.autocast = outer;
  }
}

/** A cell for one call of a layer, whosever it is. */
export function prepareCell(
  cell: Cell,
  element: Aval,
  states: readonly States[],
  training: boolean,
): Prepared {
  const own = cell as Partial<OwnCell>;
  if (own[PREPARE] && own.isPlain) return own[PREPARE](element, states, training);
  return {
    pure: false,
    project: (x) => x,
    step: (x, states) => runCell(cell, x, states, training),
  };
}

/** One step of a cell by its own call. */
export function runCell(
  cell: Cell,
  x: Tensor,
  states: readonly States[],
  training: boolean,
): readonly [Tensor, readonly States[]] {
  const result = stepOf(cell, x, states, training);
  if (!Array.isArray(result) || result.length !== 2 || !(result[0] instanceof Tensor)) {
    throw new TypeError(
      `${cell.constructor.name}: expected the call of a cell to return [output, states], received ${
        formatValue(result)
      }`,
    );
  }
  const [output, next] = result as [Tensor, States];
  const list = next instanceof Tensor ? [next] : next;
  // A step hands on states of the type it takes.
  return [output, list.map((it, i) => likeStates(it, states[i]))];
}

function likeStates(next: States, before: States | undefined): States {
  if (!(next instanceof Tensor) || !(before instanceof Tensor)) return next;
  return next.dtype === before.dtype ? next : cast(next, before.dtype);
}

function stepOf(cell: Cell, x: Tensor, states: readonly States[], training: boolean): unknown {
  if (!isLayer(cell)) return (cell as PlainCell).call(x, states, { training });
  const layer = cell as unknown as Layer & ((...args: unknown[]) => unknown);
  const hasNames = (layer.constructor as typeof Layer).rows.length > 0;
  return hasNames ? layer(x, { states, training }) : layer(x, states, { training });
}
