/**
 * The functions of `tf.nest`: nested lists and objects of anything taken apart and put together again.
 * Arguments are by position alone: an object is a nested value here.
 *
 * @module
 */
import { fromCaller } from "../../errors/caller.ts";
import { formatValue } from "../../errors/format.ts";
import { isOptions } from "../../ops/bind.ts";
import { flatten as takeApart, pack, type Structure } from "../nest.ts";

/** Whether a value is a list or an object of fields, whose parts are taken apart. */
function holdsOthers(value: unknown): boolean {
  return Array.isArray(value) || isOptions(value);
}

/** The leaves of a value: everything that is no list and no object of fields. */
function partsOf(value: unknown): { leaves: unknown[]; structure: Structure } {
  const { leaves, structure } = takeApart(
    value,
    (it) => holdsOthers(it) ? undefined : { leaf: it },
  );
  return { leaves: leaves.map(({ leaf }) => leaf), structure };
}

/** A structure in words, with a point for each leaf. */
function words(structure: Structure): string {
  switch (structure.kind) {
    case "list":
      return `[${structure.items.map(words).join(", ")}]`;
    case "record":
      return `{ ${structure.entries.map(([key, it]) => `${key}: ${words(it)}`).join(", ")} }`;
    default:
      return ".";
  }
}

/** A structure as a text that is equal for equal ones, in whichever order fields were written. */
function keyOf(structure: Structure): string {
  switch (structure.kind) {
    case "list":
      return `[${structure.items.map(keyOf).join()}]`;
    case "record": {
      const entries = [...structure.entries].sort(([a], [b]) => a < b ? -1 : 1);
      return `{${entries.map(([key, it]) => `${JSON.stringify(key)}:${keyOf(it)}`).join()}}`;
    }
    default:
      return ".";
  }
}

/**
 * The leaves of nested lists and objects in one list; objects by the spelling of their keys.
 *
 * @throws {TypeError} for a value that holds itself.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.nest.flatten({ b: [1, [2]], a: 3 }), [3, 1, 2]);
 * ```
 */
export function flatten(structure: unknown, _expandComposites = false): unknown[] {
  return fromCaller(flatten, () => partsOf(structure).leaves);
}

/**
 * Whether a value is a list or an object of fields; tensors are not.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals([[1], { a: 1 }, tf.ones([2]), 1].map((it) => tf.nest.isNested(it)), [
 *   true,
 *   true,
 *   false,
 *   false,
 * ]);
 * ```
 */
export function isNested(structure: unknown): boolean {
  return holdsOthers(structure);
}

/**
 * Nested lists and objects like others, with new leaves.
 *
 * @throws {TypeError} for a list with another number of leaves.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.nest.packSequenceAs({ b: [0, [0]], a: 0 }, [1, 2, 3]), { b: [2, [3]], a: 1 });
 * ```
 */
export function packSequenceAs(
  structure: unknown,
  flatSequence: readonly unknown[],
  _expandComposites = false,
): unknown {
  const where = "tf.nest.packSequenceAs";
  return fromCaller(packSequenceAs, () => {
    const { leaves, structure: form } = partsOf(structure);
    if (!Array.isArray(flatSequence)) {
      throw new TypeError(
        `${where}: expected flatSequence to be a list, received flatSequence=${
          formatValue(flatSequence)
        }`,
      );
    }
    if (flatSequence.length !== leaves.length) {
      throw new TypeError(
        `${where}: expected flatSequence to have ${leaves.length} leaves for ${
          words(form)
        }, received ${flatSequence.length}`,
      );
    }
    return pack(form, flatSequence);
  });
}

/** Throws unless all structures are the first. */
function checkSame(where: string, forms: readonly Structure[]): void {
  const other = forms.find((it) => keyOf(it) !== keyOf(forms[0]!));
  if (other === undefined) return;
  throw new TypeError(
    `${where}: expected the same structure, received ${words(forms[0]!)} and ${words(other)}`,
  );
}

/**
 * Holds that two values are nested alike.
 *
 * @throws {TypeError} where they are not.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertThrows } from "@std/assert";
 *
 * tf.nest.assertSameStructure({ a: 1, b: [2] }, { b: [tf.ones([3])], a: "x" });
 * assertThrows(() => tf.nest.assertSameStructure([1, 2], [1]), TypeError, "[., .] and [.]");
 * ```
 */
export function assertSameStructure(
  nest1: unknown,
  nest2: unknown,
  _checkTypes = true,
  _expandComposites = false,
): void {
  fromCaller(assertSameStructure, () => {
    const forms = [nest1, nest2].map((it) => partsOf(it).structure);
    checkSame("tf.nest.assertSameStructure", forms);
  });
}

/**
 * What a function makes of the leaves of one nested value, or of several that are nested alike.
 *
 * @throws {TypeError} for values that are not nested alike.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const sum = tf.nest.mapStructure((a: number, b: number) => a + b, { a: 1, b: [2] }, { a: 3, b: [4] });
 * assertEquals(sum, { a: 4, b: [6] });
 * ```
 */
export function mapStructure<Leaf, Result>(
  func: (...leaves: Leaf[]) => Result,
  ...structures: readonly unknown[]
): unknown {
  const where = "tf.nest.mapStructure";
  const parts = fromCaller(mapStructure, () => {
    if (typeof func !== "function") {
      throw new TypeError(
        `${where}: expected func to be a function, received ${formatValue(func)}`,
      );
    }
    if (structures.length === 0) {
      throw new TypeError(`${where}: expected one structure or more, received none`);
    }
    const parts = structures.map(partsOf);
    checkSame(where, parts.map(({ structure }) => structure));
    return parts;
  });
  const results = parts[0]!.leaves.map((_, i) =>
    func(...parts.map(({ leaves }) => leaves[i] as Leaf))
  );
  return pack(parts[0]!.structure, results);
}
