/**
 * `tf.train.Example`: features by name, as TensorFlow's files of records hold them.
 *
 * @module
 */
import { displayable } from "../../display/inspect.ts";
import { pythonRepr } from "../../display/python_repr.ts";
import { fromCaller } from "../../errors/caller.ts";
import { formatValue } from "../../errors/format.ts";
import { ByteReader } from "../../io/byte_reader.ts";
import { isOptions, unknownArgument } from "../../ops/bind.ts";
import { bytesOf, textOf } from "../../ops/strings/bytes_text.ts";
import {
  BYTES,
  bytesField,
  fieldsIn,
  FIXED32,
  joined,
  VARINT,
  varint,
  varintAt,
} from "./protobuf.ts";

/** The only argument, by its name. */
function argument(where: string, given: unknown, names: readonly string[]): [string, unknown][] {
  if (given === undefined) return [];
  if (!isOptions(given)) {
    throw new TypeError(
      `${where}: expected one object of options (${names.join(", ")}), received ${
        formatValue(given)
      }`,
    );
  }
  for (const name of Object.keys(given)) {
    if (!names.includes(name)) throw unknownArgument(where, name, names);
  }
  return Object.entries(given).filter(([, it]) => it !== undefined && it !== null);
}

/** The items of the argument `value`. */
function itemsOf(where: string, given: unknown): unknown[] {
  const value = argument(where, given, ["value"])[0]?.[1] ?? [];
  if (Array.isArray(value) || ArrayBuffer.isView(value) && Symbol.iterator in value) {
    return Array.from(value as Iterable<unknown>);
  }
  throw new TypeError(`${where}: expected value to be a list, received ${formatValue(value)}`);
}

function refused(where: string, expected: string, index: number, value: unknown): TypeError {
  return new TypeError(
    `${where}: expected ${expected}, received value[${index}]=${formatValue(value)}`,
  );
}

/** A list of texts or bytes; what is no UTF-8 is kept as lone surrogates U+DC80 to U+DCFF. */
export class BytesList {
  readonly value: readonly string[];

  /** @throws {TypeError} for items that are neither texts nor `Uint8Array`s. */
  constructor(options?: { value?: readonly (string | Uint8Array)[] }) {
    const where = "tf.train.BytesList";
    this.value = fromCaller(new.target, () =>
      itemsOf(where, options).map((it, i) => {
        if (typeof it === "string") return it;
        if (it instanceof Uint8Array) return textOf(it);
        throw refused(where, "texts or Uint8Arrays", i, it);
      }));
  }
}

/** A list of numbers, kept as float32. */
export class FloatList {
  readonly value: readonly number[];

  /** @throws {TypeError} for items that are no numbers. */
  constructor(options?: { value?: Iterable<number> }) {
    const where = "tf.train.FloatList";
    this.value = fromCaller(new.target, () =>
      itemsOf(where, options).map((it, i) => {
        if (typeof it === "number") return Math.fround(it);
        throw refused(where, "numbers", i, it);
      }));
  }
}

/** A list of whole numbers of 64 bits. */
export class Int64List {
  readonly value: readonly bigint[];

  /** @throws {TypeError | RangeError} for items that are no whole numbers, or beyond 64 bits. */
  constructor(options?: { value?: Iterable<number | bigint> }) {
    const where = "tf.train.Int64List";
    this.value = fromCaller(new.target, () =>
      itemsOf(where, options).map((it, i) => {
        if (typeof it !== "bigint" && !Number.isSafeInteger(it)) {
          throw refused(where, "whole numbers, beyond 2^53 as bigint", i, it);
        }
        const value = BigInt(it as number | bigint);
        if (value === BigInt.asIntN(64, value)) return value;
        throw new RangeError(
          `${where}: expected whole numbers of 64 bits, received value[${i}]=${value}`,
        );
      }));
  }
}

/** What a feature may be. */
export interface FeatureArguments {
  /** Texts. */
  bytesList?: BytesList;
  /** Numbers. */
  floatList?: FloatList;
  /** Whole numbers. */
  int64List?: Int64List;
}

const KINDS = { bytesList: BytesList, floatList: FloatList, int64List: Int64List } as const;

/** How arguments of features are called, by what they take. */
const LIST_NAMES = new Map<unknown, string>();

/** One feature: a list of texts, of numbers, or of whole numbers, or none. */
export class Feature {
  readonly list: BytesList | FloatList | Int64List | undefined;

  /** @throws {TypeError} for more than one list, or another one than the name says. */
  constructor(options?: FeatureArguments) {
    this.list = fromCaller(new.target, () => {
      const where = "tf.train.Feature";
      const given = argument(where, options, Object.keys(KINDS));
      if (given.length > 1) {
        throw new TypeError(
          `${where}: expected one of ${Object.keys(KINDS).join(", ")}, received ${
            given.map(([name]) => name).join(" and ")
          }`,
        );
      }
      const [name, list] = given[0] ?? [];
      const Kind = KINDS[name as keyof typeof KINDS];
      if (name === undefined || list instanceof Kind) {
        return list as BytesList | FloatList | Int64List | undefined;
      }
      throw new TypeError(
        `${where}: expected ${name} to be a tf.train.${Kind.name}, received ${formatValue(list)}`,
      );
    });
  }
}

/** Features by name. */
export class Features {
  readonly feature: Readonly<Record<string, Feature>>;

  /** @throws {TypeError} for what is no `tf.train.Feature`. */
  constructor(options?: { feature?: Readonly<Record<string, Feature>> }) {
    this.feature = fromCaller(new.target, () => {
      const where = "tf.train.Features";
      const feature = argument(where, options, ["feature"])[0]?.[1] ?? {};
      const made: Record<string, Feature> = Object.create(null);
      if (!isOptions(feature)) {
        throw new TypeError(
          `${where}: expected feature to be an object of features by name, received ${
            formatValue(feature)
          }`,
        );
      }
      for (const [name, it] of Object.entries(feature)) {
        if (!(it instanceof Feature)) {
          throw new TypeError(
            `${where}: expected feature.${name} to be a tf.train.Feature, received ${
              formatValue(it)
            }`,
          );
        }
        made[name] = it;
      }
      return made;
    });
  }
}

function bytesOfList(list: BytesList | FloatList | Int64List): Uint8Array {
  if (list instanceof BytesList) {
    return joined(list.value.map((it) => bytesField(1, bytesOf(it))));
  }
  if (list.value.length === 0) return new Uint8Array();
  if (list instanceof Int64List) return bytesField(1, joined(list.value.map(varint)));
  const view = new DataView(new ArrayBuffer(4 * list.value.length));
  list.value.forEach((it, i) => view.setFloat32(4 * i, it, true));
  return bytesField(1, new Uint8Array(view.buffer));
}

/** The values of a list of a kind: 1 texts, 2 floats, 3 whole numbers. */
function valuesIn(reader: ByteReader, kind: number, begin: number, end: number): unknown[] {
  const values: unknown[] = [];
  const view = new DataView(reader.bytes.buffer, reader.bytes.byteOffset, reader.length);
  for (const { number, wire, at, end: to } of fieldsIn(reader, begin, end)) {
    if (number !== 1) continue;
    if (kind === 1 && wire === BYTES) values.push(textOf(reader.bytes.subarray(at, to)));
    else if (kind === 2 && (wire === BYTES || wire === FIXED32)) {
      if ((to - at) % 4 !== 0) throw reader.malformed(at, "floats of 4 bytes", `${to - at} bytes`);
      for (let i = at; i < to; i += 4) values.push(view.getFloat32(i, true));
    } else if (kind === 3 && (wire === BYTES || wire === VARINT)) {
      for (let i = at; i < to;) {
        const it = varintAt(reader, i);
        if (it.end > to) throw reader.malformed(i, "a whole number in its list", "a longer one");
        values.push(BigInt.asIntN(64, it.value));
        i = it.end;
      }
    } else throw reader.malformed(at, "values of a feature", `kind ${wire}`);
  }
  return values;
}

/** The last field of a number that has bytes, in a message. */
function featureIn(reader: ByteReader, begin: number, end: number): Feature {
  let made = new Feature();
  for (const { number, wire, at, end: to } of fieldsIn(reader, begin, end)) {
    if (number < 1 || number > 3) continue;
    if (wire !== BYTES) throw reader.malformed(at, "a list of a feature", `kind ${wire}`);
    const value = valuesIn(reader, number, at, to);
    // The same list once more goes on with it, as messages do; another one takes its place.
    const before = (number === 1
        ? made.list instanceof BytesList
        : number === 2
        ? made.list instanceof FloatList
        : made.list instanceof Int64List)
      ? made.list!.value as readonly unknown[]
      : [];
    const all = { value: [...before, ...value] as never };
    made = number === 1
      ? new Feature({ bytesList: new BytesList(all) })
      : number === 2
      ? new Feature({ floatList: new FloatList(all) })
      : new Feature({ int64List: new Int64List(all) });
  }
  return made;
}

/**
 * One example: features by name.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const { Example, Feature, Features, FloatList, Int64List } = tf.train;
 * const example = new Example({
 *   features: new Features({
 *     feature: {
 *       size: new Feature({ floatList: new FloatList({ value: [1.5, 2] }) }),
 *       label: new Feature({ int64List: new Int64List({ value: [3] }) }),
 *     },
 *   }),
 * });
 * const again = Example.fromString(example.serializeToString());
 * assertEquals(again.features.feature.label?.list?.value, [3n]);
 * ```
 */
export class Example {
  readonly features: Features;

  /** @throws {TypeError} for what is no `tf.train.Features`. */
  constructor(options?: { features?: Features }) {
    this.features = fromCaller(new.target, () => {
      const features = argument("tf.train.Example", options, ["features"])[0]?.[1] ??
        new Features();
      if (features instanceof Features) return features;
      throw new TypeError(
        `tf.train.Example: expected features to be a tf.train.Features, received ${
          formatValue(features)
        }`,
      );
    });
  }

  /** The bytes of the example, features in the order of their names. */
  serializeToString(): Uint8Array {
    const byBytes = Object.entries(this.features.feature)
      .map(([name, feature]) => ({ name: bytesOf(name), list: feature.list }))
      .sort((a, b) => compareBytes(a.name, b.name));
    const entries = byBytes.map(({ name, list }) => {
      const number = list instanceof BytesList ? 1 : list instanceof FloatList ? 2 : 3;
      const feature = list === undefined ? new Uint8Array() : bytesField(number, bytesOfList(list));
      return bytesField(1, joined([bytesField(1, name), bytesField(2, feature)]));
    });
    return bytesField(1, joined(entries));
  }

  /**
   * The example of bytes.
   *
   * @throws {SyntaxError | RangeError} if they are none.
   */
  static fromString(serialized: string | Uint8Array): Example {
    return parseBytes("tf.train.Example.fromString", serialized);
  }
}

function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const end = Math.min(a.length, b.length);
  for (let i = 0; i < end; i++) if (a[i] !== b[i]) return a[i]! - b[i]!;
  return a.length - b.length;
}

/** The example of bytes, for who says where. */
export function parseBytes(where: string, serialized: unknown): Example {
  if (typeof serialized !== "string" && !(serialized instanceof Uint8Array)) {
    throw new TypeError(
      `${where}: expected a text or a Uint8Array, received ${formatValue(serialized)}`,
    );
  }
  const bytes = typeof serialized === "string" ? bytesOf(serialized) : serialized;
  const reader = new ByteReader(where, bytes);
  const feature: Record<string, Feature> = Object.create(null);
  const parts = (begin: number, end: number) =>
    [...fieldsIn(reader, begin, end)].filter((it) => it.number <= 2);
  for (const features of parts(0, bytes.length)) {
    if (features.number !== 1) continue;
    if (features.wire !== BYTES) throw reader.malformed(features.at, "features", "another kind");
    for (const entry of parts(features.at, features.end)) {
      if (entry.number !== 1) continue;
      if (entry.wire !== BYTES) throw reader.malformed(entry.at, "a feature", "another kind");
      let [name, value] = ["", new Feature()];
      for (const { number, wire, at, end } of parts(entry.at, entry.end)) {
        if (wire !== BYTES) {
          throw reader.malformed(at, "a feature's name and value", "another kind");
        }
        if (number === 1) name = textOf(bytes.subarray(at, end));
        else value = featureIn(reader, at, end);
      }
      feature[name] = value;
    }
  }
  return new Example({ features: new Features({ feature }) });
}

const named = (name: string, argument: string, value: string): string =>
  `${name}(${argument}=${value})`;
for (const [argument, List] of Object.entries(KINDS)) {
  displayable<BytesList | FloatList | Int64List>(List.prototype, {
    repr: (it) => named(it.constructor.name, "value", pythonRepr(it.value)),
  });
  LIST_NAMES.set(List, argument);
}
displayable(Feature.prototype, {
  repr: ({ list }) =>
    list === undefined
      ? "Feature()"
      : named("Feature", LIST_NAMES.get(list.constructor)!, pythonRepr(list)),
});
displayable(Features.prototype, {
  repr: (it) => named("Features", "feature", pythonRepr(it.feature)),
});
displayable(Example.prototype, {
  repr: (it) => named("Example", "features", pythonRepr(it.features)),
});
