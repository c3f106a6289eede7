/**
 * What all layers of convolutions share: sizes, the bias, the activation, where channels are. They
 * compute with channels last, and move them only where they are asked to have them first.
 *
 * @internal
 * @module
 */
import type { Activation, ActivationIdentifier } from "../../activations/mod.ts";
import type { ConstraintFunction, ConstraintIdentifier } from "../../constraints/mod.ts";
import { formatValue } from "../../errors/format.ts";
import type { Variable } from "../../functions/variable.ts";
import type { Initializer, InitializerIdentifier } from "../../initializers/mod.ts";
import { channelsBack, channelsLast } from "../../ops/nn/window_arguments.ts";
import { reshape } from "../../primitives/array/reshape.ts";
import { add } from "../../primitives/math/arithmetic.ts";
import { cast } from "../../primitives/math/cast.ts";
import type { WindowAttributes } from "../../primitives/nn/windows.ts";
import type { RegularizerFunction, RegularizerIdentifier } from "../../regularizers/mod.ts";
import type { SymbolicShape } from "../../tensor/keras_tensor.ts";
import { internally } from "../../tensor/state.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { imageShape, type Length, type Rank, shapeOfImage, windowsAlong } from "../base/images.ts";
import { InputSpec } from "../base/input_spec.ts";
import { Layer } from "../base/layer.ts";
import type { LayerOptions } from "../base/options.ts";
import type { DataFormat } from "../base/rows.ts";
import { knownDim } from "../base/shapes.ts";

/** Options of all layers of convolutions. */
export interface ConvolvingOptions<Padding = "valid" | "same"> extends LayerOptions {
  /** How far windows move, >= 1, for all axes or each; default 1. */
  strides?: number | readonly number[] | undefined;
  /**
   * `"valid"` (default): only whole windows; `"same"`: as many results as there are strides;
   * `"causal"`, of sequences: as many, none of which sees later steps.
   */
  padding?: Padding | undefined;
  /** Where inputs and outputs have their channels; default last. */
  dataFormat?: DataFormat | null | undefined;
  /** Distance of the elements under a window, >= 1, for all axes or each; default 1. */
  dilationRate?: number | readonly number[] | undefined;
  /** Applied to the outputs: a name, a function of a tensor, or `null` for none (the default). */
  activation?: ActivationIdentifier | null | undefined;
  /** Whether a bias is added; default `true`. */
  useBias?: boolean | undefined;
  /** How the bias starts; default `"zeros"`. */
  biasInitializer?: InitializerIdentifier | undefined;
  /** Penalty on the bias; default none. */
  biasRegularizer?: RegularizerIdentifier | null | undefined;
  /** Constraint on the bias; default none. */
  biasConstraint?: ConstraintIdentifier | null | undefined;
}

/** What is made of them. */
export interface ConvolvingMade {
  readonly kernelSize: readonly number[];
  readonly strides: readonly number[];
  readonly padding: "valid" | "same" | "causal";
  readonly dataFormat: DataFormat;
  readonly dilationRate: readonly number[];
  readonly activation: Activation;
  readonly useBias: boolean;
  readonly biasInitializer: Initializer;
  readonly biasRegularizer: RegularizerFunction | null;
  readonly biasConstraint: ConstraintFunction | null;
}

/**
 * Throws where windows move and have holes at once, as Keras does.
 *
 * @param where The class.
 */
export function checkSteps(
  where: string,
  { strides, dilationRate }: Pick<ConvolvingMade, "strides" | "dilationRate">,
): void {
  if (Math.max(...strides) === 1 || Math.max(...dilationRate) === 1) return;
  throw new RangeError(
    `${where}: expected strides of 1 beside a dilationRate above 1, received strides=${
      formatValue(strides)
    }, dilationRate=${formatValue(dilationRate)}`,
  );
}

/** A layer of convolutions. */
export abstract class Convolving extends Layer {
  /** Bias of shape `(output channels,)`, once built, if there is one. */
  bias: Variable | undefined;
  readonly #rank: Rank;
  readonly #made: ConvolvingMade;

  /** Takes the checked options. */
  constructor(made: ConvolvingMade, base: LayerOptions) {
    super(base);
    this.#made = made;
    this.#rank = made.kernelSize.length as Rank;
    this.inputSpec = new InputSpec({ ndim: this.#rank + 2 });
  }

  /** Creates the weights beside the bias. */
  protected abstract addKernels(channels: number): void;

  /** Channels of the outputs for those of the inputs, which may be unknown. */
  protected abstract outputChannels(channels: Length): Length;

  /** The convolution, channels last. */
  protected abstract convolve(x: Tensor, attrs: WindowAttributes): Tensor;

  override build(inputShape: SymbolicShape): void {
    const { dataFormat, useBias, ...it } = this.#made;
    this.computeOutputShape(inputShape);
    const axis = dataFormat === "channels_first" ? 1 : -1;
    const channels = knownDim(this.label, inputShape, axis, "the number of channels");
    this.addKernels(channels);
    if (useBias) {
      this.bias = this.addWeight("bias", {
        shape: [this.outputChannels(channels)!],
        initializer: it.biasInitializer,
        regularizer: it.biasRegularizer,
        constraint: it.biasConstraint,
      });
    }
    this.inputSpec = new InputSpec({ ndim: this.#rank + 2, axes: { [axis]: channels } });
  }

  override call(inputs: Tensor): Tensor {
    if (inputs.dtype === "string" || inputs.dtype === "complex64") {
      throw new TypeError(
        `Cannot call ${this.label}: expected inputs of real numbers, received dtype ${inputs.dtype}`,
      );
    }
    this.computeOutputShape(inputs.shape);
    const { strides, dilationRate: dilations, padding, dataFormat, activation } = this.#made;
    const isFirst = dataFormat === "channels_first";
    const whole = padding === "same" ? "SAME" : "VALID";
    const attrs: WindowAttributes = {
      strides,
      dilations,
      padding: padding === "causal" ? [[this.#extent(0) - 1, 0]] : whole,
    };
    return internally(() => {
      const x = channelsLast(cast(inputs, this.computeDtype), isFirst);
      const y = channelsBack(this.convolve(x, attrs), isFirst);
      return activation(this.bias ? add(y, this.#biasFor(isFirst)) : y);
    });
  }

  /** The bias where the outputs have their channels. */
  #biasFor(isFirst: boolean): Tensor {
    const bias = this.bias!.take();
    const ones = this.#made.kernelSize.map(() => 1);
    return isFirst ? reshape(bias, [bias.size, ...ones]) : bias;
  }

  /** Elements from the first to the last under a window. */
  #extent(axis: number): number {
    const { kernelSize, dilationRate } = this.#made;
    return (kernelSize[axis]! - 1) * dilationRate[axis]! + 1;
  }

  /** The length of an axis of the outputs. */
  protected outputLength(length: Length, axis: number): Length {
    const { strides, padding } = this.#made;
    const window = { extent: this.#extent(axis), stride: strides[axis]!, padding };
    return windowsAlong(this.label, length, window);
  }

  override computeOutputShape(inputShape: SymbolicShape): SymbolicShape {
    const { dataFormat } = this.#made;
    const { batch, image, channels } = imageShape(this.label, inputShape, this.#rank, dataFormat);
    return shapeOfImage({
      batch,
      image: image.map((length, axis) => this.outputLength(length, axis)),
      channels: this.outputChannels(channels),
    }, dataFormat);
  }
}
