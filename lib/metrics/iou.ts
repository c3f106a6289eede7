/**
 * Intersection over union: how much labels and predictions of a class overlap.
 *
 * @module
 */
import type { Rows, RowsOf } from "../configuration/options.ts";
import { finite, flag, integer, REQUIRED, row } from "../configuration/rows.ts";
import { checkInteger } from "../errors/checks.ts";
import { formatValue } from "../errors/format.ts";
import type { Variable } from "../functions/variable.ts";
import type { Arguments } from "../ops/bind.ts";
import { gather } from "../primitives/array/gather.ts";
import { diagPart } from "../primitives/linalg/diagonal.ts";
import { add, divide, subtract } from "../primitives/math/arithmetic.ts";
import { cast } from "../primitives/math/cast.ts";
import { greater, greaterEqual } from "../primitives/math/comparison.ts";
import { where } from "../primitives/math/where.ts";
import { reduceSum } from "../primitives/reduction/reduce_sum.ts";
import { aval } from "../tensor/aval.ts";
import { scalar } from "../tensor/scalar.ts";
import { leaf, type Tensor } from "../tensor/tensor.ts";
import type { Batch } from "./arguments.ts";
import { addTo, ComparingMetric } from "./comparing.ts";
import { pairsOf } from "./iou_matrix.ts";
import { dtypeRow, type MetricOptions, metricOptions, nameRow } from "./options.ts";
import { EPSILON } from "./thresholds.ts";

/** Options of metrics of classes that overlap. */
export interface OverlapOptions extends MetricOptions {
  /** A class of labels that do not count; default `null`: none. */
  ignoreClass?: number | null | undefined;
  /** Whether labels are numbers of classes rather than one-hot; default `true`. */
  sparseYTrue?: boolean | undefined;
  /** Whether predictions are numbers of classes rather than values for each; default `true`. */
  sparseYPred?: boolean | undefined;
  /** Axis of the classes where there is a value for each; default -1. */
  axis?: number | undefined;
}

/** Options of {@linkcode IoU}. */
export interface IoUOptions extends OverlapOptions {
  /** How many classes there are, >= 1. */
  numClasses: number;
  /** Which of them are averaged. */
  targetClassIds: readonly number[];
}

type Names = [
  "numClasses",
  "targetClassIds",
  "name",
  "dtype",
  "ignoreClass",
  "sparseYTrue",
  "sparseYPred",
  "axis",
];

/** A list of classes. */
export function classesRow<D extends typeof REQUIRED | readonly number[]>(ifMissing: D) {
  return row<readonly number[], readonly number[], D>(ifMissing, (where, name, given) => {
    if (Array.isArray(given) && given.length > 0) {
      return given.map((it, i) => checkInteger(where, `${name}[${i}]`, it, { min: 0 }));
    }
    throw new TypeError(
      `${where}: expected ${name} to be a list of classes, received ${name}=${formatValue(given)}`,
    );
  });
}

const OPTIONS = [
  ["numClasses", integer(REQUIRED, { min: 1 })],
  ["targetClassIds", classesRow(REQUIRED)],
  ["name", nameRow(null)],
  ["dtype", dtypeRow()],
  ["ignoreClass", integer(null)],
  ["sparseYTrue", flag(true)],
  ["sparseYPred", flag(true)],
  ["axis", integer(-1)],
] as const satisfies RowsOf<IoUOptions, Names>;

/**
 * The mean over some classes of `tp / (tp + fp + fn)`, which is intersection over union; classes that
 * occur in neither labels nor predictions do not count.
 *
 * Labels and predictions of one shape, numbers of classes, or with an axis of classes more; weights of
 * that shape. Result a scalar. State: `total_confusion_matrix` `(classes, classes)`, of int64 if no
 * dtype is given: weights are whole numbers then.
 *
 * @throws {TypeError} in `updateState` for shapes that do not fit, or weights that are not whole.
 * @throws {RangeError} for a class that is not there.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const metric = new tf.keras.metrics.IoU({ numClasses: 2, targetClassIds: [0] });
 * assertEquals(Number(metric([0, 0, 1, 1], [0, 1, 0, 1])).toFixed(4), "0.3333");
 * ```
 */
export class IoU extends ComparingMetric {
  static override readonly rows: Rows = OPTIONS;
  /** How many classes there are. */
  readonly numClasses: number;
  /** Which of them are averaged. */
  readonly targetClassIds: readonly number[];
  /** The class of labels that do not count. */
  readonly ignoreClass: number | null;
  /** Whether labels are numbers of classes. */
  readonly sparseYTrue: boolean;
  /** Whether predictions are numbers of classes. */
  readonly sparseYPred: boolean;
  /** Axis of the classes. */
  readonly axis: number;
  /** How often each class (row) was predicted as each (column). */
  readonly totalCm: Variable;

  /** @param args Number of classes, those that count, and the other options in Keras's order. */
  constructor(...args: Arguments<IoUOptions, Names>) {
    const { own, base } = metricOptions(new.target, OPTIONS, args, (where, options) => {
      const largest = Math.max(...options.targetClassIds);
      if (largest < options.numClasses) return;
      throw new RangeError(
        `${where}: expected targetClassIds below numClasses=${options.numClasses}, received targetClassIds=${
          formatValue(options.targetClassIds)
        }`,
      );
    });
    super({ ...base, dtype: base.dtype ?? "int" });
    this.numClasses = own.numClasses;
    this.targetClassIds = own.targetClassIds;
    this.ignoreClass = own.ignoreClass;
    this.sparseYTrue = own.sparseYTrue;
    this.sparseYPred = own.sparseYPred;
    this.axis = own.axis;
    const shape = [own.numClasses, own.numClasses];
    this.totalCm = this.zeros("total_confusion_matrix", shape, this.dtype);
  }

  protected override take(batch: Batch): void {
    addTo(this.totalCm, pairsOf(batch, this));
  }

  protected override compute(): Tensor {
    const matrix = this.totalCm.take();
    const right = diagPart(matrix, 0);
    const all = subtract(add(reduceSum(matrix, [0]), reduceSum(matrix, [1])), right);
    const ids = leaf(
      Int32Array.from(this.targetClassIds),
      aval("int32", [this.targetClassIds.length]),
    );
    const union = cast(gather(all, ids), "float32");
    const both = cast(gather(right, ids), "float32");
    const occurs = greater(union, scalar(1e-9, "float32"));
    const epsilon = scalar(EPSILON, "float32");
    const each = where(occurs, divide(both, add(union, epsilon)), scalar(0, "float32"));
    return divide(
      reduceSum(each, [0]),
      add(reduceSum(cast(occurs, "float32"), [0]), epsilon),
    );
  }

  /** Its options in Keras's spelling. */
  override getConfig(): Record<string, unknown> {
    return {
      ...super.getConfig(),
      num_classes: this.numClasses,
      target_class_ids: [...this.targetClassIds],
      ignore_class: this.ignoreClass,
      sparse_y_true: this.sparseYTrue,
      sparse_y_pred: this.sparseYPred,
      axis: this.axis,
    };
  }
}

/** Options of {@linkcode BinaryIoU}. */
export interface BinaryIoUOptions extends MetricOptions {
  /** Which of the classes 0 and 1 are averaged; default `[0, 1]`. */
  targetClassIds?: readonly number[] | undefined;
  /** Predictions from it on are of class 1; default 0.5. */
  threshold?: number | undefined;
}

const BINARY = [
  ["targetClassIds", classesRow([0, 1] as readonly number[])],
  ["threshold", finite(0.5)],
  ["name", nameRow(null)],
  ["dtype", dtypeRow()],
] as const satisfies RowsOf<BinaryIoUOptions, ["targetClassIds", "threshold", "name", "dtype"]>;

/**
 * {@linkcode IoU} of two classes, of which 1 is what is predicted with at least a threshold.
 *
 * @throws {TypeError} in `updateState` for shapes that do not fit, or weights that are not whole.
 * @throws {RangeError} for another class than 0 and 1.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const metric = new tf.keras.metrics.BinaryIoU({ threshold: 0.3 });
 * assertEquals(Number(metric([0, 1, 0, 1], [0.1, 0.2, 0.4, 0.7])).toFixed(4), "0.3333");
 * ```
 */
export class BinaryIoU extends IoU {
  static override readonly rows: Rows = BINARY;
  /** Predictions from it on are of class 1. */
  readonly threshold: number;

  /** @param args Classes, threshold, name and type. */
  constructor(
    ...args: Arguments<BinaryIoUOptions, ["targetClassIds", "threshold", "name", "dtype"]>
  ) {
    const { own, base } = metricOptions(new.target, BINARY, args);
    super({ numClasses: 2, targetClassIds: own.targetClassIds, ...base });
    this.threshold = own.threshold;
  }

  protected override take(batch: Batch): void {
    const isOne = greaterEqual(cast(batch.yPred, "float32"), scalar(this.threshold, "float32"));
    super.take({ ...batch, yPred: cast(isOne, "int32") });
  }

  /** Its options in Keras's spelling. */
  override getConfig(): Record<string, unknown> {
    const { name, dtype, targetClassIds, threshold } = this;
    return { name, dtype, target_class_ids: [...targetClassIds], threshold };
  }
}
