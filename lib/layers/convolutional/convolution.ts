/**
 * Convolutions of one to three dimensions: what Conv1D, Conv2D and Conv3D share.
 *
 * @internal
 * @module
 */
import { type Made, type Rows, type RowsOf, writeOptions } from "../../configuration/options.ts";
import { flag, integer, oneOf, REQUIRED } from "../../configuration/rows.ts";
import type { ConstraintIdentifier } from "../../constraints/mod.ts";
import { fromCaller } from "../../errors/caller.ts";
import type { Variable } from "../../functions/variable.ts";
import type { InitializerIdentifier } from "../../initializers/mod.ts";
import { convolveImages } from "../../ops/nn/convolve.ts";
import type { WindowAttributes } from "../../primitives/nn/windows.ts";
import type { RegularizerIdentifier } from "../../regularizers/mod.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import type { Rank } from "../base/images.ts";
import {
  adapted,
  loraAlpha,
  loraRank,
  type LowRank,
  lowRankConfig,
  type LowRankOptions,
  makeLowRank,
} from "../base/low_rank.ts";
import { layerOptions } from "../base/options.ts";
import {
  activation,
  constraint,
  dataFormat,
  initializer,
  regularizer,
  window,
} from "../base/rows.ts";
import { checkSteps, Convolving, type ConvolvingOptions } from "./convolving.ts";

/** Options of convolutions. */
export interface ConvolutionOptions<Padding = "valid" | "same">
  extends ConvolvingOptions<Padding>, LowRankOptions {
  /** Groups of channels that do not mix, >= 1; both numbers of channels are multiples; default 1. */
  groups?: number | undefined;
  /** How the kernel starts; default `"glorotUniform"`. */
  kernelInitializer?: InitializerIdentifier | undefined;
  /** Penalty on the kernel; default none. */
  kernelRegularizer?: RegularizerIdentifier | null | undefined;
  /** Constraint on the kernel; default none. */
  kernelConstraint?: ConstraintIdentifier | null | undefined;
}

/** Arguments of convolutions. */
export interface ConvolutionArguments<Padding = "valid" | "same">
  extends ConvolutionOptions<Padding> {
  /** Channels of the outputs, >= 1. */
  filters: number;
  /** Size of the window, >= 1, for all axes or each. */
  kernelSize: number | readonly number[];
}

/** Their order. */
export type ConvolutionNames = [
  "filters",
  "kernelSize",
  "strides",
  "padding",
  "dataFormat",
  "dilationRate",
  "groups",
  "activation",
  "useBias",
  "kernelInitializer",
  "biasInitializer",
  "kernelRegularizer",
  "biasRegularizer",
  "activityRegularizer",
  "kernelConstraint",
  "biasConstraint",
  "loraRank",
  "loraAlpha",
];

function tableOf<Padding extends "valid" | "same" | "causal">(
  rank: Rank,
  paddings: readonly Padding[],
) {
  return [
    ["filters", integer(REQUIRED, { min: 1 })],
    ["kernelSize", window(rank, REQUIRED)],
    ["strides", window(rank, 1)],
    ["padding", oneOf<Padding | "valid", "valid">(paddings, "valid")],
    ["dataFormat", dataFormat()],
    ["dilationRate", window(rank, 1)],
    ["groups", integer(1, { min: 1 })],
    ["activation", activation()],
    ["useBias", flag(true)],
    ["kernelInitializer", initializer("glorotUniform")],
    ["biasInitializer", initializer("zeros")],
    ["kernelRegularizer", regularizer()],
    ["biasRegularizer", regularizer()],
    ["activityRegularizer", regularizer()],
    ["kernelConstraint", constraint()],
    ["biasConstraint", constraint()],
    ["loraRank", loraRank()],
    ["loraAlpha", loraAlpha()],
  ] as const satisfies RowsOf<ConvolutionArguments<Padding | "valid">, ConvolutionNames>;
}

type Table = ReturnType<typeof tableOf<"valid" | "same" | "causal">>;

/** The options of convolutions of images of `rank` dimensions. */
export function convolutionRows(rank: Rank): Rows {
  return rank === 1 ? tableOf(1, ["valid", "same", "causal"]) : tableOf(rank, ["valid", "same"]);
}

/** A convolution. */
export abstract class Convolution extends Convolving {
  /** Weights of shape `(...window, input channels of a group, filters)`, once built. */
  kernel: Variable | undefined;
  readonly #table: Rows;
  readonly #options: Made<Table>;
  #lowRank: LowRank | undefined;

  /** Takes the options of a class. */
  constructor(table: Rows, args: readonly unknown[]) {
    const { own, base } = layerOptions(new.target, table as Table, args);
    fromCaller(new.target, () => {
      checkSteps(new.target.name, own);
      if (own.filters % own.groups !== 0) {
        throw new RangeError(
          `${new.target.name}: expected filters that groups divide, received filters=${own.filters}, groups=${own.groups}`,
        );
      }
    });
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
    if (channels % it.groups !== 0) {
      throw new TypeError(
        `Cannot build ${this.label}: expected input channels that groups=${it.groups} divides, received ${channels}`,
      );
    }
    this.kernel = this.addWeight("kernel", {
      shape: [...it.kernelSize, channels / it.groups, it.filters],
      initializer: it.kernelInitializer,
      regularizer: it.kernelRegularizer,
      constraint: it.kernelConstraint,
    });
  }

  override build(inputShape: readonly (number | null)[]): void {
    super.build(inputShape);
    const make = this.addWeight.bind(this);
    this.#lowRank = makeLowRank("lora_kernel", this.kernel!, this.#options, make);
    if (this.#lowRank) this.freeze(this.kernel!);
  }

  protected override convolve(x: Tensor, attrs: WindowAttributes): Tensor {
    const rank = attrs.strides.length as Rank;
    const kernel = adapted(this.kernel!, this.#lowRank);
    return convolveImages({ rank, depthwise: false }, x, kernel, attrs);
  }

  override getConfig(): Record<string, unknown> {
    const it = this.#options;
    return {
      ...super.getConfig(),
      ...writeOptions(this.#table as Table, it),
      ...lowRankConfig(it),
    };
  }
}
