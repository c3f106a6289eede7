/**
 * Options that several callbacks take.
 *
 * @module
 */
import type { Option } from "../configuration/options.ts";
import { integer, type Or, type Required, row } from "../configuration/rows.ts";
import { formatValue } from "../errors/format.ts";
import { checkPath, type FilePath } from "../io/files.ts";

/** How much a callback says: 0 nothing, from 1 on what it does. */
export function verbosity() {
  return integer(0, { min: 0 });
}

/** A path. */
export function path<D extends FilePath | Required>(
  ifMissing: D,
): Option<Or<FilePath, D>, Or<string, D>> {
  return row<FilePath, string, D>(ifMissing, (where, name, given) => {
    try {
      return checkPath(where, given);
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      throw new TypeError(
        `${where}: expected ${name} to be a path, received ${name}=${
          given instanceof URL ? given.href : formatValue(given)
        }`,
      );
    }
  });
}

/** When something is saved: at the end of each epoch, or after a number of batches. */
export type SaveFrequency = "epoch" | number;

/** The row of a {@linkcode SaveFrequency}. */
export function saveFrequency(): Option<SaveFrequency, SaveFrequency> {
  return row<SaveFrequency, SaveFrequency, "epoch">("epoch", (where, name, given) => {
    if (given === "epoch" || (Number.isInteger(given) && given > 0)) return given;
    const Kind = typeof given === "string" || typeof given === "number" ? RangeError : TypeError;
    throw new Kind(
      `${where}: expected ${name} to be "epoch" or a number of batches >= 1, received ${name}=${
        formatValue(given)
      }`,
    );
  });
}

/** Counts batches, also where several make one execution, and says when as many are through. */
export class BatchCounter {
  readonly #frequency: SaveFrequency;
  #since = 0;
  #last: number | undefined;

  /** @param frequency After how many batches something is due. */
  constructor(frequency: SaveFrequency) {
    this.#frequency = frequency;
  }

  /** Whether something is due after a batch, which counts from 0 in each epoch. */
  isDue(batch: number): boolean {
    if (this.#frequency === "epoch") return false;
    const isNewEpoch = this.#last === undefined || batch <= this.#last;
    this.#since += isNewEpoch ? batch + 1 : batch - this.#last!;
    this.#last = batch;
    if (this.#since < this.#frequency) return false;
    this.#since = 0;
    return true;
  }
}
