/**
 * The steps of a plan in parts, and where in memory each of its values is.
 *
 * @module
 */
import { DTYPES } from "../../arrays/dtypes.ts";
import { ADDRESS_BYTES, type Emitted } from "../kernels/emit.ts";
import type { Split } from "../kernels/kernel.ts";
import { ALIGNMENT, type Arena } from "../memory/arena.ts";
import { viewOf } from "../memory/arena_buffer.ts";
import type { Plan, Value } from "../plan/graph_types.ts";
import { byteLength } from "../plan/value.ts";
import { encodeModule } from "../wasm/module.ts";
import { FLAG } from "./drafts.ts";
import { Lives } from "./lives.ts";
import type { KernelPart, Parts, SingularPart } from "./parts.ts";
import { type Lifetime, offsetsOf } from "./places.ts";
import { type StepDraft, stepsOf } from "./steps.ts";

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
  /** Places that it passes. */
  readonly work: number;
  /** Its block of addresses. */
  readonly block: number;
  readonly places: readonly Place[];
  readonly part: KernelPart | SingularPart;
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
  /** Places that all kernels pass. */
  readonly work: number;
  /** Frees what lasts as long as the plan. */
  release(): void;
}

/** Blocks that a plan keeps for as long as it lasts. */
class Kept {
  readonly #arena: Arena;
  readonly #blocks: [heap: "heap" | "arguments", address: number, bytes: number][] = [];
  #scratch: number | undefined;

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

  /** Where the plan may write what it computes on the way. */
  scratch(bytes: number): number {
    if (bytes === 0) return 0;
    const address = this.#arena.scratch.take(bytes);
    if (address === undefined) throw new Full();
    return this.#scratch = address;
  }

  release(): void {
    if (this.#scratch !== undefined) this.#arena.scratch.give(this.#scratch);
    for (const [heap, address, bytes] of this.#blocks) this.#arena[heap].give(address, bytes);
  }
}

/** There is no room left. */
class Full extends Error {}

/** Addresses that every block has room for: functions may load one that they don't use. */
const BLOCK_ENTRIES = 8;

/** Lays a plan in parts out; `undefined` where it does not fit into the memory. */
export function layOut(plan: Plan, cut: Parts, arena: Arena): Layout | undefined {
  const lives = new Lives(plan, cut.windows);
  const steps = stepsOf(plan, cut, lives);
  const { offsets, bytes } = offsetsOf(lives.blocks, ALIGNMENT);
  const kept = new Kept(arena);
  const addressOf = new Map<Lifetime, number>();
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
    return { kind: "fixed", address: constantAt(whole) };
  };
  const functions = new Map<Emitted, number>();
  const layStep = (step: StepDraft): LaidStep => {
    if (!("emitted" in step)) return { kind: "session", plan: step };
    const { emitted, operands, part } = step;
    const { split, work } = emitted;
    const index = functions.get(emitted) ?? functions.size;
    functions.set(emitted, index);
    const flag = operands.includes(FLAG) ? kept.take("arguments", ADDRESS_BYTES) : undefined;
    if (flag !== undefined) viewOf("int64", flag, ADDRESS_BYTES).fill(0n as never);
    const block = kept.take("arguments", ADDRESS_BYTES * Math.max(operands.length, BLOCK_ENTRIES));
    const places = operands.map((it): Place => {
      if (it === FLAG) return { kind: "fixed", address: flag! };
      return "from" in it ? { kind: "fixed", address: addressOf.get(it)! } : placeOf(it);
    });
    return { kind: "kernel", index, split, work, block, places, part, flag };
  };

  try {
    const scratch = kept.scratch(bytes);
    lives.blocks.forEach((it, i) => addressOf.set(it, scratch + offsets[i]!));
    const laid = steps.map(layStep);
    const codes = [...functions.keys()].map(({ code }) => code);
    const at = ([key, life]: readonly [number, Lifetime]) => [key, addressOf.get(life)!] as const;
    const spares = [...lives.spares].map(([value, life]) =>
      [lives.outputs.get(value)!, life] as const
    );
    return {
      steps: laid,
      module: codes.length > 0 ? encodeModule(codes, arena.pages) : undefined,
      kernelCount: codes.length,
      placeOf,
      copied: new Map([...lives.copied].map(at)),
      spare: new Map(spares.map(at)),
      work: steps.reduce((sum, it) => sum + ("emitted" in it ? it.emitted.work : 0), 0),
      release: () => kept.release(),
    };
  } catch (error) {
    kept.release();
    if (error instanceof Full) return undefined;
    throw error;
  }
}
