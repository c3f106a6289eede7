/**
 * Convolutions of each channel by filters of its own: what DepthwiseConv1D and DepthwiseConv2D
 * share.
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
import type { Length, Rank } from "../base/images.ts";
import { layerOptions } from "../base/options.ts";
import {
  activation,
  constraint,
  dataFormat,
  initializer,
  regularizer,
  window,
} from "../base/rows.ts";
import { Convolving, type ConvolvingOptions } from "./convolving.ts";

/** Options of the filters of each channel. */
export interface DepthwiseOptions extends ConvolvingOptions {
  /** How many results each channel gives, >= 1; default 1. */
  depthMultiplier?: number | undefined;
  /** How the filters of each channel start; default `"glorotUniform"`. */
  depthwiseInitializer?: InitializerIdentifier | undefined;
  /** Penalty on the filters of each channel; default none. */
  depthwiseRegularizer?: RegularizerIdentifier | null | undefined;
  /** Constraint on the filters of each channel; default none. */
  depthwiseConstraint?: ConstraintIdentifier | null | undefined;
}

/** Arguments of depthwise convolutions. */
export interface DepthwiseArguments extends DepthwiseOptions {
  /** Size of the window, >= 1, for all axes or each. */
  kernelSize: number | readonly number[];
}

/** Their order. */
export type DepthwiseNames = [
  "kernelSize",
  "strides",
  "padding",
  "depthMultiplier",
  "dataFormat",
  "dilationRate",
  "activation",
  "useBias",
  "depthwiseInitializer",
  "biasInitializer",
  "depthwiseRegularizer",
  "biasRegularizer",
  "activityRegularizer",
  "depthwiseConstraint",
  "biasConstraint",
];

function tableOf(rank: 1 | 2) {
  return [
    ["kernelSize", window(rank, REQUIRED)],
    ["strides", window(rank, 1)],
    ["padding", oneOf(["valid", "same"], "valid")],
    ["depthMultiplier", integer(1, { min: 1 })],
    ["dataFormat", dataFormat()],
    ["dilationRate", window(rank, 1)],
    ["activation", activation()],
    ["useBias", flag(true)],
    ["depthwiseInitializer", initializer("glorotUniform")],
    ["biasInitializer", initializer("zeros")],
    ["depthwiseRegularizer", regularizer()],
    ["biasRegularizer", regularizer()],
    ["activityRegularizer", regularizer()],
    ["depthwiseConstraint", constraint()],
    ["biasConstraint", constraint()],
  ] as const satisfies RowsOf<DepthwiseArguments, DepthwiseNames>;
}

type Table = ReturnType<typeof tableOf>;

/** The options of depthwise convolutions of images of `rank` dimensions. */
export function depthwiseRows(rank: 1 | 2): Rows {
  return tableOf(rank);
}

/** A depthwise convolution. */
export abstract class DepthwiseConvolution extends Convolving {
  /** Weights of shape `(...window, channels, multiplier)`, once built. */
  kernel: Variable | undefined;
  readonly #table: Rows;
  readonly #options: Made<Table>;

  /** Takes the options of a class. */
  constructor(table: Rows, args: readonly unknown[]) {
    const { own, base } = layerOptions(new.target, table as Table, args);
    super(own, base);
    this.#table = table;
    this.#options = own;
  }

  protected override outputChannels(channels: Length): Length {
    return channels === null ? null : channels * this.#options.depthMultiplier;
  }

  protected override addKernels(channels: number): void {
    const it = this.#options;
    this.kernel = this.addWeight("kernel", {
      shape: [...it.kernelSize, channels, it.depthMultiplier],
      initializer: it.depthwiseInitializer,
      regularizer: it.depthwiseRegularizer,
      constraint: it.depthwiseConstraint,
    });
  }

  protected override convolve(x: Tensor, attrs: WindowAttributes): Tensor {
    const rank = attrs.strides.length as Rank;
    return convolveImages({ rank, depthwise: true }, x, this.kernel!.take(), attrs);
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), ...writeOptions(this.#table as Table, this.#options) };
  }
}
