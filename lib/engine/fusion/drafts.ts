/**
 * The steps of a plan in parts, before anything has its place in memory.
 *
 * @module
 */
import { Body } from "../kernels/body.ts";
import type { Emit, Emitted } from "../kernels/emit.ts";
import { BYTES, type Kernel, sizeOf } from "../kernels/kernel.ts";
import { emitScatter } from "../kernels/scatter.ts";
import type { GraphNode, Plan, Value } from "../plan/graph_types.ts";
import { buildKernel, type BuiltKernel } from "./build.ts";
import type { KernelPart, Parts, ScatterPart, SessionPart } from "./groups.ts";
import type { Lifetime } from "./places.ts";

/** Values that each part gives to others, or to the user. */
export function neededOf(plan: Plan, { parts, sources, windows }: Parts): ReadonlySet<Value> {
  const needed = new Set<Value>();
  const need = (value: Value): void => {
    const source = sources.get(value) ?? value;
    const origin = windows.origin(source);
    if (origin !== undefined) need(origin);
    else if (!needed.has(source)) {
      needed.add(source);
      windows.pieces(source)?.forEach(need);
    }
  };
  plan.outputs.forEach(need);
  for (const { nodes } of parts) {
    const own = new Set(nodes.flatMap((node) => node.outputs));
    for (const node of nodes) {
      for (const input of node.inputs) {
        const source = input && (sources.get(input) ?? input);
        if (source && !own.has(source)) need(source);
      }
    }
  }
  return needed;
}

/** The part of a plan that a session computes. */
export function sessionPlan(part: SessionPart, cut: Parts, needed: ReadonlySet<Value>): Plan {
  const own = new Set(part.nodes.flatMap((node) => node.outputs));
  const inputs = new Set<Value>();
  const constants = new Set<Value>();
  const shown: GraphNode[] = [];
  const add = ({ inputs: given }: GraphNode) => {
    for (const input of given) {
      if (!input || own.has(input)) continue;
      const source = cut.sources.get(input) ?? input;
      if (source.host === undefined) inputs.add(input);
      else if (source === input) constants.add(input);
      else {
        // A constant in another shape is made again, from the constant.
        const view = cut.views.get(input)!;
        own.add(input);
        add(view);
        shown.push(view);
      }
    }
  };
  part.nodes.forEach(add);
  return {
    nodes: [...shown, ...part.nodes],
    inputs: [...inputs],
    constants: [...constants],
    outputs: part.nodes.flatMap((node) => node.outputs).filter((value) => needed.has(value)),
  };
}

/** Folds the partial results of a fold, one after the other. */
function combining(fold: Kernel["folds"][number], parts: number, size: number): Kernel {
  const body = new Body();
  body.fold(0, body.load(0));
  const isSingle = size === 1;
  const { op, divisor } = fold;
  return {
    dims: isSingle ? [parts] : [parts, size],
    kept: isSingle ? [false] : [false, true],
    operands: [
      { type: "float32", strides: isSingle ? [1] : [size, 1] },
      { type: "float32", strides: isSingle ? [0] : [0, 1] },
    ],
    folds: [{ op, operand: 1, divisor }],
    body,
  };
}

/** The place for an index that is out of range. */
export const FLAG = Symbol("flag");

/** A kernel's call: operands are values, or blocks of its own. */
export interface Draft {
  readonly emitted: Emitted;
  readonly operands: readonly (Value | Lifetime | typeof FLAG)[];
  readonly part: KernelPart | ScatterPart;
}

/** Rows that are added to rows, as a kernel. */
function scatterDraft(part: ScatterPart): Draft {
  const [node] = part.nodes;
  const [indices, updates, base] = node.inputs as [Value, Value, Value?];
  const [result] = node.outputs as [Value];
  const [rows, ...row] = result.shape as [number, ...number[]];
  const fill = (node.attributes["fill"] as { float: number } | undefined)?.float;
  const scatter = { rows, width: sizeOf(row), count: sizeOf(indices.shape), fill };
  const operands: Draft["operands"] = [indices, updates, FLAG, result, ...(base ? [base] : [])];
  return { emitted: emitScatter(scatter), operands, part };
}

/**
 * The calls that compute a part; blocks of their own last from the first of them on.
 *
 * @param at Number of the first step.
 * @param emit Writes a kernel, or gives what it has written for the same one.
 */
export function draftsOf(
  part: KernelPart | ScatterPart,
  cut: Parts,
  needed: ReadonlySet<Value>,
  at: number,
  emit: Emit,
): Draft[] {
  if (part.kind === "scatter") return [scatterDraft(part)];
  return kernelDrafts(buildKernel(part, cut, needed), part, at, emit);
}

/** A kernel as one call, or as several where its parts leave partial results. */
function kernelDrafts(
  { kernel, values }: BuiltKernel,
  part: KernelPart,
  at: number,
  emit: Emit,
): Draft[] {
  const emitted = emit(kernel);
  const { split } = emitted;
  if (!split.isPartial) return [{ emitted, operands: values, part }];
  const parts = Math.ceil(split.units / split.part);
  const operands: (Value | Lifetime)[] = [...values];
  const after = kernel.folds.map((fold): Draft => {
    const value = values[fold.operand]!;
    const size = sizeOf(value.shape);
    const life = { bytes: BYTES.float32 * parts * size, from: at, to: at + kernel.folds.length };
    operands[fold.operand] = life;
    return { emitted: emit(combining(fold, parts, size)), operands: [life, value], part };
  });
  return [{ emitted, operands, part }, ...after];
}
