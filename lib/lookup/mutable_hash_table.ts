/**
 * `tf.lookup.experimental.MutableHashTable`: values of keys that come and go.
 *
 * @module
 */
import type { DType } from "../arrays/dtypes.ts";
import { fromCaller } from "../errors/caller.ts";
import type { Named } from "../ops/array/named.ts";
import { type Arguments, boundValues } from "../ops/bind.ts";
import { aval, formatAval } from "../tensor/aval.ts";
import type { TensorLike } from "../tensor/like.ts";
import { leaf, type Tensor } from "../tensor/tensor.ts";
import {
  asEntries,
  dataOf,
  describedAs,
  entriesOfTensor,
  type Entry,
  keyDType,
  tensorOf,
  valueDType,
} from "./elements.ts";
import { oneEntry } from "./static_hash_table.ts";

/** Arguments of {@linkcode MutableHashTable}. */
export interface MutableHashTableArguments extends Named {
  /** What keys are: string, int32 or int64. */
  keyDtype: DType;
  /** What values are: string, bool, int32, int64, float32 or float64. */
  valueDtype: DType;
  /** The value of keys that are not there: a scalar. */
  defaultValue: TensorLike;
  /** Counts for nothing: tables are not kept in checkpoints. */
  checkpoint?: boolean;
  /** Counts for nothing: tables are not shared by names. */
  experimentalIsAnonymous?: boolean;
}

const NAMES = [
  "keyDtype",
  "valueDtype",
  "defaultValue",
  "name",
  "checkpoint",
  "experimentalIsAnonymous",
] as const;
type Names = [...typeof NAMES];
const WHERE = "tf.lookup.experimental.MutableHashTable";

/**
 * Values of keys that come and go. It is for eager code: a traced function would keep the values of
 * the moment in which it was traced, so that its methods refuse symbolic tensors.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const table = new tf.lookup.experimental.MutableHashTable("string", "int64", -1);
 * table.insert(["a", "b"], [1, 2]);
 * table.remove(["a"]);
 * assertEquals(table.lookup(["a", "b"]).numpy().toArray(), [-1n, 2n]);
 * ```
 */
export class MutableHashTable {
  /** What keys are. */
  readonly keyDtype: DType;
  /** What values are. */
  readonly valueDtype: DType;
  readonly #defaultValue: Entry;
  readonly #entries = new Map<Entry, Entry>();

  /**
   * An empty table.
   *
   * @throws {TypeError} for types that keys or values cannot have, and a default that is no scalar.
   */
  constructor(...args: Arguments<MutableHashTableArguments, Names>) {
    const { keyDtype, valueDtype, otherwise } = fromCaller(new.target, () => {
      const [keys, values, defaultValue] = boundValues<MutableHashTableArguments, Names>(
        WHERE,
        [...NAMES],
        3,
        args,
      );
      const dtype = valueDType(WHERE, "valueDtype", values);
      return {
        keyDtype: keyDType(WHERE, "keyDtype", keys),
        valueDtype: dtype,
        otherwise: oneEntry(WHERE, "defaultValue", defaultValue, dtype),
      };
    });
    this.keyDtype = keyDtype;
    this.valueDtype = valueDtype;
    this.#defaultValue = otherwise;
  }

  #keys(method: string, keys: TensorLike): { entries: Entry[]; shape: readonly number[] } {
    const x = asEntries(`${WHERE}.${method}`, "keys", keys, this.keyDtype);
    return { entries: entriesOfTensor(x), shape: x.shape };
  }

  /**
   * Gives keys their values; those that are there get new ones.
   *
   * @throws {TypeError} for other types than the table's, and for shapes that differ.
   */
  insert(keys: TensorLike, values: TensorLike): void {
    fromCaller(this.insert, () => {
      const k = asEntries(`${WHERE}.insert`, "keys", keys, this.keyDtype);
      const v = asEntries(`${WHERE}.insert`, "values", values, this.valueDtype);
      if (k.shape.join() !== v.shape.join()) {
        throw new TypeError(
          `${WHERE}.insert: expected as many values as keys, received keys=${
            formatAval(k)
          } and values=${formatAval(v)}`,
        );
      }
      const given = entriesOfTensor(v);
      entriesOfTensor(k).forEach((key, i) => this.#entries.set(key, given[i]!));
    });
  }

  /**
   * Takes keys out; those that are not there are passed over.
   *
   * @throws {TypeError} for keys of another type.
   */
  remove(keys: TensorLike): void {
    const { entries } = fromCaller(this.remove, () => this.#keys("remove", keys));
    for (const key of entries) this.#entries.delete(key);
  }

  /**
   * The value of each key, of the keys' shape.
   *
   * @throws {TypeError} for keys of another type.
   */
  lookup(keys: TensorLike): Tensor {
    const { entries, shape } = fromCaller(this.lookup, () => this.#keys("lookup", keys));
    const values = entries.map((key) => this.#entries.get(key) ?? this.#defaultValue);
    return leaf(dataOf(this.valueDtype, values), aval(this.valueDtype, shape));
  }

  /** How many keys there are, int64. */
  size(): Tensor {
    return leaf(BigInt64Array.of(BigInt(this.#entries.size)), aval("int64", []));
  }

  /** All keys and their values, in the order in which they came. */
  export(): [keys: Tensor, values: Tensor] {
    return [
      tensorOf(this.keyDtype, [...this.#entries.keys()]),
      tensorOf(this.valueDtype, [...this.#entries.values()]),
    ];
  }
}

describedAs("experimental.MutableHashTable", MutableHashTable);
