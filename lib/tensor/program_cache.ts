/**
 * Keeps the programs used last and frees those not used for longest when there is no room:
 * compiling takes milliseconds, a step with a compiled program does not.
 *
 * @module
 */
import { sessionLimits } from "../engine/plan/session_limits.ts";
import { enterTurn, onNewTurn } from "../scopes/turn.ts";
import type { Program } from "./backend.ts";
import type { Tensor } from "./tensor.ts";

/** What holds a program; it has none once the cache has freed it. */
export interface Cached {
  /** The program, while there is room for it. */
  program: Program | undefined;
  /** When it was used last; the cache's own. */
  lastUsed: number;
}

/** The programs of one device. */
export class ProgramCache {
  readonly #entries = new Set<Cached>();
  /** Entries whose programs run at the moment, each within the one before: a branch in its step. */
  readonly #running: Cached[] = [];
  #bytes = 0;
  #tick = 0;

  constructor() {
    onNewTurn(() => this.#running.length = 0);
  }

  /** Programs held at the moment. */
  get size(): number {
    return this.#entries.size;
  }

  /** Memory of the programs held at the moment, by estimate. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Gives an entry its program, made by `compile` if it has none. */
  get(entry: Cached, compile: () => Program): Program {
    entry.lastUsed = ++this.#tick;
    if (entry.program !== undefined) return entry.program;
    const program = compile();
    entry.program = program;
    this.#entries.add(entry);
    this.#bytes += program.bytes;
    this.#evict(entry);
    return program;
  }

  /** Runs an entry's program, made by `compile` if it has none; it is not freed while it runs. */
  run(
    entry: Cached,
    compile: () => Program,
    leaves: readonly Tensor[],
    outputs: readonly Tensor[],
  ): void {
    const program = this.get(entry, compile);
    enterTurn();
    const depth = this.#running.push(entry);
    try {
      program.run(leaves, outputs);
    } finally {
      this.#running.length = depth - 1;
    }
  }

  /** Frees an entry's program. */
  drop(entry: Cached): void {
    if (!this.#entries.delete(entry)) return;
    this.#bytes -= entry.program!.bytes;
    entry.program!.release();
    entry.program = undefined;
  }

  #evict(latest: Cached): void {
    const { sessions, bytes } = sessionLimits();
    while (this.#entries.size > 1 && (this.#entries.size > sessions || this.#bytes > bytes)) {
      let oldest: Cached | undefined;
      for (const it of this.#entries) {
        if (it === latest || this.#running.includes(it)) continue;
        if (it.lastUsed < (oldest?.lastUsed ?? Infinity)) oldest = it;
      }
      if (oldest === undefined) return;
      this.drop(oldest);
    }
  }
}
