/**
 * The steps of a plan in parts, and where in memory each of its values is.
 *
 * @module
 */
import { DTYPES } from "../../arrays/dtypes.ts";
import { ADDRESS_BYTES, type Emitted } from "../kernels/emit.ts";
import { sizeOf, type Split } from "../kernels/kernel.ts";
import { ALIGNMENT, type Arena } from "../memory/arena.ts";
import { viewOf } from "../memory/arena_buffer.ts";
import type { Plan, Value } from "../plan/graph_types.ts";
import { byteLength } from "../plan/value.ts";
import { encodeModule } from "../wasm/module.ts";
import { type Draft, FLAG } from "./drafts.ts";
import type { KernelPart, LoopPart, Part, Parts, ScatterPart } from "./groups.ts";
import { Lives } from "./lives.ts";
import { roundPlaces } from "./loops.ts";
import { type Lifetime, offsetsOf } from "./places.ts";
import { type LoopDraft, type StepDraft, stepsOf } from "./steps.ts";
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
  readonly inputs: readonly Place[];
  readonly outputs: readonly Place[];
  /** Whether the plan's inputs are in the memory, as kernels have them. */
  readonly isInLoop: boolean;
}

/** The same steps again and again, with the places of each round. */
export interface LoopStep {
  readonly kind: "loop";
  readonly rounds: readonly (readonly (KernelStep | SessionStep)[])[];
  readonly part: LoopPart;
}

/** One step of a run. */
export type LaidStep = KernelStep | SessionStep | LoopStep;

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

/** Where a plan's values and its blocks are. */
interface Addresses {
  readonly placeOf: (value: Value) => Place;
  readonly addressOf: (block: Lifetime) => number;
}

/** A place, some bytes later. */
function behind(place: Place, bytes: number): Place {
  if (place.kind === "fixed") return { kind: "fixed", address: place.address + bytes };
  return { ...place, offset: place.offset + bytes };
}

/** Gives steps their places. */
class Layer {
  readonly functions: Emitted["code"][] = [];
  readonly #numbers = new Map<Emitted, number>();
  readonly #constants = new Map<Value, number>();
  readonly #kept: Kept;

  constructor(kept: Kept) {
    this.#kept = kept;
  }

  #constantAt(value: Value): number {
    let address = this.#constants.get(value);
    if (address === undefined) {
      const size = byteLength(value);
      this.#constants.set(value, address = this.#kept.take("heap", size));
      viewOf(value.type, address, size).set(value.host as never);
    }
    return address;
  }

  /** Where values are, given what is known of those that are not computed on the way. */
  addresses(
    { lives, windows }: { readonly lives: Lives; readonly windows: Windows },
    addressOf: (block: Lifetime) => number,
    outside: (whole: Value) => Place | undefined,
  ): Addresses {
    const placeOf = (value: Value): Place => {
      const { whole, offset: elements } = windows.locate(value);
      const life = lives.values.get(whole);
      const place: Place = life
        ? { kind: "fixed", address: addressOf(life) }
        : outside(whole) ?? { kind: "fixed", address: this.#constantAt(whole) };
      return behind(place, elements * DTYPES[whole.type].bytes);
    };
    return { placeOf, addressOf };
  }

  /** A step in its places. */
  lay(step: StepDraft, addresses: Addresses): LaidStep {
    return "states" in step ? this.#loop(step, addresses) : this.#single(step, addresses, false);
  }

  #single(step: Draft | Plan, { placeOf, addressOf }: Addresses, isInLoop: boolean) {
    if (!("emitted" in step)) {
      const [inputs, outputs] = [step.inputs.map(placeOf), step.outputs.map(placeOf)];
      return { kind: "session", plan: step, inputs, outputs, isInLoop } as const;
    }
    const { emitted, operands, part } = step;
    const { code, split } = emitted;
    const index = this.#numbers.get(emitted) ?? this.functions.push(code) - 1;
    this.#numbers.set(emitted, index);
    const kept = this.#kept;
    const flag = operands.includes(FLAG) ? kept.take("arguments", ADDRESS_BYTES) : undefined;
    if (flag !== undefined) viewOf("int64", flag, ADDRESS_BYTES).fill(0n as never);
    const block = kept.take("arguments", ADDRESS_BYTES * Math.max(operands.length, BLOCK_ENTRIES));
    const places = operands.map((it): Place => {
      if (it === FLAG) return { kind: "fixed", address: flag! };
      return "from" in it ? { kind: "fixed", address: addressOf(it) } : placeOf(it);
    });
    return { kind: "kernel", index, split, block, places, part, flag } as const;
  }

  #loop({ part, steps, lives, states, offsets, block }: LoopDraft, outer: Addresses): LoopStep {
    const { loop, nodes: [node] } = part;
    const start = outer.addressOf(block);
    const addressOf = (it: Lifetime) => start + offsets.get(it)!;
    const rounds = Array.from({ length: loop.body.length }, (_, round) => {
      const places = roundPlaces(loop, node, states, round);
      const inner = this.addresses({ lives, windows: loop.parts.windows }, addressOf, (whole) => {
        const place = places.get(whole);
        if (place === undefined) return undefined;
        if ("block" in place) return { kind: "fixed", address: addressOf(place.block) };
        return behind(outer.placeOf(place.value), place.bytes);
      });
      return steps.map((step) => this.#single(step, inner, true));
    });
    return { kind: "loop", rounds, part };
  }
}

/** Lays a plan in parts out; `undefined` where it does not fit into the memory. */
export function layOut(plan: Plan, cut: Parts, arena: Arena): Layout | undefined {
  const lives = new Lives(plan, cut.windows);
  const steps = stepsOf(plan, cut, lives);
  const { offsets, bytes } = offsetsOf(lives.blocks, ALIGNMENT);
  if (bytes > arena.scratchBytes) return undefined;
  const starts = new Map(lives.blocks.map((it, i) => [it, arena.scratch + offsets[i]!]));
  const kept = new Kept(arena);
  const layer = new Layer(kept);
  const addressOf = (block: Lifetime) => starts.get(block)!;
  const addresses = layer.addresses({ lives, windows: cut.windows }, addressOf, (whole) => {
    const input = lives.inputs.get(whole);
    if (input !== undefined) return { kind: "input", index: input, offset: 0 };
    const output = lives.outputs.get(whole);
    return output === undefined ? undefined : { kind: "output", index: output, offset: 0 };
  });

  try {
    const laid = steps.map((step) => layer.lay(step, addresses));
    const { functions } = layer;
    const at = ([key, life]: readonly [number, Lifetime]) => [key, addressOf(life)] as const;
    const spares = [...lives.spares].map(([value, life]) =>
      [lives.outputs.get(value)!, life] as const
    );
    return {
      steps: laid,
      module: functions.length > 0 ? encodeModule(functions, arena.pages) : undefined,
      kernelCount: functions.length,
      placeOf: addresses.placeOf,
      copied: new Map([...lives.copied].map(at)),
      spare: new Map(spares.map(at)),
      work: workOf(cut),
      release: () => kept.release(),
    };
  } catch (error) {
    kept.release();
    if (error instanceof Full) return undefined;
    throw error;
  }
}

/** Places of all kernels. */
function workOf({ parts }: Parts): number {
  const work = (part: Part): number => {
    if (part.kind === "session") return 0;
    if (part.kind === "loop") return part.loop.body.length * workOf(part.loop.parts);
    return sizeOf(part.kind === "kernel" ? part.shape : part.nodes[0].outputs[0]!.shape);
  };
  return parts.reduce((sum, it) => sum + work(it), 0);
}
