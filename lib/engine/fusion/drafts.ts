/**
 * The steps of a plan in parts, before anything has its place in memory.
 *
 * @module
 */
import { Body } from "../kernels/body.ts";
import type { Emit, Emitted } from "../kernels/emit.ts";
import { BYTES, type Kernel, sizeOf } from "../kernels/kernel.ts";
import { emitGatherSum } from "../kernels/gather_sum.ts";
import { emitScatter } from "../kernels/scatter.ts";
import type { GraphNode, Plan, Value } from "../plan/graph_types.ts";
import { buildKernel, type BuiltKernel } from "./build.ts";
import type { KernelPart, Part, Parts, SessionPart, SingularPart } from "./parts.ts";
import { depthwiseCall } from "./depthwise_drafts.ts";
import type { Lifetime } from "./places.ts";
import {
  DEPTHWISE,
  DEPTHWISE_FILTER,
  DEPTHWISE_IMAGE,
  GATHER_SUM,
  SCATTER_ADD,
} from "./kernels_only.ts";

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
function combining(
  fold: Pick<Kernel["folds"][number], "op" | "divisor">,
  parts: number,
  size: number,
): Kernel {
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
  readonly part: KernelPart | SingularPart;
}

const floatOf = ({ attributes }: GraphNode, name: string) =>
  (attributes[name] as { float: number } | undefined)?.float;

/** Rows that are added to rows, as a kernel. */
function scatterDraft(part: SingularPart): Draft[] {
  const [node] = part.nodes;
  const [indices, updates, base] = node.inputs as [Value, Value, Value?];
  const [result] = node.outputs as [Value];
  const [rows, ...row] = result.shape as [number, ...number[]];
  const repeats = node.attributes["repeats"] as number;
  const fill = floatOf(node, "fill");
  const scatter = { rows, width: sizeOf(row), count: sizeOf(indices.shape), repeats, fill };
  const operands: Draft["operands"] = [indices, updates, FLAG, result, ...(base ? [base] : [])];
  return [{ emitted: emitScatter(scatter), operands, part }];
}

/** Sums of rows, as a kernel. */
function gatherSumDraft(part: SingularPart): Draft[] {
  const [node] = part.nodes;
  const [matrix, indices] = node.inputs as [Value, Value];
  const [result] = node.outputs as [Value];
  const [rows, ...row] = matrix.shape as [number, ...number[]];
  const emitted = emitGatherSum({
    rows,
    width: sizeOf(row),
    sums: sizeOf(indices.shape.slice(0, -1)),
    count: indices.shape.at(-1)!,
    divisor: floatOf(node, "divisor")!,
  });
  return [{ emitted, operands: [matrix, indices, FLAG, result], part }];
}

/** A convolution with filters of each channel's own; gradients for filters may come in parts. */
function depthwiseDrafts(part: SingularPart, at: number, emit: Emit): Draft[] {
  const { emitted, operands } = depthwiseCall(part.nodes[0]);
  const { units, part: size, isPartial } = emitted.split;
  if (!isPartial) return [{ emitted, operands, part }];
  const [table, image, sums, gradient] = operands as [Value, Value, Value, Value];
  const fold = { op: "f32.add", divisor: 1 } as const;
  const { life, drafts } = combine(fold, Math.ceil(units / size), sums, part, [at, at + 1], emit);
  return [{ emitted, operands: [table, image, life, gradient], part }, ...drafts];
}

/** How the operators that have kernels of their own become those; the number of the first step. */
const SINGULAR_DRAFTS: Readonly<
  Record<string, (part: SingularPart, at: number, emit: Emit) => Draft[]>
> = {
  [SCATTER_ADD]: scatterDraft,
  [GATHER_SUM]: gatherSumDraft,
  [DEPTHWISE]: depthwiseDrafts,
  [DEPTHWISE_IMAGE]: depthwiseDrafts,
  [DEPTHWISE_FILTER]: depthwiseDrafts,
};

/**
 * The calls that compute a part; blocks of their own last from the first of them on.
 *
 * @param at Number of the first step.
 * @param emit Writes a kernel, or gives what it has written for the same one.
 */
export function draftsOf(
  part: Exclude<Part, SessionPart>,
  cut: Parts,
  needed: ReadonlySet<Value>,
  at: number,
  emit: Emit,
): Draft[] {
  if (part.kind === "singular") return SINGULAR_DRAFTS[part.nodes[0].op]!(part, at, emit);
  return kernelDrafts(buildKernel(part, cut, needed), part, at, emit);
}

/**
 * A kernel as one call, or as several where parts leave partial results. Those are folded by kernels
 * that may leave partial results themselves.
 */
function kernelDrafts(
  { kernel, values }: BuiltKernel,
  part: KernelPart,
  at: number,
  emit: Emit,
): Draft[] {
  const emitted = emit(kernel);
  const parts = Math.ceil(emitted.split.units / emitted.split.part);
  const partial = kernel.folds.filter(({ isAcross }) => emitted.split.isPartial || isAcross);
  const operands: (Value | Lifetime)[] = [...values];
  const after: Draft[] = [];
  for (const fold of partial) {
    const value = values[fold.operand]!;
    const { life, drafts } = combine(fold, parts, value, part, [at, at + 1 + after.length], emit);
    operands[fold.operand] = life;
    after.push(...drafts);
  }
  const bytes = parts * emitted.scratch;
  if (bytes > 0) operands.push({ bytes, from: at, to: at });
  return [{ emitted, operands, part }, ...after];
}

/**
 * Partial results of a fold, and the calls that fold them.
 *
 * @param steps Where the partial results are made, and the first step that takes them.
 */
function combine(
  fold: Pick<Kernel["folds"][number], "op" | "divisor">,
  parts: number,
  result: Value,
  part: KernelPart | SingularPart,
  [from, to]: readonly [number, number],
  emit: Emit,
): { life: Lifetime; drafts: Draft[] } {
  const size = sizeOf(result.shape);
  const life: Lifetime = { bytes: BYTES.float32 * parts * size, from, to };
  const emitted = emit(combining(fold, parts, size));
  if (!emitted.split.isPartial) {
    return { life, drafts: [{ emitted, operands: [life, result], part }] };
  }
  const fewer = Math.ceil(emitted.split.units / emitted.split.part);
  const rest = combine(fold, fewer, result, part, [to, to + 1], emit);
  return { life, drafts: [{ emitted, operands: [life, rest.life], part }, ...rest.drafts] };
}
