/**
 * `tf.keras.utils.FeatureSpace`: the columns of a table as numbers for a network.
 *
 * @module
 */
import { isFloating } from "../arrays/dtypes.ts";
import { displayable } from "../display/inspect.ts";
import { fromCaller } from "../errors/caller.ts";
import { formatValue } from "../errors/format.ts";
import { Callable } from "../objects/callable.ts";
import { type Arguments, isOptions } from "../ops/bind.ts";
import { asTensor } from "../ops/as_tensor.ts";
import { reshape } from "../primitives/array/reshape.ts";
import type { KerasTensor } from "../tensor/keras_tensor.ts";
import type { TensorLike } from "../tensor/like.ts";
import { Tensor } from "../tensor/tensor.ts";
import type { Layer } from "../layers/base/layer.ts";
import { Input } from "../layers/core/input.ts";
import { Concatenate } from "../layers/merging/concatenate.ts";
import { CategoryEncoding } from "../layers/preprocessing/category_encoding.ts";
import { HashedCrossing } from "../layers/preprocessing/hashed_crossing.ts";
import { Cross, type Feature } from "./feature.ts";
import {
  type Adaptable,
  batches,
  called,
  cardinality,
  isAdaptable,
  isScalar,
  type Value,
} from "./learning.ts";
import * as makers from "./makers.ts";
import {
  type Columns,
  type FeatureSpaceArguments,
  type Names,
  type Settings,
  settingsOf,
  WHERE,
} from "./settings.ts";

type Values = Readonly<Record<string, Value>>;

/**
 * The columns of a table as numbers for a network: each by a layer for its kind, columns that are crossed
 * by the hash of their values; put together in one vector, or by name. Columns come in the order of
 * their names' spelling, then crosses in that of theirs, as in Keras.
 *
 * Kinds: `"float"`, `"float_rescaled"`, `"float_normalized"`, `"float_discretized"`,
 * `"integer_categorical"`, `"string_categorical"`, `"integer_hashed"`, `"string_hashed"`. Those that are
 * normalized, discretized or categorical learn from the data that `adapt` is given.
 *
 * Inputs: an object of columns, each `(batch,)` or `(batch, 1)`, or of scalars for one row. Output:
 * `(batch, width)`, or `(width,)` for one row.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const space = new tf.keras.utils.FeatureSpace(
 *   { age: "float_normalized", city: "string_categorical" },
 *   { crosses: [] },
 * );
 * const table = { age: [20, 30, 40], city: ["Rome", "Oslo", "Rome"] };
 * space.adapt(table);
 * // one number of age, and four of city: unknown ones, Rome and Oslo
 * assertEquals((space(table) as tf.Tensor).shape, [3, 4]);
 * ```
 */
export class FeatureSpace extends Callable<[data: Columns], Tensor | Record<string, Tensor>> {
  /** Columns that are one together. */
  static cross(
    featureNames: readonly string[],
    crossingDim: number,
    outputMode: "int" | "one_hot" = "one_hot",
  ): Cross {
    return fromCaller(FeatureSpace.cross, () => new Cross(featureNames, crossingDim, outputMode));
  }
  /** A column with a layer of one's own. */
  static readonly feature = makers.feature;
  /** A column of numbers as they are. */
  static readonly float = makers.float;
  /** A column of numbers that are multiplied and moved. */
  static readonly floatRescaled = makers.floatRescaled;
  /** A column of numbers that get mean 0 and variance 1. */
  static readonly floatNormalized = makers.floatNormalized;
  /** A column of numbers by their bins. */
  static readonly floatDiscretized = makers.floatDiscretized;
  /** A column of whole numbers that stand for kinds. */
  static readonly integerCategorical = makers.integerCategorical;
  /** A column of texts that stand for kinds. */
  static readonly stringCategorical = makers.stringCategorical;
  /** A column of whole numbers by the bins of their hashes. */
  static readonly integerHashed = makers.integerHashed;
  /** A column of texts by the bins of their hashes. */
  static readonly stringHashed = makers.stringHashed;

  readonly #settings: Settings;
  readonly #crossers: ReadonlyMap<string, HashedCrossing>;
  readonly #encoders = new Map<string, Layer>();
  readonly #inputs: ReadonlyMap<string, KerasTensor>;
  readonly #concatenate = new Concatenate({ axis: -1 });
  #encoded: KerasTensor | Record<string, KerasTensor> | undefined;
  #isAdapted: boolean;

  /**
   * A space of columns.
   *
   * @throws {TypeError} for no columns, and for kinds that are unknown.
   * @throws {RangeError} for crosses of columns that are not there, and other modes.
   */
  constructor(...args: Arguments<FeatureSpaceArguments, Names>) {
    super();
    const settings = fromCaller(new.target, () => settingsOf(args));
    this.#settings = settings;
    this.#crossers = new Map(
      settings.crosses.map((it) =>
        [it.name, new HashedCrossing(it.crossingDim, { name: it.name })] as const
      ),
    );
    this.#inputs = new Map(
      [...settings.features].map(([name, { dtype }]) =>
        [name, Input([1], { dtype, name }) as KerasTensor] as const
      ),
    );
    this.#isAdapted = this.#adaptable().length === 0;
  }

  /** Columns whose layers have to learn. */
  #adaptable(): [string, Adaptable][] {
    return [...this.#settings.features].flatMap(([name, { preprocessor }]) =>
      isAdaptable(preprocessor) ? [[name, preprocessor] as [string, Adaptable]] : []
    );
  }

  /** Columns by name. */
  get features(): Readonly<Record<string, Feature>> {
    return Object.fromEntries(this.#settings.features);
  }

  /** Columns that are crossed. */
  get crosses(): readonly Cross[] {
    return this.#settings.crosses;
  }

  /** The layers of the columns, by name. */
  get preprocessors(): Readonly<Record<string, Layer>> {
    return Object.fromEntries(
      [...this.#settings.features].map(([name, it]) => [name, it.preprocessor]),
    );
  }

  /**
   * Lets the layers learn from a table: a dataset of objects of columns, or one such object.
   *
   * @throws {TypeError} for anything else, and for columns that are missing.
   */
  adapt(data: Iterable<Columns> | Columns): void {
    fromCaller(this.adapt, () => {
      const where = `${WHERE}.adapt`;
      const isDataset = typeof data === "object" && data !== null && Symbol.iterator in data;
      const whole = isDataset ? undefined : this.#columns(where, data);
      for (const [name, layer] of this.#adaptable()) {
        layer.adapt(whole?.[name] ?? batches(where, data as Iterable<Columns>, name));
      }
      this.#isAdapted = true;
      this.#encoded = undefined;
      this.#encoders.clear();
    });
  }

  /** The columns as tensors of `(batch, 1)`. */
  #columns(where: string, data: unknown): Record<string, Tensor> {
    if (!isOptions(data)) {
      throw new TypeError(
        `${where}: expected an object of columns, received ${formatValue(data)}`,
      );
    }
    const columns: Record<string, Tensor> = {};
    for (const [name, { dtype }] of this.#settings.features) {
      if (!Object.hasOwn(data, name)) {
        throw new TypeError(
          `${where}: expected the columns ${
            [...this.#settings.features.keys()].join(", ")
          }, received none called "${name}"`,
        );
      }
      const given = data[name];
      const isPlain = Array.isArray(given) || typeof given === "number" ||
        typeof given === "string";
      const named = `${where}, column "${name}"`;
      const x = asTensor(named, given as TensorLike, isPlain ? dtype : undefined);
      columns[name] = x.rank === 0
        ? reshape(x, [1, 1])
        : x.rank === 1
        ? reshape(x, [x.shape[0]!, 1])
        : x;
    }
    const [first, ...others] = Object.entries(columns);
    const other = others.find(([, it]) => it.shape[0] !== first![1].shape[0]);
    if (other !== undefined) {
      throw new TypeError(
        `${where}: expected columns of the same length, received ${first![1].shape[0]} of "${
          first![0]
        }" and ${other[1].shape[0]} of "${other[0]}"`,
      );
    }
    return columns;
  }

  /** The encoded columns of values or of symbolic ones. */
  #merged(columns: Values): Record<string, Value> {
    const { features, crosses } = this.#settings;
    const names = [...features.keys()].sort();
    const numbers = Object.fromEntries(
      names.map((name) => [name, called(features.get(name)!.preprocessor, columns[name])]),
    );
    const crossed = Object.fromEntries(
      [...crosses].sort((a, b) => a.name < b.name ? -1 : 1).map(({ name, featureNames }) => [
        name,
        called(
          this.#crossers.get(name)! as unknown as Layer,
          featureNames.map((it) => numbers[it]),
        ),
      ]),
    );
    const modes = new Map<string, string>([
      ...[...features].map(([name, it]) => [name, it.outputMode] as const),
      ...crosses.map((it) => [it.name, it.outputMode] as const),
    ]);
    return Object.fromEntries(
      Object.entries({ ...numbers, ...crossed }).map(([name, value]) => [
        name,
        modes.get(name) === "one_hot" ? this.#oneHot(name, value) : value,
      ]),
    );
  }

  #oneHot(name: string, value: Value): Value {
    let encoder = this.#encoders.get(name);
    if (encoder === undefined) {
      const layer = this.#settings.features.get(name)?.preprocessor ?? this.#crossers.get(name)!;
      if (isFloating(value.dtype as "float32") || value.dtype === "string") {
        throw new TypeError(
          `${WHERE}: expected whole numbers for outputMode "one_hot", received ${value.dtype} of "${name}"`,
        );
      }
      const count = cardinality(layer as unknown as Layer);
      if (count === undefined) {
        throw new TypeError(
          `${WHERE}: expected a layer whose numbers are counted for outputMode "one_hot" of "${name}"; write outputMode "int"`,
        );
      }
      encoder = new CategoryEncoding(count, { outputMode: "multi_hot" }) as unknown as Layer;
      this.#encoders.set(name, encoder);
    }
    return called(encoder, value);
  }

  /** One vector of all, or all by name. */
  #output(merged: Record<string, Value>): Value | Record<string, Value> {
    if (this.#settings.outputMode === "dict") return merged;
    for (const [name, { dtype }] of Object.entries(merged)) {
      if (isFloating(dtype as "float32")) continue;
      throw new TypeError(
        `${WHERE}: expected encoded columns for outputMode "concat", received ${dtype} of "${name}"; write outputMode "dict"`,
      );
    }
    const parts = Object.values(merged);
    return parts.length === 1 ? parts[0]! : called(this.#concatenate as unknown as Layer, parts);
  }

  #checkAdapted(where: string): void {
    if (this.#isAdapted) return;
    throw new TypeError(
      `${where}: expected a FeatureSpace that has learned from data, received one that has not; call adapt(data) first`,
    );
  }

  /**
   * Symbolic inputs by name, for a model that takes a table: columns of `(batch, 1)`.
   *
   * @throws {TypeError} before {@linkcode FeatureSpace.adapt}.
   */
  getInputs(): Record<string, KerasTensor> {
    fromCaller(this.getInputs, () => this.#checkAdapted(`${WHERE}.getInputs`));
    return Object.fromEntries(this.#inputs);
  }

  /**
   * What becomes of the symbolic inputs, for a model that takes a table.
   *
   * @throws {TypeError} before {@linkcode FeatureSpace.adapt}.
   */
  getEncodedFeatures(): KerasTensor | Record<string, KerasTensor> {
    return fromCaller(this.getEncodedFeatures, () => {
      this.#checkAdapted(`${WHERE}.getEncodedFeatures`);
      const inputs = Object.fromEntries(this.#inputs);
      this.#encoded ??= this.#output(this.#merged(inputs)) as
        | KerasTensor
        | Record<string, KerasTensor>;
      return this.#encoded;
    });
  }

  /** @internal */
  protected override invoke(data: Columns): Tensor | Record<string, Tensor> {
    return fromCaller(this as unknown as () => void, () => {
      this.#checkAdapted(WHERE);
      const columns = this.#columns(WHERE, data);
      const isOne = Object.values(data).some((it) => isScalar(it));
      const made = this.#output(this.#merged(columns)) as Tensor | Record<string, Tensor>;
      if (!isOne) return made;
      const first = (x: Tensor): Tensor =>
        x.rank >= 1 && x.shape[0] === 1 ? reshape(x, x.shape.slice(1)) : x;
      if (made instanceof Tensor) return first(made);
      return Object.fromEntries(Object.entries(made).map(([name, it]) => [name, first(it)]));
    });
  }
}

/** The call of a space. */
export interface FeatureSpace {
  /** The columns of a table as numbers. */
  (data: Columns): Tensor | Record<string, Tensor>;
}

displayable(FeatureSpace.prototype, {
  repr: (it) => `<FeatureSpace of ${Object.keys((it as FeatureSpace).features).join(", ")}>`,
});
