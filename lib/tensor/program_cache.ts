/**
 * Keeps the programs used last and frees those not used for longest when there is no room:
 * compiling takes milliseconds, a step with a compiled program does not.
 *
 * @module
 */
import { sessionLimits } from "../engine/plan/session_limits.ts";
import type { Program } from "./backend.ts";

/** What holds a program; it has none once the cache has freed it. */
export interface Cached {
  program: Program | undefined;
  /** When it was used last; the cache's own. */
  lastUsed: number;
}

/** The programs of one device. */
export class ProgramCache {
  readonly #entries = new Set<Cached>();
  #bytes = 0;
  #tick = 0;

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
        if (it !== latest && it.lastUsed < (oldest?.lastUsed ?? Infinity)) oldest = it;
      }
      this.drop(oldest!);
    }
  }
}
