/**
 * `tf.data.Dataset`: pipelines of elements.
 *
 * @module
 */
import { displayable } from "../display/inspect.ts";
import { pythonRepr } from "../display/python_repr.ts";
import { beginAtCaller } from "../errors/caller.ts";
import { checkBoolean, checkInteger } from "../errors/checks.ts";
import { formatValue } from "../errors/format.ts";
import { flatten } from "../functions/nest.ts";
import { type Arguments, bindArguments, boundValues } from "../ops/bind.ts";
import type { Integer } from "../random/int64.ts";
import { matchingFiles } from "../io/functions/matching_files.ts";
import type { TensorLike } from "../tensor/like.ts";
import type { Tensor } from "../tensor/tensor.ts";
import type { FromGeneratorArguments, NameArguments } from "./arguments.ts";
import { BatchingMethods } from "./batching_methods.ts";
import { choices, random } from "./choices.ts";
import { directed, zip } from "./combining.ts";
import { generated, signatureOf } from "./generator.ts";
import { type HasStage, isDataset, maker, stageSymbol } from "./nested.ts";
import { range, slices, tensors } from "./sources.ts";
import type { Stage } from "./stage.ts";
import type { ElementsOf, Zipped } from "./types.ts";

const WHERE = "tf.data.Dataset";
const GENERATOR = [
  "generator",
  "outputTypes",
  "outputShapes",
  "args",
  "outputSignature",
  "name",
] as const;
const RANDOM = ["seed", "rerandomizeEachIteration", "name"] as const;
const LIST = ["filePattern", "shuffle", "seed", "name"] as const;
const SAMPLE = [
  "datasets",
  "weights",
  "seed",
  "stopOnEmptyDataset",
  "rerandomizeEachIteration",
] as const;
const CHOOSE = ["datasets", "choiceDataset", "stopOnEmptyDataset"] as const;

/** Arguments of `Dataset.random`. */
export interface RandomArguments extends NameArguments {
  /** Default: drawn by `tf.random.setSeed`'s rules. */
  seed?: Integer | null;
  /** Whether each iteration gives other numbers; default false. */
  rerandomizeEachIteration?: boolean | null;
}

/** Arguments of `Dataset.listFiles`. */
export interface ListFilesArguments extends NameArguments {
  /** Patterns: one, several, or a tensor of them. */
  filePattern: TensorLike;
  /** Whether paths come in random order, another one in each iteration; default true. */
  shuffle?: boolean | null;
  /** The seed of the order; default: drawn by `tf.random.setSeed`'s rules. */
  seed?: Integer | null;
}

/** Arguments of `Dataset.sampleFromDatasets`. */
export interface SampleArguments<T> {
  /** Datasets of like elements. */
  datasets: readonly Dataset<T>[];
  /** How often each is drawn; default: all as often. */
  weights?: readonly number[] | null;
  /** Default: drawn by `tf.random.setSeed`'s rules. */
  seed?: Integer | null;
  /** Whether the first dataset that ends is the end; default false. */
  stopOnEmptyDataset?: boolean | null;
  /** Whether each iteration draws anew; default false. */
  rerandomizeEachIteration?: boolean | null;
}

/** Arguments of `Dataset.chooseFromDatasets`. */
export interface ChooseArguments<T> {
  /** Datasets of like elements. */
  datasets: readonly Dataset<T>[];
  /** A dataset of the numbers of datasets. */
  choiceDataset: Dataset<Tensor>;
  /** Whether the first dataset that ends is the end; default true. */
  stopOnEmptyDataset?: boolean | null;
}

/** What makes elements for `fromGenerator`. */
export type Generator<T> =
  | ((...args: never[]) => Iterable<T> | AsyncIterable<T>)
  | Iterable<T>
  | AsyncIterable<T>;

/**
 * Elements one by one, as often as they are asked for: tensors, or tensors in lists and objects. A
 * dataset is made of a source (`fromTensorSlices`) and transformations (`shuffle`, `map`, `batch`);
 * nothing is computed before somebody takes elements, with `for (const x of dataset)`, with
 * `for await`, or by giving it to `model.fit`.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const data = tf.data.Dataset.fromTensorSlices([tf.range(6), tf.range(6, 12)]).batch(4);
 * for (const [x, y] of data.take(1)) assertEquals([x.shape, y.shape], [[4], [4]]);
 * ```
 */
export class Dataset<T> extends BatchingMethods<T> {
  /**
   * The rows of arrays, along their first axis; of nested arrays, rows nested as they are.
   *
   * @throws {TypeError} if there is no first axis, or numbers of rows differ.
   *
   * @example
   * ```ts
   * import * as tf from "kerasaur";
   * import { assertEquals } from "@std/assert";
   *
   * const data = tf.data.Dataset.fromTensorSlices({ a: [1, 2], b: [[3, 4], [5, 6]] });
   * assertEquals([...data].map(({ b }) => b.numpy().toArray()), [[3, 4], [5, 6]]);
   * ```
   */
  static fromTensorSlices<const D>(tensors: D, name?: string | null): Dataset<ElementsOf<D>> {
    void name;
    return new Dataset(slices(`${WHERE}.fromTensorSlices`, tensors));
  }

  /**
   * One element: the tensors as a whole.
   *
   * @throws {TypeError} for what no tensor can be made of.
   *
   * @example
   * ```ts
   * import * as tf from "kerasaur";
   * import { assertEquals } from "@std/assert";
   *
   * assertEquals([...tf.data.Dataset.fromTensors([1, 2])].map((it) => it.shape), [[2]]);
   * ```
   */
  static fromTensors<const D>(given: D, name?: string | null): Dataset<ElementsOf<D>> {
    void name;
    return new Dataset(tensors(`${WHERE}.fromTensors`, given));
  }

  /**
   * The elements that an iterable gives, which a function makes anew for each iteration; from an
   * asynchronous one they are taken with `for await`, or by `model.fit`.
   *
   * @throws {TypeError} in an iteration, for elements that do not fit `outputSignature`.
   *
   * @example
   * ```ts
   * import * as tf from "kerasaur";
   * import { assertEquals } from "@std/assert";
   *
   * const data = tf.data.Dataset.fromGenerator(function* () {
   *   for (let i = 0; i < 3; i++) yield i;
   * }, { outputSignature: new tf.TensorSpec([], "int32") });
   * assertEquals([...data].map(Number), [0, 1, 2]);
   * ```
   */
  static fromGenerator<const T>(
    ...args: Arguments<
      FromGeneratorArguments<Generator<T>>,
      ["generator", "outputTypes", "outputShapes", "args", "outputSignature", "name"]
    >
  ): Dataset<ElementsOf<T>> {
    const where = `${WHERE}.fromGenerator`;
    const signature = { where, names: GENERATOR, required: 1 };
    const [source, types, shapes, given, output] = bindArguments(signature, args);
    const spec = (output ?? undefined) !== undefined
      ? signatureOf(where, "outputSignature", output)
      : (types ?? undefined) === undefined
      ? undefined
      : signatureOf(where, "outputTypes", types, shapes);
    const isSource = typeof source === "function" || typeof source === "object" && source !== null;
    if (!isSource) {
      throw new TypeError(
        `${where}: expected generator to be a function that gives an iterable, received ${
          formatValue(source)
        }`,
      );
    }
    return new Dataset(generated(where, source, (given ?? []) as readonly unknown[], spec));
  }

  /**
   * Whole numbers, int64: `range(stop)`, `range(start, stop)` or `range(start, stop, step)`.
   *
   * @throws {TypeError | RangeError} for what is no whole number, or a step of 0.
   *
   * @example
   * ```ts
   * import * as tf from "kerasaur";
   * import { assertEquals } from "@std/assert";
   *
   * assertEquals([...tf.data.Dataset.range(1, 6, 2)].map(Number), [1, 3, 5]);
   * ```
   */
  static range(
    ...args: [stop: number] | [start: number, stop: number, step?: number]
  ): Dataset<Tensor> {
    const where = `${WHERE}.range`;
    const [first, stop, step = 1] = args.map((it, i) =>
      checkInteger(where, ["start", "stop", "step"][args.length === 1 ? 1 : i] ?? "step", it)
    );
    if (first === undefined) throw new TypeError(`${where}: expected stop, which has no default`);
    return new Dataset(range(where, stop === undefined ? 0 : first, stop ?? first, step));
  }

  /**
   * Elements of several datasets side by side, nested as the datasets are, up to the end of the
   * shortest.
   *
   * @throws {TypeError} for what is no dataset.
   *
   * @example
   * ```ts
   * import * as tf from "kerasaur";
   * import { assertEquals } from "@std/assert";
   *
   * const { range } = tf.data.Dataset;
   * const pairs = tf.data.Dataset.zip([range(3), range(5, 9)]);
   * assertEquals([...pairs].map(([a, b]) => [Number(a), Number(b)]), [[0, 5], [1, 6], [2, 7]]);
   * ```
   */
  static zip<const D>(datasets: D, name?: string | null): Dataset<Zipped<D>> {
    void name;
    const where = `${WHERE}.zip`;
    const { leaves, structure } = flatten(datasets, (it) => isDataset(it) ? it : undefined);
    if (leaves.length === 0) {
      throw new TypeError(
        `${where}: expected datasets in a list or an object, received ${formatValue(datasets)}`,
      );
    }
    return new Dataset(zip(where, leaves.map((it) => it[stageSymbol]), structure));
  }

  /**
   * Random whole numbers from 0 to 2^32 - 1, int64, without end: TensorFlow's for a seed.
   *
   * @throws {TypeError} for a seed that is none.
   *
   * @example
   * ```ts
   * import * as tf from "kerasaur";
   * import { assertEquals } from "@std/assert";
   *
   * const numbers = tf.data.Dataset.random(4).take(2);
   * assertEquals([...numbers].map(Number), [...numbers].map(Number));
   * ```
   */
  static random(
    ...args: Arguments<RandomArguments, ["seed", "rerandomizeEachIteration", "name"]>
  ): Dataset<Tensor> {
    const where = `${WHERE}.random`;
    const [seed, isAnew] = boundValues(where, RANDOM, 0, args);
    return new Dataset(random(where, seed ?? undefined, isAnew ?? false));
  }

  /**
   * The paths of files that fit a pattern, or one of several: in random order, unless `shuffle` is
   * false. `*`, `?` and `[a-z]` stand for letters of a name.
   *
   * @throws {RangeError} if no file fits.
   *
   * @example
   * ```ts
   * import * as tf from "kerasaur";
   * import { assertEquals } from "@std/assert";
   *
   * const folder = Deno.makeTempDirSync();
   * tf.io.writeFile(`${folder}/a.txt`, "");
   * const files = tf.data.Dataset.listFiles(`${folder}/*.txt`);
   * assertEquals([...files].map((it) => it.numpy().toArray()), [`${folder}/a.txt`]);
   * Deno.removeSync(folder, { recursive: true });
   * ```
   */
  static listFiles(
    ...args: Arguments<ListFilesArguments, ["filePattern", "shuffle", "seed", "name"]>
  ): Dataset<Tensor> {
    const where = `${WHERE}.listFiles`;
    const [pattern, isShuffled, seed] = boundValues(where, LIST, 1, args);
    const paths = matchingFiles(pattern!);
    if (paths.size === 0) {
      throw new RangeError(
        `${where}: expected files that fit, received filePattern=${formatValue(pattern)}`,
      );
    }
    const files = new Dataset<Tensor>(slices(where, paths));
    if (!checkBoolean(where, "shuffle", isShuffled ?? true)) return files;
    return files.shuffle({ bufferSize: paths.size, seed: seed ?? null });
  }

  /**
   * Elements of datasets that are drawn at random, by their weights.
   *
   * @throws {TypeError | RangeError} if there is not one weight >= 0 for each dataset.
   *
   * @example
   * ```ts
   * import * as tf from "kerasaur";
   * import { assertEquals } from "@std/assert";
   *
   * const { range } = tf.data.Dataset;
   * const mixed = tf.data.Dataset.sampleFromDatasets([range(3), range(5, 8)], { seed: 1 });
   * assertEquals([...mixed].map(Number).sort(), [0, 1, 2, 5, 6, 7]);
   * ```
   */
  static sampleFromDatasets<T>(
    ...args: Arguments<
      SampleArguments<T>,
      ["datasets", "weights", "seed", "stopOnEmptyDataset", "rerandomizeEachIteration"]
    >
  ): Dataset<T> {
    const where = `${WHERE}.sampleFromDatasets`;
    const [datasets, given, seed, stops, isAnew] = boundValues(where, SAMPLE, 1, args);
    const stages = stagesOf(where, datasets);
    const weights = given ?? stages.map(() => 1 / stages.length);
    const areFine = Array.isArray(weights) && weights.length === stages.length &&
      weights.every((it) => typeof it === "number" && it >= 0 && it < Infinity) &&
      weights.some((it) => it > 0);
    if (!areFine) {
      throw new RangeError(
        `${where}: expected a weight >= 0 for each of ${stages.length} datasets, received weights=${
          formatValue(weights)
        }`,
      );
    }
    const isDrawn = (_: unknown, i: number): boolean => weights[i]! > 0;
    const [kept, counts] = [stages.filter(isDrawn), weights.filter(isDrawn)];
    if (kept.length === 1) return new Dataset(kept[0]!);
    const chooser = choices(where, counts, seed ?? undefined, isAnew ?? false);
    return new Dataset(directed(where, chooser, kept, stops ?? false));
  }

  /**
   * Elements of datasets whose numbers another dataset gives.
   *
   * @throws {TypeError} for what is no dataset.
   *
   * @example
   * ```ts
   * import * as tf from "kerasaur";
   * import { assertEquals } from "@std/assert";
   *
   * const { range } = tf.data.Dataset;
   * const turns = tf.data.Dataset.range(2).repeat(2);
   * const mixed = tf.data.Dataset.chooseFromDatasets([range(3), range(5, 8)], turns);
   * assertEquals([...mixed].map(Number), [0, 5, 1, 6]);
   * ```
   */
  static chooseFromDatasets<T>(
    ...args: Arguments<ChooseArguments<T>, ["datasets", "choiceDataset", "stopOnEmptyDataset"]>
  ): Dataset<T> {
    const where = `${WHERE}.chooseFromDatasets`;
    const [datasets, chooser, stops] = boundValues(where, CHOOSE, 2, args);
    const [choice] = stagesOf(where, [chooser]);
    const isOver = checkBoolean(where, "stopOnEmptyDataset", stops ?? true);
    return new Dataset(directed(where, choice!, stagesOf(where, datasets), isOver));
  }
}

/** The stages of datasets. */
function stagesOf(where: string, datasets: unknown): Stage[] {
  if (Array.isArray(datasets) && datasets.length > 0 && datasets.every(isDataset)) {
    return (datasets as HasStage[]).map((it) => it[stageSymbol]);
  }
  throw new TypeError(`${where}: expected datasets, received ${formatValue(datasets)}`);
}

maker.make = (stage) => new Dataset(stage);
beginAtCaller(Dataset as unknown as object, [
  "fromTensorSlices",
  "fromTensors",
  "fromGenerator",
  "range",
  "zip",
  "random",
  "sampleFromDatasets",
  "chooseFromDatasets",
]);
displayable(Dataset.prototype as Dataset<unknown>, {
  repr: (it) => `<Dataset element_spec=${pythonRepr(it.elementSpec)}>`,
});
