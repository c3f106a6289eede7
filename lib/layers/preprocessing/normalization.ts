/**
 * Normalization: features moved and scaled to mean 0 and variance 1.
 *
 * @module
 */
import { type Made, type Rows, type RowsOf, writeOptions } from "../../configuration/options.ts";
import { flag, row } from "../../configuration/rows.ts";
import { fromCaller } from "../../errors/caller.ts";
import { checkInteger } from "../../errors/checks.ts";
import { formatShape, formatValue } from "../../errors/format.ts";
import type { Variable } from "../../functions/variable.ts";
import { asTensor } from "../../ops/as_tensor.ts";
import { broadcastTo } from "../../primitives/array/broadcast_to.ts";
import { reshape } from "../../primitives/array/reshape.ts";
import { add, divide, multiply, subtract } from "../../primitives/math/arithmetic.ts";
import { cast } from "../../primitives/math/cast.ts";
import { sqrt } from "../../primitives/math/exponential.ts";
import { maximum } from "../../primitives/math/extremes.ts";
import type { SymbolicShape } from "../../tensor/keras_tensor.ts";
import type { TensorLike } from "../../tensor/like.ts";
import { scalar } from "../../tensor/scalar.ts";
import { internally } from "../../tensor/state.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { axesFor } from "../base/axes.ts";
import { type LayerArguments, type LayerOptions, layerOptions } from "../base/options.ts";
import { knownDim } from "../base/shapes.ts";
import { type AdaptData, batchesOf } from "./batches.ts";
import { ShapeKeepingData } from "./data_layer.ts";
import { momentsOfBatches } from "./moments.ts";
import { type Numbers, numbers } from "./rows.ts";

/** Options of {@linkcode Normalization}. */
export interface NormalizationOptions extends LayerOptions {
  /** Axes that have a mean and a variance each, `null` for one of all elements; default -1. */
  axis?: number | readonly number[] | null | undefined;
  /** The means; default: those of the data that `adapt` is given. */
  mean?: TensorLike | null | undefined;
  /** The variances, as many as means. */
  variance?: TensorLike | null | undefined;
  /** Whether to go back, from normalized values to the original ones; default `false`. */
  invert?: boolean | undefined;
}

type Positional = ["axis", "mean", "variance", "invert"];

const OPTIONS = [
  [
    "axis",
    {
      ...row<number | readonly number[], readonly number[], number>(-1, (where, name, given) => {
        if (given === null) return [];
        if (!Array.isArray(given)) return [checkInteger(where, name, given)];
        return given.map((it, i) => checkInteger(where, `${name}[${i}]`, it));
      }),
    },
  ],
  ["mean", numbers(null)],
  ["variance", numbers(null)],
  ["invert", flag(false)],
] as const satisfies RowsOf<NormalizationOptions, Positional>;

/** What deviations are at least, in Keras. */
const EPSILON = 1e-7;

const shapeOf = (it: Numbers): number[] =>
  typeof it === "number" ? [] : [it.length, ...(it.length > 0 ? shapeOf(it[0]!) : [])];

/**
 * `(x - mean) / max(sqrt(variance), 1e-7)` along some axes; with `invert` the way back.
 *
 * Input and output shape `(..., features)`; masks go on. State, created at the first call or by
 * {@linkcode Normalization.adapt}, unless means and variances are given: `mean` and `variance`, of the
 * shape of the axes, and a `count` that is always 0, not trained.
 *
 * @throws {TypeError} for a mean without a variance, of another shape, or with more axes than `axis`;
 *   at a call with inputs that have no such axes, or of another length.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const layer = new tf.keras.layers.Normalization();
 * layer.adapt([[0, 10], [2, 30]]);
 * assertEquals(layer([[0, 30], [1, 20]]).numpy().toArray(), [[-1, 1], [0, 0]]);
 * ```
 */
export class Normalization extends ShapeKeepingData {
  static override readonly rows: Rows = OPTIONS;
  /** Means that were adapted to. */
  adaptMean: Variable | undefined;
  /** Variances that were adapted to. */
  adaptVariance: Variable | undefined;
  /** Always 0; files have it. */
  count: Variable | undefined;
  readonly #options: Made<typeof OPTIONS>;
  #kept: readonly number[] = [];
  #broadcast: readonly number[] = [];

  /** @param args Axes, means, variances, whether to go back, and by name what every layer takes. */
  constructor(...args: LayerArguments<NormalizationOptions, Positional>) {
    const { own, base } = layerOptions(new.target, OPTIONS, args);
    super(base);
    this.#options = own;
    fromCaller(new.target, () => this.#checkGiven());
  }

  #checkGiven(): void {
    const { axis, mean, variance } = this.#options;
    if (mean === null && variance === null) return;
    const shapes = [mean, variance].map((it) => it === null ? "none" : formatShape(shapeOf(it)));
    if (shapes[0] === shapes[1] && shapeOf(mean!).length <= axis.length) return;
    throw new TypeError(
      `Normalization: expected mean and variance of one shape with at most ${axis.length} axes, as axis=${
        formatValue(axis)
      }, received shapes ${shapes.join(" and ")}`,
    );
  }

  override build(inputShape: SymbolicShape): void {
    const axes = axesFor(this.label, this.#options.axis, inputShape);
    this.#kept = [...axes].sort((a, b) => a - b);
    const dims = this.#kept.map((it) =>
      knownDim(this.label, inputShape, it, "the length of an axis of means")
    );
    this.#broadcast = inputShape.map((_, axis) => dims[this.#kept.indexOf(axis)] ?? 1);
    if (this.#options.mean !== null) return;
    const options = { shape: dims, trainable: false };
    this.adaptMean = this.addWeight("mean", { ...options, initializer: "zeros" });
    this.adaptVariance = this.addWeight("variance", { ...options, initializer: "ones" });
    this.count = this.addWeight("count", {
      dtype: "int64",
      trainable: false,
      initializer: "zeros",
    });
  }

  /** Means, in a shape that broadcasts to inputs; once the layer is built. */
  get mean(): Tensor | undefined {
    return this.built ? this.#aligned(this.#options.mean, this.adaptMean) : undefined;
  }

  /** Variances, in a shape that broadcasts to inputs; once the layer is built. */
  get variance(): Tensor | undefined {
    return this.built ? this.#aligned(this.#options.variance, this.adaptVariance) : undefined;
  }

  #aligned(given: Numbers | null, adapted: Variable | undefined): Tensor {
    return internally(() => {
      const shape = this.#broadcast;
      if (given === null) return cast(reshape(adapted!.take(), shape), this.computeDtype);
      const tensor = cast(asTensor(this.label, given), this.computeDtype);
      const expanded = shape.map(() => 1);
      const lead = this.#kept.length - tensor.rank;
      tensor.shape.forEach((dim, i) => expanded[this.#kept[lead + i]!] = dim);
      return broadcastTo(reshape(tensor, expanded), shape);
    });
  }

  /**
   * Takes means and variances from data: a tensor, an array, or an iterable of batches, whose inputs
   * count where they come with labels.
   *
   * @throws {TypeError} for a layer that was given its means, for other lengths than it was built with,
   *   and for no batches.
   */
  adapt(data: AdaptData): void {
    fromCaller(this.adapt, () => {
      const where = `Cannot adapt ${this.label}`;
      if (this.#options.mean !== null) {
        throw new TypeError(`${where}: expected a layer without mean and variance; leave them out`);
      }
      const batches = function* (check: (batch: Tensor) => void) {
        for (const batch of batchesOf(where, data)) {
          check(batch);
          yield batch;
        }
      };
      const found = momentsOfBatches(
        where,
        batches((batch) => this.#fit(where, batch)),
        () => this.#kept,
        this.computeDtype,
      );
      this.adaptMean!.assign(found.mean);
      this.adaptVariance!.assign(found.variance);
    });
  }

  #fit(where: string, { shape }: Tensor): void {
    if (!this.built) this.build(shape);
    const isKept = shape.length === this.#broadcast.length &&
      this.#kept.every((axis) => shape[axis] === this.#broadcast[axis]);
    if (isKept) return;
    const expected = this.#broadcast.map((dim, axis) => this.#kept.includes(axis) ? dim : null);
    throw new TypeError(
      `${where}: expected data of shape ${formatShape(expected)}, as it was built, received shape ${
        formatShape(shape)
      }`,
    );
  }

  override call(inputs: Tensor): Tensor {
    this.#fit(`Cannot call ${this.label}`, inputs);
    return internally(() => {
      const x = cast(inputs, this.computeDtype);
      const [mean, variance] = [this.mean!, this.variance!];
      const deviation = maximum(sqrt(variance), scalar(EPSILON, this.computeDtype));
      return this.#options.invert
        ? add(mean, multiply(x, deviation))
        : divide(subtract(x, mean), deviation);
    });
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), ...writeOptions(OPTIONS, this.#options) };
  }
}
