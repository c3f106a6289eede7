/**
 * Intersection over union of all classes, and of labels that are one-hot.
 *
 * @module
 */
import type { Rows, RowsOf } from "../configuration/options.ts";
import { flag, integer, REQUIRED } from "../configuration/rows.ts";
import type { Arguments } from "../ops/bind.ts";
import { classesRow, IoU, type OverlapOptions } from "./iou.ts";
import { dtypeRow, type MetricOptions, metricOptions, nameRow } from "./options.ts";

/** All classes. */
function allOf(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i);
}

/** Options of {@linkcode MeanIoU}. */
export interface MeanIoUOptions extends OverlapOptions {
  /** How many classes there are, >= 1. */
  numClasses: number;
}

type MeanNames = [
  "numClasses",
  "name",
  "dtype",
  "ignoreClass",
  "sparseYTrue",
  "sparseYPred",
  "axis",
];

const MEAN = [
  ["numClasses", integer(REQUIRED, { min: 1 })],
  ["name", nameRow(null)],
  ["dtype", dtypeRow()],
  ["ignoreClass", integer(null)],
  ["sparseYTrue", flag(true)],
  ["sparseYPred", flag(true)],
  ["axis", integer(-1)],
] as const satisfies RowsOf<MeanIoUOptions, MeanNames>;

/**
 * {@linkcode IoU} of all classes.
 *
 * @throws {TypeError} in `updateState` for shapes that do not fit, or weights that are not whole.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const metric = new tf.keras.metrics.MeanIoU(2);
 * assertEquals(Number(metric([0, 0, 1, 1], [0, 1, 0, 1])).toFixed(4), "0.3333");
 * ```
 */
export class MeanIoU extends IoU {
  static override readonly rows: Rows = MEAN;

  /** @param args Number of classes, and the other options in Keras's order. */
  constructor(...args: Arguments<MeanIoUOptions, MeanNames>) {
    const { own, base } = metricOptions(new.target, MEAN, args);
    const { numClasses, ignoreClass, sparseYTrue, sparseYPred, axis } = own;
    const targetClassIds = allOf(numClasses);
    super({ ...base, numClasses, targetClassIds, ignoreClass, sparseYTrue, sparseYPred, axis });
  }

  /** Its options in Keras's spelling. */
  override getConfig(): Record<string, unknown> {
    const { target_class_ids: _all, ...config } = super.getConfig();
    return config;
  }
}

/** Options of {@linkcode OneHotIoU}. */
export interface OneHotIoUOptions extends MetricOptions {
  /** How many classes there are, >= 1. */
  numClasses: number;
  /** Which of them are averaged. */
  targetClassIds: readonly number[];
  /** A class of labels that do not count; default `null`: none. */
  ignoreClass?: number | null | undefined;
  /** Whether predictions are numbers of classes rather than values for each; default `false`. */
  sparseYPred?: boolean | undefined;
  /** Axis of the classes; default -1. */
  axis?: number | undefined;
}

type OneHotNames = [
  "numClasses",
  "targetClassIds",
  "name",
  "dtype",
  "ignoreClass",
  "sparseYPred",
  "axis",
];

const ONE_HOT = [
  ["numClasses", integer(REQUIRED, { min: 1 })],
  ["targetClassIds", classesRow(REQUIRED)],
  ["name", nameRow(null)],
  ["dtype", dtypeRow()],
  ["ignoreClass", integer(null)],
  ["sparseYPred", flag(false)],
  ["axis", integer(-1)],
] as const satisfies RowsOf<OneHotIoUOptions, OneHotNames>;

/**
 * {@linkcode IoU} of labels that are one-hot.
 *
 * @throws {TypeError} in `updateState` for shapes that do not fit, or weights that are not whole.
 * @throws {RangeError} for a class that is not there.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const metric = new tf.keras.metrics.OneHotIoU(2, [0, 1]);
 * assertEquals(Number(metric([[1, 0], [0, 1]], [[0.9, 0.1], [0.2, 0.8]])).toFixed(4), "1.0000");
 * ```
 */
export class OneHotIoU extends IoU {
  static override readonly rows: Rows = ONE_HOT;

  /** @param args Number of classes, those that count, and the other options in Keras's order. */
  constructor(...args: Arguments<OneHotIoUOptions, OneHotNames>) {
    const { own, base } = metricOptions(new.target, ONE_HOT, args);
    const { numClasses, targetClassIds, ignoreClass, sparseYPred, axis } = own;
    const options = { numClasses, targetClassIds, ignoreClass, sparseYPred, axis };
    super({ ...base, ...options, sparseYTrue: false });
  }

  /** Its options in Keras's spelling. */
  override getConfig(): Record<string, unknown> {
    const { sparse_y_true: _never, ...config } = super.getConfig();
    return config;
  }
}

/** Options of {@linkcode OneHotMeanIoU}. */
export interface OneHotMeanIoUOptions extends MetricOptions {
  /** How many classes there are, >= 1. */
  numClasses: number;
  /** A class of labels that do not count; default `null`: none. */
  ignoreClass?: number | null | undefined;
  /** Whether predictions are numbers of classes rather than values for each; default `false`. */
  sparseYPred?: boolean | undefined;
  /** Axis of the classes; default -1. */
  axis?: number | undefined;
}

type OneHotMeanNames = ["numClasses", "name", "dtype", "ignoreClass", "sparseYPred", "axis"];

const ONE_HOT_MEAN = [
  ["numClasses", integer(REQUIRED, { min: 1 })],
  ["name", nameRow(null)],
  ["dtype", dtypeRow()],
  ["ignoreClass", integer(null)],
  ["sparseYPred", flag(false)],
  ["axis", integer(-1)],
] as const satisfies RowsOf<OneHotMeanIoUOptions, OneHotMeanNames>;

/**
 * {@linkcode IoU} of all classes and labels that are one-hot.
 *
 * @throws {TypeError} in `updateState` for shapes that do not fit, or weights that are not whole.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const metric = new tf.keras.metrics.OneHotMeanIoU(2);
 * assertEquals(Number(metric([[1, 0], [0, 1]], [[0.9, 0.1], [0.2, 0.8]])).toFixed(4), "1.0000");
 * ```
 */
export class OneHotMeanIoU extends MeanIoU {
  static override readonly rows: Rows = ONE_HOT_MEAN;

  /** @param args Number of classes, and the other options in Keras's order. */
  constructor(...args: Arguments<OneHotMeanIoUOptions, OneHotMeanNames>) {
    const { own, base } = metricOptions(new.target, ONE_HOT_MEAN, args);
    const { numClasses, ignoreClass, sparseYPred, axis } = own;
    super({ ...base, numClasses, ignoreClass, sparseYPred, axis, sparseYTrue: false });
  }

  /** Its options in Keras's spelling. */
  override getConfig(): Record<string, unknown> {
    const { sparse_y_true: _never, ...config } = super.getConfig();
    return config;
  }
}
