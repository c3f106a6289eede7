/**
 * When the values of a plan in parts are needed, from which follows what can share a place.
 *
 * @module
 */
import type { Plan, Value } from "../plan/graph_types.ts";
import { byteLength } from "../plan/value.ts";
import type { Lifetime } from "./places.ts";
import type { Windows } from "./windows.ts";

/** Outputs of at least this many bytes stay in the memory; smaller ones are given as arrays. */
export const LASTING = 65_536;

/** What is known of when values are needed, while steps are added. */
export class Lives {
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
