/**
 * `tf.io.parseExample` and `tf.io.parseSingleExample`: tensors of serialized examples.
 *
 * @module
 */
import { newStorage, type Storage } from "../../arrays/dtypes.ts";
import { displayable } from "../../display/inspect.ts";
import { pythonRepr } from "../../display/python_repr.ts";
import { fromCaller } from "../../errors/caller.ts";
import { checkShape } from "../../errors/checks.ts";
import { formatShape, formatValue } from "../../errors/format.ts";
import { asTensor } from "../../ops/as_tensor.ts";
import { type Arguments, bind, boundValues, isOptions, type Operation } from "../../ops/bind.ts";
import { asTexts } from "../../ops/strings/texts.ts";
import { aval } from "../../tensor/aval.ts";
import { read } from "../../tensor/graph.ts";
import type { TensorLike } from "../../tensor/like.ts";
import { leaf, type Tensor } from "../../tensor/tensor.ts";
import type { NameArguments } from "../arguments.ts";
import { BytesList, FloatList, Int64List, parseBytes } from "./messages.ts";

/** Element types of features, and what they lie in. */
const LISTS = { float32: FloatList, int64: Int64List, string: BytesList } as const;

/** Element types of features. */
export type FeatureDType = keyof typeof LISTS;

/** Arguments of {@linkcode FixedLenFeature}. */
export interface FixedLenFeatureArguments {
  /** The shape of the feature of one example. */
  shape: readonly number[];
  /** `"float32"`, `"int64"` or `"string"`. */
  dtype: FeatureDType;
  /** What a missing feature is: a tensor of the shape, or one value; default: it has to be there. */
  defaultValue?: TensorLike | null;
}

const FIXED = ["shape", "dtype", "defaultValue"] as const;

/** A feature that has as many values in each example. */
export class FixedLenFeature {
  readonly shape: readonly number[];
  readonly dtype: FeatureDType;
  /** The values of a missing feature. */
  readonly defaultValue: Tensor | undefined;

  /**
   * A feature of a shape.
   *
   * @throws {TypeError} for other dtypes, and a default of another shape.
   */
  constructor(...args: Arguments<FixedLenFeatureArguments, [...typeof FIXED]>) {
    const where = "tf.io.FixedLenFeature";
    const made = fromCaller(new.target, () => {
      const [given, dtype, otherwise] = boundValues<FixedLenFeatureArguments, [...typeof FIXED]>(
        where,
        [...FIXED],
        2,
        args,
      );
      const shape = checkShape(where, given);
      if (!Object.hasOwn(LISTS, dtype)) {
        throw new TypeError(
          `${where}: expected dtype to be float32, int64 or string, received dtype=${
            formatValue(dtype)
          }`,
        );
      }
      if (otherwise === undefined || otherwise === null) return { shape, dtype, value: undefined };
      const value = asTensor(`${where}: defaultValue`, otherwise, dtype);
      const isFine = value.size === 1 || formatShape(value.shape) === formatShape(shape);
      if (isFine) return { shape, dtype, value };
      throw new TypeError(
        `${where}: expected defaultValue to be one value or of shape ${
          formatShape(shape)
        }, received shape ${formatShape(value.shape)}`,
      );
    });
    this.shape = made.shape;
    this.dtype = made.dtype;
    this.defaultValue = made.value;
  }
}

displayable(FixedLenFeature.prototype, {
  repr: ({ shape, dtype, defaultValue }) =>
    `FixedLenFeature(shape=${pythonRepr(shape)}, dtype=tf.${dtype}, default_value=${
      pythonRepr(defaultValue ?? null)
    })`,
});

/** Writes the values of a feature of an example. */
function write(
  name: string,
  feature: FixedLenFeature,
  list: BytesList | FloatList | Int64List | undefined,
  to: Storage,
  at: number,
): void {
  const { shape, dtype, defaultValue } = feature;
  const size = shape.reduce((product, it) => product * it, 1);
  const target = to as unknown[];
  if (list === undefined) {
    if (defaultValue === undefined) {
      throw new RangeError(
        `expected feature ${name} of ${dtype}, received none; give its FixedLenFeature a defaultValue`,
      );
    }
    const values = read(defaultValue);
    for (let i = 0; i < size; i++) target[at + i] = values[values.length === 1 ? 0 : i];
    return;
  }
  if (!(list instanceof LISTS[dtype])) {
    throw new TypeError(
      `expected feature ${name} as tf.train.${
        LISTS[dtype].name
      }, received tf.train.${list.constructor.name}`,
    );
  }
  if (list.value.length !== size) {
    throw new RangeError(
      `expected feature ${name} of shape ${
        formatShape(shape)
      }, received ${list.value.length} values`,
    );
  }
  for (let i = 0; i < size; i++) target[at + i] = list.value[i];
}

/** Features by name, checked. */
function checkFeatures(where: string, given: unknown): [string, FixedLenFeature][] {
  const entries = isOptions(given) ? Object.entries(given) : [];
  if (entries.length > 0 && entries.every(([, it]) => it instanceof FixedLenFeature)) {
    return entries as [string, FixedLenFeature][];
  }
  throw new TypeError(
    `${where}: expected features to be tf.io.FixedLenFeature by name, received features=${
      formatValue(given)
    }`,
  );
}

function parsed(where: string, serialized: Tensor, given: unknown): Record<string, Tensor> {
  const features = checkFeatures(where, given);
  const texts = read(serialized) as readonly string[];
  const sizes = features.map(([, { shape }]) => shape.reduce((product, it) => product * it, 1));
  const storages = features.map(([, { dtype }], i) => newStorage(dtype, sizes[i]! * texts.length));
  texts.forEach((text, row) => {
    const place = `${where}: example ${row}`;
    const { feature } = parseBytes(place, text).features;
    features.forEach(([name, it], i) => {
      try {
        write(name, it, feature[name]?.list, storages[i]!, row * sizes[i]!);
      } catch (error) {
        if (error instanceof Error) error.message = `${place}: ${error.message}`;
        throw error;
      }
    });
  });
  return Object.fromEntries(
    features.map(([name, { dtype, shape }], i) => [
      name,
      leaf(storages[i]!, aval(dtype, [...serialized.shape, ...shape])),
    ]),
  );
}

/** Arguments of {@linkcode parseExample}. */
export interface ParseExampleArguments extends NameArguments {
  /** Serialized examples. */
  serialized: TensorLike;
  /** What the features are, by name. */
  features: Readonly<Record<string, FixedLenFeature>>;
  /** Counts for nothing: messages name examples by their numbers. */
  exampleNames?: TensorLike | null;
}

const NAMES = ["serialized", "features", "exampleNames", "name"] as const;
type ParseNames = [...typeof NAMES];

function parser(where: string, rank: 0 | 1) {
  return (serialized: TensorLike, features: unknown): Record<string, Tensor> => {
    const x = asTexts(where, "serialized", serialized);
    if (x.shape.length === rank) return parsed(where, x, features);
    throw new TypeError(
      `${where}: expected ${
        rank === 0 ? "one serialized example" : "a list of serialized examples"
      }, received shape ${formatShape(x.shape)}`,
    );
  };
}

/**
 * The features of serialized examples: a tensor of shape `[examples, ...shape]` for each name.
 * Features that no name asks for are left out.
 *
 * @throws {TypeError} for anything but a list of texts, and features of another kind than asked for.
 * @throws {RangeError | SyntaxError} for features that are missing or have another number of values,
 * and for what is no example.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const { Example, Feature, Features, Int64List } = tf.train;
 * const label = new Feature({ int64List: new Int64List({ value: [3] }) });
 * const path = Deno.makeTempFileSync();
 * {
 *   using writer = new tf.io.TFRecordWriter(path);
 *   writer.write(new Example({ features: new Features({ feature: { label } }) }).serializeToString());
 * }
 * const features = { label: new tf.io.FixedLenFeature([], "int64") };
 * const data = new tf.data.TFRecordDataset(path).batch(1).map((it) => tf.io.parseExample(it, features));
 * assertEquals([...data].map((it) => it.label!.numpy().toArray()), [[3n]]);
 * Deno.removeSync(path);
 * ```
 */
export const parseExample: Operation<
  ParseExampleArguments,
  ParseNames,
  Record<string, Tensor>
> = bind("tf.io.parseExample", [...NAMES], 2, parser("tf.io.parseExample", 1), ["features"]);

/**
 * The features of one serialized example: a tensor for each name, as {@linkcode parseExample} gives
 * them for several.
 *
 * @throws {TypeError} for anything but one text, and features of another kind than asked for.
 * @throws {RangeError | SyntaxError} for features that are missing or have another number of values,
 * and for what is no example.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const features = { size: new tf.io.FixedLenFeature([2], "float32", 0.5) };
 * const { size } = tf.io.parseSingleExample("", features);
 * assertEquals(size!.numpy().toArray(), [0.5, 0.5]);
 * ```
 */
export const parseSingleExample: Operation<
  ParseExampleArguments,
  ParseNames,
  Record<string, Tensor>
> = bind("tf.io.parseSingleExample", [...NAMES], 2, parser("tf.io.parseSingleExample", 0), [
  "features",
]);
