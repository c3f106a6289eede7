/**
 * `tf.lookup.StaticHashTable`: values of keys, which do not change.
 *
 * @module
 */
import type { DType } from "../arrays/dtypes.ts";
import { fromCaller } from "../errors/caller.ts";
import { formatValue } from "../errors/format.ts";
import type { Named } from "../ops/array/named.ts";
import { type Arguments, boundValues } from "../ops/bind.ts";
import { aval } from "../tensor/aval.ts";
import { hostCall } from "../tensor/host_function.ts";
import type { TensorLike } from "../tensor/like.ts";
import { leaf, type Tensor } from "../tensor/tensor.ts";
import {
  asEntries,
  dataOf,
  describedAs,
  entriesOf,
  entriesOfTensor,
  type Entry,
  tensorOf,
} from "./elements.ts";
import { TableInitializer } from "./key_values.ts";

/** Arguments of {@linkcode StaticHashTable}. */
export interface StaticHashTableArguments extends Named {
  /** Keys and values. */
  initializer: TableInitializer;
  /** The value of keys that are not there: a scalar. */
  defaultValue: TensorLike;
  /** Counts for nothing: tables are not shared by names. */
  experimentalIsAnonymous?: boolean;
}

const NAMES = ["initializer", "defaultValue", "name", "experimentalIsAnonymous"] as const;
type Names = [...typeof NAMES];
const WHERE = "tf.lookup.StaticHashTable";

/** The initializer, or an error for anything else. */
export function checkInitializer(where: string, initializer: unknown): TableInitializer {
  if (initializer instanceof TableInitializer) return initializer;
  throw new TypeError(
    `${where}: expected initializer to be a KeyValueTensorInitializer or a TextFileInitializer, received ${
      formatValue(initializer)
    }`,
  );
}

/** One value of a type, such as what keys that are not there have. */
export function oneEntry(where: string, name: string, x: TensorLike, dtype: DType): Entry {
  const tensor = asEntries(where, name, x, dtype);
  const [entry, ...others] = entriesOfTensor(tensor);
  if (entry !== undefined && others.length === 0 && tensor.shape.length === 0) return entry;
  throw new TypeError(
    `${where}: expected ${name} to be a scalar, received one of shape (${tensor.shape.join(", ")})`,
  );
}

/**
 * Values of keys, which do not change: those of an initializer, and one for all other keys.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const pairs = new tf.lookup.KeyValueTensorInitializer(["a", "b"], [0.5, 2]);
 * const table = new tf.lookup.StaticHashTable(pairs, { defaultValue: -1 });
 * assertEquals(table.lookup([["a", "z"]]).numpy().toArray(), [[0.5, -1]]);
 * ```
 */
export class StaticHashTable {
  readonly #initializer: TableInitializer;
  readonly #defaultValue: Entry;

  /**
   * A table of an initializer's keys and values.
   *
   * @throws {TypeError} for anything but an initializer, and a default that is no scalar of the
   * values' type.
   */
  constructor(...args: Arguments<StaticHashTableArguments, Names>) {
    const [initializer, defaultValue] = fromCaller(new.target, () => {
      const [given, otherwise] = boundValues<StaticHashTableArguments, Names>(
        WHERE,
        [...NAMES],
        2,
        args,
      );
      const checked = checkInitializer(WHERE, given);
      return [checked, oneEntry(WHERE, "defaultValue", otherwise, checked.valueDtype)] as const;
    });
    this.#initializer = initializer;
    this.#defaultValue = defaultValue;
  }

  /** What keys are. */
  get keyDtype(): DType {
    return this.#initializer.keyDtype;
  }

  /** What values are. */
  get valueDtype(): DType {
    return this.#initializer.valueDtype;
  }

  /**
   * The value of each key, of the keys' shape.
   *
   * @throws {TypeError} for keys of another type.
   */
  lookup(keys: TensorLike): Tensor {
    const dtype = this.valueDtype;
    const { entries } = this.#initializer.initial;
    const otherwise = this.#defaultValue;
    const x = fromCaller(
      this.lookup,
      () => asEntries(`${WHERE}.lookup`, "keys", keys, this.keyDtype),
    );
    return hostCall(
      aval(dtype, x.shape),
      [x],
      (data) => dataOf(dtype, entriesOf(data).map((key) => entries.get(key) ?? otherwise)),
    );
  }

  /** How many keys there are, int64. */
  size(): Tensor {
    const count = BigInt(this.#initializer.initial.entries.size);
    return leaf(BigInt64Array.of(count), aval("int64", []));
  }

  /** All keys and their values, in the order in which they were given. */
  export(): [keys: Tensor, values: Tensor] {
    const { entries } = this.#initializer.initial;
    return [
      tensorOf(this.keyDtype, [...entries.keys()]),
      tensorOf(this.valueDtype, [...entries.values()]),
    ];
  }
}

describedAs("StaticHashTable", StaticHashTable);
