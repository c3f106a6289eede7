/**
 * Classes of points: their names, and which each point has.
 *
 * @module
 */
import { formatValue } from "../errors/format.ts";
import { MOST_PARTS } from "./palette.ts";
import { checkDistinct, vectorOf } from "./values.ts";

/** Names of classes, and the place of each point's among them. */
export interface Classes {
  /** The names, in order. */
  readonly names: readonly string[];
  /** For each point the place of its class's name. */
  readonly indices: readonly number[];
}

/** Whether all are texts. */
function areTexts(given: unknown): given is readonly string[] {
  return Array.isArray(given) && given.length > 0 && given.every((it) => typeof it === "string");
}

function checkCount(where: string, names: readonly string[]): readonly string[] {
  checkDistinct(where, "classNames", names);
  if (names.length >= 1 && names.length <= MOST_PARTS) return names;
  throw new RangeError(
    `${where}: expected from 1 to ${MOST_PARTS} classes, received ${names.length}`,
  );
}

/**
 * The classes of points.
 *
 * @param given Whole numbers or texts, one for each point; `null` for one class.
 * @param classNames Names of the classes 0, 1, 2 ...; `null` for the classes themselves.
 * @throws {TypeError} for what is neither whole numbers nor texts.
 * @throws {RangeError} for another length, too many classes, names that come twice, and a class without a name.
 */
export function classesOf(
  where: string,
  given: unknown,
  classNames: readonly string[] | null,
  count: number,
): Classes {
  if (given === null) {
    if (classNames === null) return { names: [""], indices: new Array<number>(count).fill(0) };
    throw new TypeError(
      `${where}: expected classes beside classNames; without them no point has a name`,
    );
  }
  if (areTexts(given)) {
    if (given.length !== count) {
      throw new RangeError(
        `${where}: expected classes to have ${count} values, one for each of x, received ${given.length}`,
      );
    }
    const names = checkCount(where, classNames ?? [...new Set(given)]);
    return { names, indices: given.map((it) => placeOf(where, names, it, it)) };
  }
  const numbers = vectorOf(where, "classes", given, { count, of: "x" });
  const odd = numbers.find((it) => !Number.isInteger(it));
  if (odd !== undefined) {
    throw new TypeError(
      `${where}: expected classes to be whole numbers or texts, received ${formatValue(odd)}`,
    );
  }
  if (classNames === null) {
    const sorted = [...new Set(numbers)].sort((a, b) => a - b).map(String);
    const names = checkCount(where, sorted);
    const places = new Map(names.map((name, i) => [name, i]));
    return { names, indices: numbers.map((it) => places.get(String(it + 0))!) };
  }
  const names = checkCount(where, classNames);
  return { names, indices: numbers.map((it) => placeOf(where, names, it, names[it])) };
}

function placeOf(
  where: string,
  names: readonly string[],
  value: number | string,
  name: string | undefined,
): number {
  const place = typeof value === "number" && name !== undefined ? value : names.indexOf(name ?? "");
  if (name !== undefined && place >= 0) return place;
  throw new RangeError(
    `${where}: expected a name in classNames for each class, received none for ${
      formatValue(value)
    }`,
  );
}
