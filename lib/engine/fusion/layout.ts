/**
 * The steps of a plan in parts, and where in memory each of its values is.
 *
 * @module
 */
import { encodeModule } from "../wasm/module.ts";
import { ADDRESS_BYTES, emit, type Emitted } from "../kernels/emit.ts";
import { BYTES, type Kernel, sizeOf, type Split } from "../kernels/kernel.ts";
import { Body } from "../kernels/body.ts";
import { ALIGNMENT, type Arena } from "../memory/arena.ts";
import { byteLength } from "../plan/value.ts";
import type { GraphNode, Plan, Value } from "../plan/graph_types.ts";
import { viewOf } from "../memory/arena_buffer.ts";
import { buildKernel, type BuiltKernel } from "./build.ts";
import { emitScatter } from "../kernels/scatter.ts";
import type { KernelPart, Part, Parts, ScatterPart, SessionPart } from "./groups.ts";
import { type Lifetime, offsetsOf } from "./places.ts";

/** Where a value is. */
export type Place =
  /** Always the same place. */
  | { readonly kind: "fixed"; readonly address: number }
  /** Where the plan's input is in this run. */
  | { readonly kind: "input"; readonly index: number }
  /** Where the plan's output goes in this run. */
  | { readonly kind: "output"; readonly index: number };

/** A call of a kernel. */
export interface KernelStep {
  readonly kind: "kernel";
  /** Its number in the module. */
  readonly index: number;
  readonly split: Split;
  /** Its block of addresses. */
  readonly block: number;
  readonly places: readonly Place[];
  readonly part: KernelPart | ScatterPart;
  /** Where it leaves an index that is out of range. */
  readonly flag: number | undefined;
}

/** A run of a session: a plan of its own. */
export interface SessionStep {
  readonly kind: "session";
  readonly plan: Plan;
}

/** One step of a run. */
export type LaidStep = KernelStep | SessionStep;

/** A plan's steps and places. */
export interface Layout {
  readonly steps: readonly LaidStep[];
  readonly module: Uint8Array<ArrayBuffer> | undefined;
  readonly placeOf: (value: Value) => Place;
  /** Inputs that kernels read, with room for those that come from outside the memory. */
  readonly copied: ReadonlyMap<number, number>;
  /** Where outputs go that find no memory of their own. */
  readonly spare: ReadonlyMap<number, number>;
  /** Places of all kernels. */
  readonly work: number;
  /** Frees what lasts as long as the plan. */
  release(): void;
}

/** Outputs of at least this many bytes stay in the memory; smaller ones are given as arrays. */
export const LASTING = 65_536;

/** Values that each part gives to others, or to the user. */
function neededOf(plan: Plan, { parts, sources }: Parts): ReadonlySet<Value> {
  const needed = new Set<Value>(plan.outputs);
  for (const { nodes } of parts) {
    const own = new Set(nodes.flatMap((node) => node.outputs));
    for (const node of nodes) {
      for (const input of node.inputs) {
        const source = input && (sources.get(input) ?? input);
        if (source && !own.has(source)) needed.add(source);
      }
    }
  }
  return needed;
}

/** The part of a plan that a session computes. */
function sessionPlan(part: SessionPart, cut: Parts, needed: ReadonlySet<Value>): Plan {
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

/** A step before places are known: operands are values, or blocks of its own. */
interface Draft {
  readonly emitted: Emitted;
  readonly operands: readonly (Value | Lifetime | typeof FLAG)[];
  readonly part: KernelPart | ScatterPart;
}

/** The place for an index that is out of range. */
const FLAG = Symbol("flag");

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

/** Lays a plan in parts out; `undefined` where it does not fit into the memory. */
export function layOut(plan: Plan, cut: Parts, arena: Arena): Layout | undefined {
  const { parts, sources } = cut;
  const needed = neededOf(plan, cut);
  const steps: (Draft | Plan)[] = [];
  const lifetimes = new Map<Value, Lifetime>();
  const blocks: Lifetime[] = [];
  const inputs = new Map(plan.inputs.map((value, i) => [value, i]));
  const constants = new Set(plan.constants);
  const outputs = new Map(plan.outputs.map((value, i) => [value, i]));
  const copiedLives = new Map<number, Lifetime>();
  const spares = new Map<Value, Lifetime>();

  /** Notes that a step uses a value. */
  const uses = (value: Value, isKernel: boolean, at = steps.length) => {
    const source = sources.get(value) ?? value;
    const index = inputs.get(source);
    if (index !== undefined) {
      if (!isKernel) return;
      const life = copiedLives.get(index) ?? { bytes: byteLength(source), from: 0, to: at };
      life.to = at;
      if (!copiedLives.has(index)) blocks.push(life);
      copiedLives.set(index, life);
      return;
    }
    if (constants.has(source)) return;
    const isLasting = outputs.has(source) && byteLength(source) >= LASTING;
    const lives = isLasting ? spares : lifetimes;
    let life = lives.get(source);
    if (!life) {
      lives.set(source, life = { bytes: byteLength(source), from: at, to: at });
      blocks.push(life);
    }
    // Small outputs are taken from there at the end.
    life.to = outputs.has(source) ? Infinity : at;
  };

  const fixedConstants = new Map<Value, number>();
  for (const part of parts) {
    if (part.kind === "session") {
      const own = sessionPlan(part, cut, needed);
      for (const value of [...own.inputs, ...own.outputs]) uses(value, false);
      steps.push(own);
      continue;
    }
    const drafts = part.kind === "scatter"
      ? [scatterDraft(part)]
      : draftsOf(buildKernel(part, sources, needed), part, blocks, steps.length);
    const used = drafts.flatMap(({ operands }) =>
      operands.flatMap((it) => it === FLAG || "from" in it ? [] : [sources.get(it) ?? it])
    );
    for (const value of used) {
      uses(value, true);
      // Results of folds come with the last of its steps.
      uses(value, true, steps.length + drafts.length - 1);
      if (constants.has(value)) fixedConstants.set(value, 0);
    }
    steps.push(...drafts);
  }

  const { offsets, bytes } = offsetsOf(blocks, ALIGNMENT);
  if (bytes > arena.scratchBytes) return undefined;
  const addressOf = new Map(blocks.map((block, i) => [block, arena.scratch + offsets[i]!]));
  const owned: [heap: "heap" | "arguments", address: number, bytes: number][] = [];
  const release = () => {
    for (const [heap, address, size] of owned) arena[heap].give(address, size);
  };
  const take = (heap: "heap" | "arguments", size: number): number => {
    const address = arena[heap].take(size);
    if (address === undefined) throw new Full();
    owned.push([heap, address, size]);
    return address;
  };

  const placeOf = (value: Value): Place => {
    const source = sources.get(value) ?? value;
    const index = inputs.get(source);
    if (index !== undefined) return { kind: "input", index };
    const life = lifetimes.get(source);
    if (life) return { kind: "fixed", address: addressOf.get(life)! };
    const output = outputs.get(source);
    if (output !== undefined) return { kind: "output", index: output };
    return { kind: "fixed", address: fixedConstants.get(source)! };
  };

  try {
    for (const value of fixedConstants.keys()) {
      const size = byteLength(value);
      const address = take("heap", size);
      viewOf(value.type, address, size).set(value.host as never);
      fixedConstants.set(value, address);
    }
    const functions: ReturnType<typeof emit>["code"][] = [];
    const laid = steps.map((step): LaidStep => {
      if (!("emitted" in step)) return { kind: "session", plan: step };
      const { code, split } = step.emitted;
      const flag = step.operands.includes(FLAG) ? take("arguments", ADDRESS_BYTES) : undefined;
      if (flag !== undefined) viewOf("int64", flag, ADDRESS_BYTES).fill(0n as never);
      return {
        kind: "kernel",
        index: functions.push(code) - 1,
        split,
        block: take("arguments", ADDRESS_BYTES * Math.max(step.operands.length, BLOCK_ENTRIES)),
        places: step.operands.map((it): Place => {
          if (it === FLAG) return { kind: "fixed", address: flag! };
          return "from" in it ? { kind: "fixed", address: addressOf.get(it)! } : placeOf(it);
        }),
        part: step.part,
        flag,
      };
    });
    const copied = new Map([...copiedLives].map(([index, life]) => [index, addressOf.get(life)!]));
    const module = functions.length > 0 ? encodeModule(functions, arena.pages) : undefined;
    const work = parts.reduce((sum, it) => sum + workOf(it), 0);
    const spare = new Map(
      [...spares].map(([value, life]) => [outputs.get(value)!, addressOf.get(life)!]),
    );
    return { steps: laid, module, placeOf, copied, spare, work, release };
  } catch (error) {
    release();
    if (error instanceof Full) return undefined;
    throw error;
  }
}

/** Places of a part. */
function workOf(part: Part): number {
  if (part.kind === "session") return 0;
  return sizeOf(part.kind === "kernel" ? part.shape : part.nodes[0].outputs[0]!.shape);
}

/** Addresses that every block has room for: functions may load one that they don't use. */
const BLOCK_ENTRIES = 8;

/** There is no room left. */
class Full extends Error {}

/** A kernel as one step, or as two where its parts leave partial results. */
function draftsOf(
  { kernel, values }: BuiltKernel,
  part: KernelPart,
  blocks: Lifetime[],
  at: number,
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
    blocks.push(life);
    operands[fold.operand] = life;
    return { emitted: emit(combining(fold, parts, size)), operands: [life, value], part };
  });
  return [{ emitted, operands, part }, ...after];
}
