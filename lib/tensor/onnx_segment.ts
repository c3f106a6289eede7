/**
 * Nodes as a plan of ONNX operators. Tensors without elements are never computed, texts are whole
 * numbers in here, and complex numbers are pairs that only move, as whole numbers of 64 bits.
 *
 * @module
 */
import type { DType } from "../arrays/dtypes.ts";
import type { GraphNode, Plan, Value } from "../engine/plan/graph_types.ts";
import {
  type HostData as EngineData,
  newStorageOf,
  type OnnxType,
} from "../engine/onnx/onnx_types.ts";
import { foldUpdates } from "../engine/plan/fold_updates.ts";
import { newValue } from "../engine/plan/value.ts";
import { aval } from "./aval.ts";
import type { Outline } from "./backend.ts";
import { type Disguise, Lowering } from "./lowering.ts";
import { many } from "./primitive.ts";
import { Subgraph } from "./subgraph.ts";
import type { HostData, Node, Tensor } from "./tensor.ts";
import { Trace } from "./trace.ts";

/** The type that values of a dtype have within a plan. */
export function planType(dtype: DType): OnnxType {
  return dtype === "string" ? "int32" : dtype === "complex64" ? "int64" : dtype;
}

/** What values of a dtype are, where {@linkcode planType} does not say it. */
export function disguiseOf(dtype: DType): Disguise | undefined {
  return dtype === "string" ? "text" : dtype === "complex64" ? "complex" : undefined;
}

/** Constants of at most this many elements become part of the model, larger ones stay inputs. */
const INLINE_LIMIT = 64;

function isInline(tensor: Tensor, constants: ReadonlySet<Tensor> | undefined): boolean {
  return constants !== undefined && constants.has(tensor) && tensor.size <= INLINE_LIMIT &&
    tensor.dtype !== "string" && tensor.dtype !== "complex64" && tensor.host !== undefined;
}

/** A plan, with the leaves that are its inputs. */
export interface Segment {
  readonly plan: Plan;
  readonly inputs: readonly Tensor[];
}

/** A tensor without elements: no operator computes it. */
function empty(to: Lowering, { dtype, shape }: Tensor): Value {
  const type = planType(dtype);
  return to.constant(newStorageOf(type, 0), type, shape);
}

/**
 * Writes the plan of nodes; all outputs have elements.
 *
 * @param lacks Operators to do without.
 */
export function lowerSegment(
  { nodes, leaves, outputs, constants }: Outline,
  lacks?: ReadonlySet<string>,
): Segment {
  const to = new Lowering(lacks);
  const values = new Map<Tensor, Value>();
  const changing = new Map<Tensor, Value>();
  for (const leaf of leaves) {
    if (leaf.size === 0) values.set(leaf, empty(to, leaf));
    else if (isInline(leaf, constants)) {
      const host = leaf.host as Exclude<HostData, readonly string[]>;
      values.set(leaf, to.constant(host, planType(leaf.dtype), leaf.shape));
    } else {
      const value = newValue(planType(leaf.dtype), leaf.shape);
      changing.set(leaf, value);
      const disguise = disguiseOf(leaf.dtype);
      if (disguise !== undefined) to.disguise(value, disguise);
      values.set(leaf, value);
    }
  }
  lowerNodes(to, nodes, values, outputs);
  const results = computed(to, outputs.map((output) => values.get(output)!));
  const wanted = new Set(results);
  const kept = withoutUnused(foldUpdates(to.nodes, wanted), results);
  return number(kept, changing, to.constants, results);
}

/** Writes nodes, given the values of what they start from. */
function lowerNodes(
  to: Lowering,
  nodes: readonly Node[],
  values: Map<Tensor, Value>,
  outputs: readonly Tensor[],
): void {
  const used = new Set<Tensor>(outputs);
  for (const { inputs } of nodes) for (const input of inputs) used.add(input);
  for (const { bound, inputs, outputs: results } of nodes) {
    if (results.every(({ size }) => size === 0)) {
      for (const result of results) values.set(result, empty(to, result));
      continue;
    }
    to.primitive = bound.primitive.name;
    const given = inputs.map((input) => values.get(input)!);
    const avals = results.map(({ aval }) => aval);
    const wanted = results.map((it) => used.has(it));
    const lowered = bound.primitive.lower!(to, many(given), many(avals), bound.attrs, wanted);
    const list = Array.isArray(lowered) ? lowered as readonly Value[] : [lowered as Value];
    results.forEach((result, i) => {
      if (wanted[i] || list[i] !== undefined) values.set(result, checked(list[i], result, to));
    });
  }
}

/**
 * Writes a primitive as what it is made of, as far as that is wanted.
 *
 * @param make Records it for tensors that stand for its inputs.
 */
export function lowerParts(
  to: Lowering,
  inputs: readonly Value[],
  make: (standIns: readonly Tensor[]) => readonly Tensor[],
  wanted: readonly boolean[],
): readonly (Value | undefined)[] {
  const { primitive } = to;
  const trace = new Trace(primitive);
  const standIns = inputs.map(({ type, shape }) => trace.abstract(aval(type, shape), "input"));
  const made = trace.record(() => make(standIns));
  const graph = new Subgraph(trace.nodes, standIns, made.filter((_, i) => wanted[i]));
  const values = new Map<Tensor, Value>();
  graph.inputs.forEach((tensor, i) => {
    const { host, dtype, shape } = tensor;
    const value = inputs[i] ?? to.constant(host as EngineData, planType(dtype), shape);
    values.set(tensor, value);
  });
  lowerNodes(to, graph.nodes, values, graph.outputs);
  to.primitive = primitive;
  return made.map((tensor, i) => wanted[i] ? values.get(tensor) : undefined);
}

/** Results as plans have them: each computed by an operator, and by one alone. */
function computed(to: Lowering, given: readonly Value[]): Value[] {
  const known = new Set<Value>();
  return given.map((it) => {
    const value = it.producer === undefined || known.has(it)
      ? to.op("Identity", [it], it.type, it.shape)
      : it;
    known.add(value);
    return value;
  });
}

/**
 * Writes the body of a scan: a plan whose inputs are all of the leaves in their order, used or not.
 *
 * @param around The plan around it.
 */
export function lowerBody(
  { nodes, leaves, outputs }: Omit<Outline, "constants">,
  around: Pick<Lowering, "primitive" | "lacks">,
): Plan {
  const to = new Lowering(around.lacks);
  to.primitive = around.primitive;
  const inputs = leaves.map(({ dtype, shape }) => newValue(planType(dtype), shape));
  const values = new Map(leaves.map((leaf, i) => [leaf, inputs[i]!]));
  lowerNodes(to, nodes, values, outputs);
  const results = computed(to, outputs.map((output) => values.get(output)!));
  const kept = withoutUnused(to.nodes, results);
  const used = new Set(kept.flatMap((node) => node.inputs));
  const constants = to.constants.filter((value) => used.has(value));
  let slots = 0;
  for (const value of [...inputs, ...constants]) value.slot = slots++;
  for (const node of kept) for (const output of node.outputs) output.slot = slots++;
  return { nodes: kept, inputs, constants, outputs: results };
}

/** A value that has the shape and type that were inferred for it. */
function checked(value: Value | undefined, { dtype, shape }: Tensor, to: Lowering): Value {
  if (value?.type === planType(dtype) && `${value.shape}` === `${shape}`) {
    const isText = shape.includes(0) || to.disguiseOf(value) === "text";
    if (dtype !== "string" || isText) return value;
    throw new Error(`internal: the lowering of ${to.primitive} makes texts of numbers`);
  }
  throw new Error(
    `internal: the lowering of ${to.primitive} gives ${value?.type} [${value?.shape}] instead of ${dtype} [${shape}]`,
  );
}

function withoutUnused(nodes: readonly GraphNode[], results: readonly Value[]): GraphNode[] {
  const needed = new Set<Value>(results);
  return nodes.toReversed().filter((node) => {
    if (!node.outputs.some((output) => needed.has(output))) return false;
    for (const input of node.inputs) if (input) needed.add(input);
    return true;
  }).reverse();
}

/** Gives every value of a plan its slot; leaves out what nothing uses. */
function number(
  nodes: GraphNode[],
  inputs: ReadonlyMap<Tensor, Value>,
  constants: readonly Value[],
  outputs: Value[],
): Segment {
  const used = new Set(nodes.flatMap((node) => node.inputs));
  const leaves = [...inputs].filter(([, value]) => used.has(value));
  const plan: Plan = {
    nodes,
    inputs: leaves.map(([, value]) => value),
    constants: constants.filter((value) => used.has(value)),
    outputs,
  };
  let slots = 0;
  for (const value of [...plan.inputs, ...plan.constants]) value.slot = slots++;
  for (const node of nodes) for (const output of node.outputs) output.slot = slots++;
  return { plan, inputs: leaves.map(([tensor]) => tensor) };
}
