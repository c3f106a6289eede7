/**
 * The general recurrence, which Keras calls `rnn`: a step of the user's that runs over the elements
 * of sequences and hands states on.
 *
 * While a function is traced, the step is recorded once and the whole recurrence is one operator; in
 * eager code, too, if the caller says that the step may be traced. Otherwise, and where the step has
 * effects or computes on the host, the steps are recorded one after the other.
 *
 * @module
 */
import { formatShape, formatValue } from "../../errors/format.ts";
import { fill, zerosLike } from "../../primitives/array/fill.ts";
import { reshape } from "../../primitives/array/reshape.ts";
import { stack } from "../../primitives/array/stack.ts";
import { transpose } from "../../primitives/array/transpose.ts";
import { aval } from "../../tensor/aval.ts";
import { state } from "../../tensor/state.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { pack } from "../nest.ts";
import { maskOf, type RecurMask } from "./masks.ts";
import { elementOf } from "./recurrence_primitive.ts";
import { traceRecurrence } from "./trace_recurrence.ts";
import {
  type Nested,
  nestedOf,
  type NestedTensors,
  outcomeOf,
  type UserStep,
} from "./user_step.ts";

/** Options of {@linkcode recur}. */
export interface RecurOptions {
  /** Whether it begins with the last elements; the outputs come in that order. Default `false`. */
  goBackwards?: boolean;
  /**
   * Which elements count: `(batch, length)` or `(batch, length, 1)`, the first two the other way
   * round with `timeMajor`. Where one does not, the states stay, and the output is the one before.
   */
  mask?: Tensor | undefined;
  /** How many elements of each sequence count, `(batch,)`: the first ones. */
  lengths?: Tensor | undefined;
  /** Whether outputs that do not count are zeros; default `false`: they are those before. */
  zeroOutputForMask?: boolean;
  /**
   * Whether the step does nothing but compute its results, and reads no values: then eager code, too,
   * runs it as one operator. Default `false`.
   */
  pure?: boolean;
  /** Whether to write the steps one after the other, whatever the length; default `false`. */
  unroll?: boolean;
  /** Whether the first axis is that of the steps and the second the batch; default `false`. */
  timeMajor?: boolean;
  /** Whether all outputs are wanted and not only the last one; default `true`. */
  returnAllOutputs?: boolean;
  /** Who asks, for messages; default `recur`. */
  where?: string;
}

/** What {@linkcode recur} gives. */
export interface Recurred<Output, States> {
  /** The output of the last step, `(batch, ...)`; zeros if there is none. */
  lastOutput: Output;
  /** The outputs of all steps, `(batch, length, ...)`, or of the last one, `(batch, 1, ...)`. */
  outputs: Output;
  /** The states after the last step. */
  states: States;
}

/** Steps from which one operator is recorded for all of them. */
const MIN_STEPS = 3;

/**
 * Runs `step` over the elements of sequences: `[y_t, s_t] = step(x_t, s_(t-1))`.
 *
 * @param step Takes one element of each input, `(batch, ...)`, and the states; gives the output and
 *   the next states. It may be called more often than there are elements, to be traced.
 * @param inputs Sequences `(batch, length, ...)`, nested as one likes.
 * @param initialStates What the first step takes, nested as one likes.
 * @throws {TypeError} if the sequences have different lengths, or the step gives states of another
 *   structure, shape or dtype than it takes.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { recur } from "./recur.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const { outputs } = recur(
 *   (x, [sum]) => {
 *     const next = tf.add(sum, x);
 *     return [next, [next]];
 *   },
 *   tf.constant([[1, 2, 3]]),
 *   [tf.zeros([1])],
 * );
 * assertEquals(outputs.numpy().toArray(), [[1, 3, 6]]);
 * ```
 */
export function recur<
  const Inputs extends NestedTensors,
  const States extends readonly NestedTensors[],
  Output extends NestedTensors,
>(
  step: (element: Nested<Inputs>, states: Nested<States>) => readonly [Output, NestedTensors],
  inputs: Inputs,
  initialStates: States,
  options: RecurOptions = {},
): Recurred<Nested<Output>, Nested<States>> {
  const where = options.where ?? "recur";
  const isTimeMajor = options.timeMajor ?? false;
  const given = nestedOf(where, "inputs", inputs);
  const initial = nestedOf(where, "initialStates", initialStates);
  const sequences = given.tensors.map((it) => sequenceOf(where, it, isTimeMajor));
  const length = lengthOf(where, sequences);
  const user: UserStep = {
    where,
    step: (element, states) => step(element as Nested<Inputs>, states as Nested<States>),
    elements: given.structure,
    states: initial.structure,
    initial: initial.tensors,
  };
  const recurrence: Recurring = {
    user,
    sequences,
    length,
    mask: maskOf(where, options, sequences[0]!, isTimeMajor),
    reverse: options.goBackwards ?? false,
    zeroOutput: options.zeroOutputForMask ?? false,
    all: options.returnAllOutputs ?? true,
  };
  const isTraced = (state.trace !== undefined || options.pure === true) && !options.unroll &&
    length >= MIN_STEPS;
  const result = length === 0
    ? withoutSteps(recurrence)
    : (isTraced ? traceRecurrence(recurrence) : undefined) ?? stepByStep(recurrence);
  const { structure, last, outputs, states } = result;
  const axes = (it: Tensor) => isTimeMajor ? it : swapped(it);
  return {
    lastOutput: pack(structure, last) as Nested<Output>,
    outputs: pack(structure, outputs.map(axes)) as Nested<Output>,
    states: pack(initial.structure, states) as Nested<States>,
  };
}

/** What is to be computed. */
export interface Recurring {
  readonly user: UserStep;
  /** Sequences `(length, batch, ...)`. */
  readonly sequences: readonly Tensor[];
  readonly length: number;
  readonly mask: RecurMask | undefined;
  readonly reverse: boolean;
  /** Whether outputs that do not count are zeros. */
  readonly zeroOutput: boolean;
  /** Whether all outputs are wanted. */
  readonly all: boolean;
}

/** What came out of it; outputs `(length, batch, ...)`. */
export interface Outcome {
  readonly structure: UserStep["states"];
  readonly last: readonly Tensor[];
  readonly outputs: readonly Tensor[];
  readonly states: readonly Tensor[];
}

/** The first two axes exchanged. */
function swapped(x: Tensor): Tensor {
  const order = x.shape.map((_, axis) => axis < 2 ? 1 - axis : axis);
  return transpose(x, order);
}

function sequenceOf(where: string, x: Tensor, isTimeMajor: boolean): Tensor {
  if (x.rank >= 2) return isTimeMajor ? x : swapped(x);
  throw new TypeError(
    `${where}: expected sequences of at least 2 dimensions (batch, length, ...), received shape ${
      formatShape(x.shape)
    }`,
  );
}

function lengthOf(where: string, sequences: readonly Tensor[]): number {
  const [first] = sequences;
  if (first === undefined) {
    throw new TypeError(`${where}: expected inputs with at least one tensor, received none`);
  }
  const [length, batch] = first.shape;
  const odd = sequences.find(({ shape }) => shape[0] !== length || shape[1] !== batch);
  if (odd === undefined) return length!;
  throw new TypeError(
    `${where}: expected sequences of one length and batch, received ${
      formatValue([first, odd].map(({ shape: [length, batch] }) => ({ length, batch })))
    }`,
  );
}

/** The steps one after the other. */
function stepByStep(it: Recurring): Outcome {
  const { user, sequences, length, mask, reverse, zeroOutput, all } = it;
  let states = user.initial;
  let before: readonly Tensor[] | undefined;
  let structure: Outcome["structure"] | undefined;
  const rows: (readonly Tensor[])[] = [];
  for (let round = 0; round < length; round++) {
    const at = reverse ? length - 1 - round : round;
    const outcome = outcomeOf(user, sequences.map((x) => elementOf(x, at)), states, before);
    structure ??= outcome.structure;
    let { outputs, states: next } = outcome;
    if (mask !== undefined) {
      const counts = elementOf(mask.values, at);
      const else_ = zeroOutput ? undefined : before;
      outputs = outputs.map((y, i) => mask.choose(counts, y, else_?.[i] ?? zerosLike(y)));
      next = next.map((s, i) => mask.choose(counts, s, states[i]!));
    }
    before = outputs;
    states = next;
    if (all) rows.push(outputs);
  }
  const last = before!;
  if (!all) rows.push(last);
  const outputs = last.map((_, i) => stack(rows.map((row) => row[i]!), 0));
  return { structure: structure!, last, outputs, states };
}

/** What comes out of sequences without elements: no outputs, and the states as they were. */
function withoutSteps({ user, sequences, all }: Recurring): Outcome {
  const { structure, avals } = outcomeOf.abstract(user, sequences);
  const last = avals.map((it) => fill(0, it));
  const outputs = last.map((y) =>
    all ? fill(0, aval(y.dtype, [0, ...y.shape])) : reshape(y, [1, ...y.shape])
  );
  return { structure, last, outputs, states: user.initial };
}
