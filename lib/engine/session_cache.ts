/**
 * Keeps the compiled graphs used last, and releases those not used for longest when there is no
 * room: compiling costs milliseconds, a step with a compiled graph does not. The limits are one
 * setting for all devices; each device keeps a cache of its own.
 *
 * @module
 */
import { checkFinite, checkInteger } from "../errors/checks.ts";

/** How many compiled graphs a device keeps. */
export interface SessionCacheLimits {
  /** Compiled graphs, at least 1; default 256. */
  sessions: number;
  /** Their memory by estimate, in bytes, more than 0; default 1 GiB. */
  bytes: number;
}

const limits: SessionCacheLimits = { sessions: 256, bytes: 2 ** 30 };

/** The limits themselves, for those that keep to them. */
export function sessionLimits(): Readonly<SessionCacheLimits> {
  return limits;
}

/** The limits now. */
export function getSessionCache(): SessionCacheLimits {
  return { ...limits };
}

/**
 * Sets how many compiled graphs each device keeps, and how much memory they may take by estimate.
 * What is over a new limit goes when the next graph is compiled; the graph in use always stays.
 *
 * @param options The limits to change.
 * @throws {RangeError} if a limit is not positive.
 */
export function setSessionCache(options: Partial<SessionCacheLimits>): void {
  const where = "tf.config.setSessionCache";
  const sessions = checkInteger(where, "sessions", options.sessions ?? limits.sessions, { min: 1 });
  const bytes = checkFinite(where, "bytes", options.bytes ?? limits.bytes, { min: 1 });
  Object.assign(limits, { sessions, bytes });
}

/** What the cache has to know of an entry. */
export interface CacheEntry {
  /** Memory it takes, by estimate. */
  readonly bytes: number;
  /** Frees it. */
  release(): void;
}

/** A cache in order of last use. */
export class SessionCache<T extends CacheEntry> {
  readonly #entries = new Map<string, T>();
  #bytes = 0;

  /** Entries held at the moment. */
  get size(): number {
    return this.#entries.size;
  }

  /** Memory of the entries held at the moment, by estimate. */
  get bytes(): number {
    return this.#bytes;
  }

  /** The entry of a key, made by `create` if it is not there. */
  get(key: string, create: () => T): T {
    const known = this.#entries.get(key);
    if (known !== undefined) {
      this.#entries.delete(key);
      this.#entries.set(key, known);
      return known;
    }
    const entry = create();
    this.#entries.set(key, entry);
    this.#bytes += entry.bytes;
    this.#evict();
    return entry;
  }

  #evict(): void {
    for (const [key, entry] of this.#entries) {
      if (this.#entries.size <= limits.sessions && this.#bytes <= limits.bytes) return;
      if (this.#entries.size === 1) return;
      this.#entries.delete(key);
      this.#bytes -= entry.bytes;
      entry.release();
    }
  }
}
