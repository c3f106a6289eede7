/**
 * `tf.keras.utils.timeseriesDatasetFromArray`: windows over a series of numbers.
 *
 * @module
 */
import { newStorage } from "../arrays/dtypes.ts";
import { Dataset } from "../data/dataset.ts";
import { copyRow, Row, widthOf } from "../data/leaves.ts";
import { listOf, ONE } from "../data/nested.ts";
import { indexed } from "../data/sources.ts";
import { Element } from "../data/stage.ts";
import { checkBoolean, checkInteger, checkOneOf } from "../errors/checks.ts";
import { asTensor } from "../ops/as_tensor.ts";
import { type Arguments, bind } from "../ops/bind.ts";
import { drawSeed } from "../random/profile.ts";
import { RandomState } from "../random/random_state.ts";
import { aval } from "../tensor/aval.ts";
import { read } from "../tensor/graph.ts";
import type { TensorLike } from "../tensor/like.ts";
import type { Tensor } from "../tensor/tensor.ts";

/** Arguments of {@linkcode timeseriesDatasetFromArray}. */
export interface TimeseriesArguments {
  /** The series, along its first axis. */
  data: TensorLike;
  /** A target for each window, by the place where that begins; `null`: none. */
  targets: TensorLike | null;
  /** Steps of a window. */
  sequenceLength: number;
  /** Steps between the begins of windows; default 1. */
  sequenceStride?: number;
  /** Steps between those of a window; default 1. */
  samplingRate?: number;
  /** Windows of a batch; default 128; `null`: no batches. */
  batchSize?: number | null;
  /** Whether windows come in random order; default false. */
  shuffle?: boolean;
  /** The seed of the order; default: drawn by `tf.keras.utils.setRandomSeed`'s rules. */
  seed?: number | null;
  /** The first step that is used; default 0. */
  startIndex?: number | null;
  /** The step after the last that is used; default: the end. */
  endIndex?: number | null;
  /** What is made; only `"tf"`, the default. */
  format?: "tf";
}

const NAMES = [
  "data",
  "targets",
  "sequenceLength",
  "sequenceStride",
  "samplingRate",
  "batchSize",
  "shuffle",
  "seed",
  "startIndex",
  "endIndex",
  "format",
] as const;

type ElementsOf<A> = A extends readonly [unknown, null, ...unknown[]] ? Tensor
  : A extends readonly [{ readonly targets: null }] ? Tensor
  : [Tensor, Tensor];

/** A function whose result depends on what it is given. */
type Timeseries = <const A extends Arguments<TimeseriesArguments, typeof NAMES>>(
  ...args: A
) => Dataset<ElementsOf<A>>;

const WHERE = "tf.keras.utils.timeseriesDatasetFromArray";

/** Where windows begin, in the order in which they come before each pass is shuffled. */
function beginsOf(count: number, stride: number, seed: number | undefined): number[] {
  const begins = Array.from({ length: Math.ceil(count / stride) }, (_, i) => i * stride);
  if (seed !== undefined) new RandomState(seed).shuffle(begins);
  return begins;
}

/**
 * Windows over a series, `[windows, targets]` in batches: `(batch, sequenceLength, ...)`. The window
 * that begins at step i has the steps i, i + samplingRate, ... and the target i. Keras's windows, in
 * its order for the same seed.
 *
 * @throws {RangeError} for numbers that do not fit the series, and where no window fits.
 * @throws {TypeError} for other arguments.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const data = tf.keras.utils.timeseriesDatasetFromArray(tf.range(5), null, 3);
 * for (const windows of data) {
 *   assertEquals(windows.numpy().toArray(), [[0, 1, 2], [1, 2, 3], [2, 3, 4]]);
 * }
 * ```
 */
export const timeseriesDatasetFromArray: Timeseries = bind<
  TimeseriesArguments,
  typeof NAMES,
  unknown
>(WHERE, NAMES, 3, (
  data,
  targets,
  sequenceLength,
  sequenceStride,
  samplingRate,
  batchSize,
  shuffle,
  seed,
  startIndex,
  endIndex,
  format,
) => {
  const series = asTensor(WHERE, data);
  const goals = targets === null ? null : asTensor(WHERE, targets);
  if (series.rank === 0 || goals?.rank === 0) {
    throw new TypeError(`${WHERE}: expected arrays with a first axis, received a single value`);
  }
  const total = series.shape[0]!;
  const whole = (name: string, value: unknown, min: number, max?: number) =>
    checkInteger(WHERE, name, value, { min, ...(max === undefined ? {} : { max }) });
  const length = whole("sequenceLength", sequenceLength, 1);
  const stride = whole("sequenceStride", sequenceStride ?? 1, 1, total - 1);
  const rate = whole("samplingRate", samplingRate ?? 1, 1, total - 1);
  const size = batchSize === null ? null : whole("batchSize", batchSize ?? 128, 1);
  const first = whole("startIndex", startIndex ?? 0, 0, total - 1);
  const end = endIndex === undefined || endIndex === null
    ? total
    : whole("endIndex", endIndex, first + 1, total - 1);
  const isShuffled = checkBoolean(WHERE, "shuffle", shuffle ?? false);
  checkOneOf(WHERE, "format", format ?? "tf", ["tf"]);
  const order = isShuffled
    ? seed === undefined || seed === null ? drawSeed() : whole("seed", seed, 0, 2 ** 32 - 1)
    : undefined;
  const fitting = end - first - (length - 1) * rate;
  const count = Math.min(fitting, goals?.shape[0] ?? fitting);
  if (count <= 0) {
    throw new RangeError(
      `${WHERE}: expected a window of ${length} steps by ${rate} in steps ${first} to ${
        end - 1
      }, received ${goals?.shape[0] ?? "no"} targets and a series of ${total} steps; none fits`,
    );
  }
  const begins = beginsOf(count, stride, order);
  const last = first + begins.reduce((a, b) => Math.max(a, b), 0);
  if (goals !== null && last >= goals.shape[0]!) {
    throw new RangeError(
      `${WHERE}: expected a target for the window that begins at step ${last}, received ${
        goals.shape[0]
      } targets`,
    );
  }
  const steps = new Row(read(series), 0, aval(series.dtype, series.shape.slice(1)));
  const windowAval = aval(series.dtype, [length, ...series.shape.slice(1)]);
  const goal = goals && new Row(read(goals), 0, aval(goals.dtype, goals.shape.slice(1)));
  const width = widthOf(steps.aval);
  const windowAt = (begin: number): Row => {
    if (rate === 1) return new Row(steps.values, begin * width, windowAval);
    const values = newStorage(series.dtype, windowAval.size);
    for (let i = 0; i < length; i++) {
      copyRow(new Row(steps.values, (begin + i * rate) * width, steps.aval), values, i * width);
    }
    return new Row(values, 0, windowAval);
  };
  const at = (index: number): Element => {
    const begin = first + begins[index]!;
    const window = windowAt(begin);
    if (goal === null) return new Element([window], ONE);
    const target = new Row(goal.values, begin * widthOf(goal.aval), goal.aval);
    return new Element([window, target], listOf([ONE, ONE], [1, 1]));
  };
  const dataset = new Dataset<unknown>(indexed(WHERE, begins.length, at, at(0)));
  const mixed = order === undefined
    ? dataset
    : dataset.shuffle({ bufferSize: size === null ? 1024 : 8 * size, seed: order });
  return size === null ? mixed : mixed.batch(size);
}) as Timeseries;
