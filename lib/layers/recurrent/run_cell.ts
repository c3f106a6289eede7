/**
 * Runs a cell over the steps of sequences: as one operator, whatever their length.
 *
 * @module
 * @internal
 */
import { recur } from "../../functions/recurrent/recur.ts";
import { reverse } from "../../primitives/array/reverse.ts";
import { transpose } from "../../primitives/array/transpose.ts";
import { aval } from "../../tensor/aval.ts";
import { internallyAll } from "../../tensor/state.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import {
  type Cell,
  flatStates,
  packStates,
  prepareCell,
  type Prepared,
  type States,
} from "./cell.ts";

/** How a cell runs. */
export interface Running {
  /** Who asks, for messages. */
  readonly where: string;
  readonly training: boolean;
  readonly mask: Tensor | undefined;
  readonly returnSequences: boolean;
  readonly goBackwards: boolean;
  readonly unroll: boolean;
  readonly zeroOutputForMask: boolean;
}

/** What comes out of it. */
export interface Ran {
  /** The outputs of all steps, or the last one. */
  readonly output: Tensor;
  readonly states: readonly States[];
}

/** Runs a cell over sequences `(batch, steps, ...)`. */
export function runCellOver(
  cell: Cell,
  x: Tensor,
  states: readonly States[],
  running: Running,
): Ran {
  const [batch, , ...rest] = x.shape as readonly [number, number, ...number[]];
  const element = aval(x.dtype, [batch, ...rest]);
  const prepared = prepareCell(cell, element, states, running.training);
  const { fused } = prepared;
  const run = fused && running.mask === undefined && !running.unroll
    ? () => atOnce(fused, x, states as readonly Tensor[], running)
    : () => stepwise(prepared, x, states, running);
  // A user's cell may hold what it computes.
  if (!prepared.pure) return run();
  let structure: readonly States[] = [];
  const [output, ...flat] = internallyAll(() => {
    const { output, states } = run();
    structure = states;
    return [output, ...flatStates(states)];
  });
  return { output: output!, states: packStates(structure, flat) };
}

function atOnce(
  fused: NonNullable<Prepared["fused"]>,
  x: Tensor,
  states: readonly Tensor[],
  { goBackwards, returnSequences }: Running,
): Ran {
  const made = fused(goBackwards ? reverse(x, [1]) : x, states);
  return { output: returnSequences ? made.sequence : made.last, states: made.states };
}

function stepwise(
  { project, step, pure }: Prepared,
  x: Tensor,
  initial: readonly States[],
  running: Running,
): Ran {
  const { where, mask, returnSequences, goBackwards, unroll, zeroOutputForMask } = running;
  const { outputs, lastOutput, states } = recur(
    (row: Tensor, before: readonly Tensor[]) => {
      const [output, next] = step(row, packStates(initial, before));
      return [output, flatStates(next)] as const;
    },
    project(stepsFirst(x)),
    flatStates(initial),
    {
      where,
      mask: mask && stepsFirst(mask),
      goBackwards,
      zeroOutputForMask,
      unroll,
      pure,
      timeMajor: true,
      returnAllOutputs: returnSequences,
    },
  );
  return {
    output: returnSequences ? stepsFirst(outputs) : lastOutput,
    states: packStates(initial, states),
  };
}

/** The first two axes exchanged. */
function stepsFirst(x: Tensor): Tensor {
  return transpose(x, x.shape.map((_, axis) => axis < 2 ? 1 - axis : axis));
}
