/**
 * The steps of a plan in parts, and where in memory each of its values is.
 *
 * @module
 */
import { DTYPES } from "../../arrays/dtypes.ts";
import { ADDRESS_BYTES, type Emitted, emitter } from "../kernels/emit.ts";
import { sizeOf, type Split } from "../kernels/kernel.ts";
import { ALIGNMENT, type Arena } from "../memory/arena.ts";
import { viewOf } from "../memory/arena_buffer.ts";
import type { Plan, Value } from "../plan/graph_types.ts";
import { byteLength } from "../plan/value.ts";
import { encodeModule } from "../wasm/module.ts";
import { type Draft, draftsOf, FLAG, neededOf, sessionPlan } from "./drafts.ts";
import type { KernelPart, Part, Parts, ScatterPart } from "./groups.ts";
import { type Lifetime, offsetsOf } from "./places.ts";
import type { Windows } from "./windows.ts";

/** Where a value is. */
export type Place =
  /** Always the same place. */
  | { readonly kind: "fixed"; readonly address: number }
  /** Some bytes from where the plan's input is in this run. */
  | { readonly kind: "input"; readonly index: number; readonly offset: number }
  /** Some bytes from where the plan's output goes in this run. */
  | { readonly kind: "output"; readonly index: number; readonly offset: number };

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
  /** Functions in the module. */
  readonly kernelCount: number;
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

/** What is known of when values are needed, while steps are added. */
class Lives {
  /** All blocks that need a place. */
  readonly blocks: Lifetime[] = [];
  /** Of what is computed on the way, and of small outputs. */
  readonly values = new Map<Value, Lifetime>();
  /** Of inputs that kernels read, by their number. */
  readonly copied = new Map<number, Lifetime>();
  /** Of outputs that find no memory of their own. */
  readonly spares = new Map<Value, Lifetime>();
  readonly inputs: ReadonlyMap<Value, number>;
  readonly outputs: ReadonlyMap<Value, number>;
  readonly #windows: Windows;

  constructor(plan: Plan, windows: Windows) {
    this.inputs = new Map(plan.inputs.map((value, i) => [value, i]));
    this.outputs = new Map(plan.outputs.map((value, i) => [value, i]));
    this.#windows = windows;
  }

  /** Notes that a step uses a value. */
  uses(value: Value, isKernel: boolean, at: number): void {
    const source = this.#windows.locate(value).whole;
    const index = this.inputs.get(source);
    if (index !== undefined) {
      // Sessions find inputs wherever they are; for kernels they may have to be copied.
      if (isKernel) this.#last(this.copied, index, source, 0, at);
    } else if (source.host === undefined) {
      const isOutput = this.outputs.has(source);
      const isLasting = isOutput && byteLength(source) >= LASTING;
      // Outputs are taken from there at the end.
      const to = isOutput ? Infinity : at;
      this.#last(isLasting ? this.spares : this.values, source, source, at, to);
    }
  }

  #last<Key>(lives: Map<Key, Lifetime>, key: Key, value: Value, from: number, to: number): void {
    const known = lives.get(key);
    if (known) known.to = to;
    else lives.set(key, this.add({ bytes: byteLength(value), from, to }));
  }

  /** Adds a block. */
  add(block: Lifetime): Lifetime {
    this.blocks.push(block);
    return block;
  }
}

/** Blocks that a plan keeps for as long as it lasts. */
class Kept {
  readonly #arena: Arena;
  readonly #blocks: [heap: "heap" | "arguments", address: number, bytes: number][] = [];

  constructor(arena: Arena) {
    this.#arena = arena;
  }

  /** A block; throws {@linkcode Full} where there is no room. */
  take(heap: "heap" | "arguments", bytes: number): number {
    const address = this.#arena[heap].take(bytes);
    if (address === undefined) throw new Full();
    this.#blocks.push([heap, address, bytes]);
    return address;
  }

  release(): void {
    for (const [heap, address, bytes] of this.#blocks) this.#arena[heap].give(address, bytes);
  }
}

/** There is no room left. */
class Full extends Error {}

/** Addresses that every block has room for: functions may load one that they don't use. */
const BLOCK_ENTRIES = 8;

/** The steps of a plan in their order, with what they use noted. */
function draft(plan: Plan, cut: Parts, lives: Lives): (Draft | Plan)[] {
  const needed = neededOf(plan, cut);
  const emit = emitter();
  const steps: (Draft | Plan)[] = [];
  for (const part of cut.parts) {
    if (part.kind === "session") {
      const own = sessionPlan(part, cut, needed);
      for (const value of [...own.inputs, ...own.outputs]) lives.uses(value, false, steps.length);
      steps.push(own);
      continue;
    }
    const drafts = draftsOf(part, cut, needed, steps.length, emit);
    const last = steps.length + drafts.length - 1;
    for (const operand of new Set(drafts.flatMap(({ operands }) => operands))) {
      if (operand === FLAG) continue;
      if ("from" in operand) lives.add(operand);
      else {
        lives.uses(operand, true, steps.length);
        // Results of folds come with the last of its steps.
        lives.uses(operand, true, last);
      }
    }
    steps.push(...drafts);
  }
  return steps;
}

/** Lays a plan in parts out; `undefined` where it does not fit into the memory. */
export function layOut(plan: Plan, cut: Parts, arena: Arena): Layout | undefined {
  const lives = new Lives(plan, cut.windows);
  const steps = draft(plan, cut, lives);
  const { offsets, bytes } = offsetsOf(lives.blocks, ALIGNMENT);
  if (bytes > arena.scratchBytes) return undefined;
  const addressOf = new Map(lives.blocks.map((it, i) => [it, arena.scratch + offsets[i]!]));
  const kept = new Kept(arena);
  const constants = new Map<Value, number>();

  const constantAt = (value: Value): number => {
    let address = constants.get(value);
    if (address === undefined) {
      const size = byteLength(value);
      constants.set(value, address = kept.take("heap", size));
      viewOf(value.type, address, size).set(value.host as never);
    }
    return address;
  };
  const placeOf = (value: Value): Place => {
    const { whole, offset: elements } = cut.windows.locate(value);
    const offset = elements * DTYPES[whole.type].bytes;
    const index = lives.inputs.get(whole);
    if (index !== undefined) return { kind: "input", index, offset };
    const life = lives.values.get(whole);
    if (life) return { kind: "fixed", address: addressOf.get(life)! + offset };
    const output = lives.outputs.get(whole);
    if (output !== undefined) return { kind: "output", index: output, offset };
    return { kind: "fixed", address: constantAt(whole) + offset };
  };
  const functions: Emitted["code"][] = [];
  const numbers = new Map<Emitted, number>();
  const layStep = (step: Draft | Plan): LaidStep => {
    if (!("emitted" in step)) return { kind: "session", plan: step };
    const { emitted, operands, part } = step;
    const { code, split } = emitted;
    const index = numbers.get(emitted) ?? functions.push(code) - 1;
    numbers.set(emitted, index);
    const flag = operands.includes(FLAG) ? kept.take("arguments", ADDRESS_BYTES) : undefined;
    if (flag !== undefined) viewOf("int64", flag, ADDRESS_BYTES).fill(0n as never);
    const block = kept.take("arguments", ADDRESS_BYTES * Math.max(operands.length, BLOCK_ENTRIES));
    const places = operands.map((it): Place => {
      if (it === FLAG) return { kind: "fixed", address: flag! };
      return "from" in it ? { kind: "fixed", address: addressOf.get(it)! } : placeOf(it);
    });
    return { kind: "kernel", index, split, block, places, part, flag };
  };

  try {
    const laid = steps.map(layStep);
    const at = ([key, life]: readonly [number, Lifetime]) => [key, addressOf.get(life)!] as const;
    const spares = [...lives.spares].map(([value, life]) =>
      [lives.outputs.get(value)!, life] as const
    );
    return {
      steps: laid,
      module: functions.length > 0 ? encodeModule(functions, arena.pages) : undefined,
      kernelCount: functions.length,
      placeOf,
      copied: new Map([...lives.copied].map(at)),
      spare: new Map(spares.map(at)),
      work: cut.parts.reduce((sum, it) => sum + workOf(it), 0),
      release: () => kept.release(),
    };
  } catch (error) {
    kept.release();
    if (error instanceof Full) return undefined;
    throw error;
  }
}

/** Places of a part. */
function workOf(part: Part): number {
  if (part.kind === "session") return 0;
  return sizeOf(part.kind === "kernel" ? part.shape : part.nodes[0].outputs[0]!.shape);
}
