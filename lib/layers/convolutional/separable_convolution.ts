/**
 * Convolutions of each channel by filters of its own, then of one element's channels: what
 * SeparableConv1D and SeparableConv2D share.
 *
 * @internal
 * @module
 */
import { type Made, type Rows, type RowsOf, writeOptions } from "../../configuration/options.ts";
import { flag, integer, oneOf, REQUIRED } from "../../configuration/rows.ts";
import type { ConstraintIdentifier } from "../../constraints/mod.ts";
import type { Variable } from "../../functions/variable.ts";
import type { InitializerIdentifier } from "../../initializers/mod.ts";
import { convolveImages } from "../../ops/nn/convolve.ts";
import type { WindowAttributes } from "../../primitives/nn/windows.ts";
import type { RegularizerIdentifier } from "../../regularizers/mod.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import type { Rank } from "../base/images.ts";
import { layerOptions } from "../base/options.ts";
import {
  activation,
  constraint,
  dataFormat,
  initializer,
  regularizer,
  window,
} from "../base/rows.ts";
import { Convolving } from "./convolving.ts";
import type { DepthwiseOptions } from "./depthwise_convolution.ts";

/** Options of separable convolutions. */
export interface SeparableOptions extends DepthwiseOptions {
  /** How what mixes channels starts; default `"glorotUniform"`. */
  pointwiseInitializer?: InitializerIdentifier | undefined;
  /** Penalty on what mixes channels; default none. */
  pointwiseRegularizer?: RegularizerIdentifier | null | undefined;
  /** Constraint on what mixes channels; default none. */
  pointwiseConstraint?: ConstraintIdentifier | null | undefined;
}

/** Arguments of separable convolutions. */
export interface SeparableArguments extends SeparableOptions {
  /** Channels of the outputs, >= 1. */
  filters: number;
  /** Size of the window, >= 1, for all axes or each. */
  kernelSize: number | readonly number[];
}

/** Their order. */
export type SeparableNames = [
  "filters",
  "kernelSize",
  "strides",
  "padding",
  "dataFormat",
  "dilationRate",
  "depthMultiplier",
  "activation",
  "useBias",
  "depthwiseInitializer",
  "pointwiseInitializer",
  "biasInitializer",
  "depthwiseRegularizer",
  "pointwiseRegularizer",
  "biasRegularizer",
  "activityRegularizer",
  "depthwiseConstraint",
  "pointwiseConstraint",
  "biasConstraint",
];

function tableOf(rank: 1 | 2) {
  return [
    ["filters", integer(REQUIRED, { min: 1 })],
    ["kernelSize", window(rank, REQUIRED)],
    ["strides", window(rank, 1)],
    ["padding", oneOf(["valid", "same"], "valid")],
    ["dataFormat", dataFormat()],
    ["dilationRate", window(rank, 1)],
    ["depthMultiplier", integer(1, { min: 1 })],
    ["activation", activation()],
    ["useBias", flag(true)],
    ["depthwiseInitializer", initializer("glorotUniform")],
    ["pointwiseInitializer", initializer("glorotUniform")],
    ["biasInitializer", initializer("zeros")],
    ["depthwiseRegularizer", regularizer()],
    ["pointwiseRegularizer", regularizer()],
    ["biasRegularizer", regularizer()],
    ["activityRegularizer", regularizer()],
    ["depthwiseConstraint", constraint()],
    ["pointwiseConstraint", constraint()],
    ["biasConstraint", constraint()],
  ] as const satisfies RowsOf<SeparableArguments, SeparableNames>;
}

type Table = ReturnType<typeof tableOf>;

/** The options of separable convolutions of images of `rank` dimensions. */
export function separableRows(rank: 1 | 2): Rows {
  return tableOf(rank);
}

/** A separable convolution. */
export abstract class SeparableConvolution extends Convolving {
  /** Filters of each channel, `(...window, channels, multiplier)`, once built. */
  depthwiseKernel: Variable | undefined;
  /** What mixes channels, `(1, ..., channels * multiplier, filters)`, once built. */
  pointwiseKernel: Variable | undefined;
  readonly #table: Rows;
  readonly #options: Made<Table>;

  /** Takes the options of a class. */
  constructor(table: Rows, args: readonly unknown[]) {
    const { own, base } = layerOptions(new.target, table as Table, args);
    super(own, base);
    this.#table = table;
    this.#options = own;
  }

  /** Channels of the outputs. */
  get filters(): number {
    return this.#options.filters;
  }

  protected override outputChannels(): number {
    return this.#options.filters;
  }

  protected override addKernels(channels: number): void {
    const it = this.#options;
    this.depthwiseKernel = this.addWeight("depthwise_kernel", {
      shape: [...it.kernelSize, channels, it.depthMultiplier],
      initializer: it.depthwiseInitializer,
      regularizer: it.depthwiseRegularizer,
      constraint: it.depthwiseConstraint,
    });
    this.pointwiseKernel = this.addWeight("pointwise_kernel", {
      shape: [...it.kernelSize.map(() => 1), channels * it.depthMultiplier, it.filters],
      initializer: it.pointwiseInitializer,
      regularizer: it.pointwiseRegularizer,
      constraint: it.pointwiseConstraint,
    });
  }

  protected override convolve(x: Tensor, attrs: WindowAttributes): Tensor {
    const rank = attrs.strides.length as Rank;
    const [depthwise, pointwise] = [this.depthwiseKernel!.take(), this.pointwiseKernel!.take()];
    const ones = attrs.strides.map(() => 1);
    const parts = convolveImages({ rank, depthwise: true }, x, depthwise, attrs);
    const mixing = { strides: ones, dilations: ones, padding: "VALID" } as const;
    return convolveImages({ rank, depthwise: false }, parts, pointwise, mixing);
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), ...writeOptions(this.#table as Table, this.#options) };
  }
}
