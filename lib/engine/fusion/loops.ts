/**
 * Loops: scans whose steps are parts. A body is cut once; each round runs its parts with the places of
 * that round: elements of sequences and of results where they lie, states in two blocks in turns.
 *
 * @module
 */
import { sizeOf } from "../cpu/plan_editor.ts";
import { PADDING } from "../kernels/kernel.ts";
import type { Body, GraphNode, Plan, Value } from "../plan/graph_types.ts";
import { byteLength } from "../plan/value.ts";
import type { Parts } from "./groups.ts";
import type { Lifetime } from "./places.ts";

/** A body in parts. */
export interface Loop {
  readonly body: Body;
  /** The body's plan as it was cut. */
  readonly plan: Plan;
  readonly parts: Parts;
}

/** Rounds from which places of each would take more memory than a loop is worth. */
const MOST_ROUNDS = 512;

/** Nodes that kernels have to join in a round to be faster than ONNX Runtime's operators. */
const LEAST_NODES = 6;

/** Whether enough is joined in a round for a loop to be faster than the scan whole. */
export function isWorthLoop({ parts }: Parts): boolean {
  const joined = parts.flatMap(({ kind, nodes }) => kind === "kernel" ? nodes : []);
  return joined.length >= LEAST_NODES;
}

/**
 * A body as a loop, if kernels compute some of it.
 *
 * @param plan The body's plan, as kernels need it.
 * @param cut Cuts it.
 * @param isWorth Whether its parts are worth a loop.
 */
export function loopOf(
  body: Body,
  plan: Plan,
  cut: (plan: Plan) => Parts,
  isWorth: (parts: Parts) => boolean = () => true,
): Loop | undefined {
  const { states, length } = body;
  if (length > MOST_ROUNDS) return undefined;
  const values = [...plan.inputs, ...plan.nodes.flatMap(({ outputs }) => outputs)];
  if (values.some((value) => sizeOf(value) === 0)) return undefined;
  // Kernels may write a little more than a result that does not fill vectors.
  if (plan.outputs.slice(states).some((value) => sizeOf(value) % PADDING !== 0)) return undefined;
  const parts = cut(plan);
  if (!parts.parts.some(({ kind }) => kind === "kernel") || !isWorth(parts)) return undefined;
  return { body, plan, parts };
}

/** The two blocks of each state. */
export type StateBlocks = readonly (readonly [Lifetime, Lifetime])[];

/** Blocks for states, each as long as its loop. */
export function stateBlocks({ body, plan }: Loop): StateBlocks {
  return plan.inputs.slice(0, body.states).map((value) => {
    const block = (): Lifetime => ({ bytes: byteLength(value), from: 0, to: Infinity });
    return [block(), block()] as const;
  });
}

/** Where a body's input or output is in a round. */
export type RoundPlace =
  /** An element of a value of the plan, or all of it. */
  | { readonly value: Value; readonly bytes: number }
  /** A state's block. */
  | { readonly block: Lifetime };

/** The places of a body's inputs and outputs in a round. */
export function roundPlaces(
  { body, plan }: Loop,
  { inputs, outputs }: GraphNode,
  blocks: StateBlocks,
  round: number,
): ReadonlyMap<Value, RoundPlace> {
  const { states, sequences, length, reverse } = body;
  const element = reverse ? length - 1 - round : round;
  const places = new Map<Value, RoundPlace>();
  plan.inputs.forEach((value, i) => {
    const isElement = i >= states && i < states + sequences;
    if (i < states && round > 0) places.set(value, { block: blocks[i]![(round - 1) % 2]! });
    else {places.set(value, {
        value: inputs[i]!,
        bytes: isElement ? element * byteLength(value) : 0,
      });}
  });
  plan.outputs.forEach((value, i) => {
    if (i < states && round < length - 1) places.set(value, { block: blocks[i]![round % 2]! });
    else {places.set(value, {
        value: outputs[i]!,
        bytes: i < states ? 0 : element * byteLength(value),
      });}
  });
  return places;
}
