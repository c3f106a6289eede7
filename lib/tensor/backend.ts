/**
 * Where operations are computed: what turns recorded nodes into something that runs.
 *
 * @module
 */
import type { ProgramCache } from "./program_cache.ts";
import type { Node, Tensor } from "./tensor.ts";

/** A compiled list of nodes. */
export interface Program {
  /** Runs it with the values of `leaves`; puts the results into `outputs`. */
  run(leaves: readonly Tensor[], outputs: readonly Tensor[]): void;
  /** Memory it takes, by estimate. */
  readonly bytes: number;
  /** Frees it. */
  release(): void;
}

/** What a program is made of: nodes in order, what they start from and what is wanted of them. */
export interface Outline {
  /** Operations in order. */
  readonly nodes: readonly Node[];
  /** What they start from. */
  readonly leaves: readonly Tensor[];
  /** What is wanted of them. */
  readonly outputs: readonly Tensor[];
  /** Leaves whose values never change, and may become part of the program. */
  readonly constants?: ReadonlySet<Tensor>;
}

/** A device. */
export interface Backend {
  /** Name for messages, such as `cpu`. */
  readonly name: string;
  /** Compiles nodes. */
  compile(outline: Outline): Program;
  /** What it has compiled. */
  readonly programs: ProgramCache;
}
