/**
 * Keeps the compiled graphs used last, and releases the one not used for longest when there is no
 * room: compiling costs milliseconds, a step with a compiled graph does not.
 *
 * @module
 */

/** A cache of at most `limit` entries, in order of last use. */
export class SessionCache<T> {
  readonly #entries = new Map<string, T>();
  readonly #limit: number;
  readonly #release: (entry: T) => void;

  /** `release` is called with each entry that has to go. */
  constructor(limit: number, release: (entry: T) => void) {
    this.#limit = limit;
    this.#release = release;
  }

  /** Entries held at the moment. */
  get size(): number {
    return this.#entries.size;
  }

  /** The entry of a key, made by `create` if it is not there. */
  get(key: string, create: () => T): T {
    let entry = this.#entries.get(key);
    if (entry === undefined) entry = create();
    else this.#entries.delete(key);
    this.#entries.set(key, entry);
    if (this.#entries.size > this.#limit) {
      const [oldestKey, oldest] = this.#entries.entries().next().value!;
      this.#entries.delete(oldestKey);
      this.#release(oldest);
    }
    return entry;
  }
}
