/**
 * Transposed convolutions of one to three dimensions: what Conv1DTranspose, Conv2DTranspose and
 * Conv3DTranspose share.
 *
 * @internal
 * @module
 */
import { type Made, type Rows, type RowsOf, writeOptions } from "../../configuration/options.ts";
import { flag, integer, oneOf, perAxis, REQUIRED } from "../../configuration/rows.ts";
import type { ConstraintIdentifier } from "../../constraints/mod.ts";
import { fromCaller } from "../../errors/caller.ts";
import { formatValue } from "../../errors/format.ts";
import type { Variable } from "../../functions/variable.ts";
import type { InitializerIdentifier } from "../../initializers/mod.ts";
import { convolveImagesBack } from "../../ops/nn/convolve.ts";
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
import { checkSteps, Convolving, type ConvolvingOptions } from "./convolving.ts";

/** Options of transposed convolutions. */
export interface ConvolutionTransposeOptions extends ConvolvingOptions {
  /**
   * Elements added behind the outputs, >= 0 and below the stride, for all axes or each; default
   * `null`: as many as make the outputs `stride` times as long for `"same"`, and as hold every stride
   * for `"valid"`.
   */
  outputPadding?: number | readonly number[] | null | undefined;
  /** How the kernel starts; default `"glorotUniform"`. */
  kernelInitializer?: InitializerIdentifier | undefined;
  /** Penalty on the kernel; default none. */
  kernelRegularizer?: RegularizerIdentifier | null | undefined;
  /** Constraint on the kernel; default none. */
  kernelConstraint?: ConstraintIdentifier | null | undefined;
}

/** Arguments of transposed convolutions. */
export interface ConvolutionTransposeArguments extends ConvolutionTransposeOptions {
  /** Channels of the outputs, >= 1. */
  filters: number;
  /** Size of the window, >= 1, for all axes or each. */
  kernelSize: number | readonly number[];
}

type Ends = [
  "dilationRate",
  "activation",
  "useBias",
  "kernelInitializer",
  "biasInitializer",
  "kernelRegularizer",
  "biasRegularizer",
  "activityRegularizer",
  "kernelConstraint",
  "biasConstraint",
];

/** Their order for sequences and images. */
export type ConvolutionTransposeNames = [
  "filters",
  "kernelSize",
  "strides",
  "padding",
  "outputPadding",
  "dataFormat",
  ...Ends,
];

/** Their order for volumes. */
export type VolumeTransposeNames = [
  "filters",
  "kernelSize",
  "strides",
  "padding",
  "dataFormat",
  "outputPadding",
  ...Ends,
];

function tableOf(rank: Rank) {
  return [
    ["filters", integer(REQUIRED, { min: 1 })],
    ["kernelSize", window(rank, REQUIRED)],
    ["strides", window(rank, 1)],
    ["padding", oneOf(["valid", "same"], "valid")],
    ["outputPadding", perAxis(rank, null, { min: 0 })],
    ["dataFormat", dataFormat()],
    ["dilationRate", window(rank, 1)],
    ["activation", activation()],
    ["useBias", flag(true)],
    ["kernelInitializer", initializer("glorotUniform")],
    ["biasInitializer", initializer("zeros")],
    ["kernelRegularizer", regularizer()],
    ["biasRegularizer", regularizer()],
    ["activityRegularizer", regularizer()],
    ["kernelConstraint", constraint()],
    ["biasConstraint", constraint()],
  ] as const satisfies RowsOf<ConvolutionTransposeArguments, ConvolutionTransposeNames>;
}

type Table = readonly ReturnType<typeof tableOf>[number][];
type Own = Made<Table>;

/** The options of transposed convolutions to images of `rank` dimensions. */
export function convolutionTransposeRows(rank: 1 | 2): Rows {
  return tableOf(rank);
}

/** The options of those to volumes: Keras has two of them the other way round. */
export function volumeTransposeRows(): Rows {
  const [filters, kernelSize, strides, padding, outputPadding, format, ...rest] = tableOf(3);
  const first = [filters, kernelSize, strides, padding, format, outputPadding] as const;
  return [...first, ...rest] satisfies RowsOf<ConvolutionTransposeArguments, VolumeTransposeNames>;
}

/** Throws unless the outputs' convolution has the length of the inputs. */
function checkOutputPadding(where: string, it: Own): void {
  it.outputPadding?.forEach((added, axis) => {
    const stride = it.strides[axis]!;
    const isEven = (it.kernelSize[axis]! - 1) * it.dilationRate[axis]! % 2 === 1;
    const least = it.padding === "same" && isEven ? 1 : 0;
    if (added >= least && added < stride) return;
    const from = least === 1 ? `from 1 (for "same" and a window of even length) ` : "";
    throw new RangeError(
      `${where}: expected outputPadding ${from}below strides=${
        formatValue(it.strides)
      }, received outputPadding=${
        formatValue(it.outputPadding)
      }; leave it out for the usual length`,
    );
  });
}

/** A transposed convolution. */
export abstract class ConvolutionTranspose extends Convolving {
  /** Weights of shape `(...window, filters, input channels)`, once built. */
  kernel: Variable | undefined;
  readonly #table: Rows;
  readonly #options: Own;

  /** Takes the options of a class. */
  constructor(table: Rows, args: readonly unknown[]) {
    const { own, base } = layerOptions(new.target, table as Table, args);
    fromCaller(new.target, () => {
      checkSteps(new.target.name, own);
      checkOutputPadding(new.target.name, own);
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

  protected override outputLength(length: Length, axis: number): Length {
    if (length === null) return null;
    const { outputPadding, padding, ...it } = this.#options;
    const [stride, added] = [it.strides[axis]!, outputPadding?.[axis]];
    const extent = (it.kernelSize[axis]! - 1) * it.dilationRate[axis]! + 1;
    const rest = (length - 1) * stride;
    if (padding === "valid") {
      return rest + (added === undefined ? Math.max(extent, stride) : extent + added);
    }
    return rest + (added === undefined ? stride : extent % 2 + added);
  }

  protected override addKernels(channels: number): void {
    const it = this.#options;
    this.kernel = this.addWeight("kernel", {
      shape: [...it.kernelSize, it.filters, channels],
      initializer: it.kernelInitializer,
      regularizer: it.kernelRegularizer,
      constraint: it.kernelConstraint,
    });
  }

  protected override convolve(x: Tensor, attrs: WindowAttributes): Tensor {
    const rank = attrs.strides.length as Rank;
    const [batch, ...image] = x.shape.slice(0, -1) as [number, ...number[]];
    const lengths = image.map((length, axis) => this.outputLength(length, axis)!);
    const shape = [batch, ...lengths, this.filters];
    const shaping = { rank, depthwise: false };
    return convolveImagesBack(shaping, x, this.kernel!.take(), attrs, shape);
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), ...writeOptions(this.#table as Table, this.#options) };
  }
}
