/**
 * The cell of ConvLSTM: long short-term memory whose products are convolutions. That of the inputs is
 * one for all steps.
 *
 * @module
 * @internal
 */
import type { Activation } from "../../activations/mod.ts";
import type { Made } from "../../configuration/options.ts";
import { formatShape } from "../../errors/format.ts";
import type { Variable } from "../../functions/variable.ts";
import { convolveImages } from "../../ops/nn/convolve.ts";
import { channelsBack, channelsLast } from "../../ops/nn/window_arguments.ts";
import { concat } from "../../primitives/array/concat.ts";
import { fill } from "../../primitives/array/fill.ts";
import { reshape } from "../../primitives/array/reshape.ts";
import { split } from "../../primitives/array/split.ts";
import { add, multiply } from "../../primitives/math/arithmetic.ts";
import type { WindowAttributes } from "../../primitives/nn/windows.ts";
import { aval, sizeOf } from "../../tensor/aval.ts";
import type { SymbolicShape } from "../../tensor/keras_tensor.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { imageShape, type Rank, shapeOfImage, windowsAlong } from "../base/images.ts";
import type { LayerOptions } from "../base/options.ts";
import { knownDim } from "../base/shapes.ts";
import type { ConvLSTMTable } from "./conv_lstm_rows.ts";
import { type CellMasks, type CellParts, DroppingCell } from "./dropping_cell.ts";
import { withForgetBias } from "./forget_bias.ts";

/** How many gates there are: input, forget, cell, output. */
const GATES = 4;

/** One step of a ConvLSTM; its states are images `(batch, ..., filters)`. */
export class ConvLSTMCell extends DroppingCell {
  /** Kernel of the inputs, `(...window, channels, 4 filters)`, once built. */
  kernel: Variable | undefined;
  /** Kernel of the states, `(...window, filters, 4 filters)`, once built. */
  recurrentKernel: Variable | undefined;
  /** The bias, `(4 filters,)`, once built, if there is one. */
  bias: Variable | undefined;
  readonly #made: Made<ConvLSTMTable>;
  readonly #rank: Rank;
  #elementShape: SymbolicShape = [];

  /** Takes the checked options of the layer. */
  constructor(made: Made<ConvLSTMTable>, { dtype }: LayerOptions) {
    const { dropout, recurrentDropout, seed } = made;
    super(
      { name: "conv_lstm_cell", dtype },
      { dropout, recurrentDropout, seed, masks: GATES },
    );
    this.#made = made;
    this.#rank = made.kernelSize.length as Rank;
  }

  get stateSize(): readonly number[] {
    return [this.#made.filters, this.#made.filters];
  }

  get outputSize(): number {
    return this.#made.filters;
  }

  get #isFirst(): boolean {
    return this.#made.dataFormat === "channels_first";
  }

  protected get activations(): readonly Activation[] {
    return [this.#made.activation, this.#made.recurrentActivation];
  }

  /** Shape of the output, and of both states, for inputs of one step. */
  stepShape(label: string, inputShape: SymbolicShape): SymbolicShape {
    const { filters, kernelSize, strides, padding, dataFormat, dilationRate } = this.#made;
    const { batch, image } = imageShape(label, inputShape, this.#rank, dataFormat);
    const along = (length: number | null, axis: number) =>
      windowsAlong(label, length, {
        extent: (kernelSize[axis]! - 1) * dilationRate[axis]! + 1,
        stride: strides[axis]!,
        padding,
      });
    return shapeOfImage({ batch, image: image.map(along), channels: filters }, dataFormat);
  }

  override getInitialState(batchSize: number): Tensor[] {
    const [, ...rest] = this.stepShape(this.label, this.#elementShape) as readonly number[];
    const zeros = () => fill(0, aval(this.computeDtype, [batchSize, ...rest]));
    return [zeros(), zeros()];
  }

  override build(inputShape: SymbolicShape): void {
    const { filters, kernelSize, ...it } = this.#made;
    this.stepShape(this.label, inputShape);
    const [, ...dims] = inputShape.map((_, axis) =>
      axis === 0 ? 0 : knownDim(this.label, inputShape, axis, "the size of the inputs")
    );
    const channels = this.#isFirst ? dims[0]! : dims.at(-1)!;
    this.kernel = this.addWeight("kernel", {
      shape: [...kernelSize, channels, GATES * filters],
      initializer: it.kernelInitializer,
      regularizer: it.kernelRegularizer,
      constraint: it.kernelConstraint,
    });
    this.recurrentKernel = this.addWeight("recurrent_kernel", {
      shape: [...kernelSize, filters, GATES * filters],
      initializer: it.recurrentInitializer,
      regularizer: it.recurrentRegularizer,
      constraint: it.recurrentConstraint,
    });
    if (it.useBias) {
      const { biasInitializer } = it;
      this.bias = this.addWeight("bias", {
        shape: [GATES * filters],
        initializer: it.unitForgetBias ? withForgetBias(biasInitializer) : biasInitializer,
        regularizer: it.biasRegularizer,
        constraint: it.biasConstraint,
      });
    }
    this.#elementShape = [null, ...dims];
  }

  #gates(x: Tensor): readonly Tensor[] {
    return split(x, new Array<number>(GATES).fill(this.#made.filters), x.rank - 1);
  }

  /** A convolution of images of this data format, with what is left of them for each gate. */
  #convolve(
    x: Tensor,
    kernel: Tensor,
    masks: readonly Tensor[] | undefined,
    attrs: WindowAttributes,
  ): Tensor {
    const lead = x.shape.slice(0, x.rank - this.#rank - 1);
    const convolved = (x: Tensor, kernel: Tensor): Tensor => {
      const images = reshape(x, [sizeOf(lead), ...x.shape.slice(lead.length)]);
      const shaping = { rank: this.#rank, depthwise: false };
      return convolveImages(shaping, channelsLast(images, this.#isFirst), kernel, attrs);
    };
    const y = masks === undefined ? convolved(x, kernel) : concat(
      this.#gates(kernel).map((it, gate) => convolved(multiply(x, masks[gate]!), it)),
      this.#rank + 1,
    );
    return reshape(y, [...lead, ...y.shape.slice(1)]);
  }

  protected parts({ inputs, states }: CellMasks): CellParts {
    const { activation, recurrentActivation, strides, dilationRate, padding } = this.#made;
    const kernel = this.kernel!.take();
    const recurrent = this.recurrentKernel!.take();
    const bias = this.bias?.take();
    const ones = strides.map(() => 1);
    const forStates: WindowAttributes = { strides: ones, dilations: ones, padding: "SAME" };
    const forInputs: WindowAttributes = {
      strides,
      dilations: dilationRate,
      padding: padding === "same" ? "SAME" : "VALID",
    };
    return {
      project: (x) => {
        this.#check(x);
        const y = this.#convolve(x, kernel, inputs, forInputs);
        return bias === undefined ? y : add(y, bias);
      },
      step: (row, given) => {
        const [h, c] = given as readonly [Tensor, Tensor];
        const z = add(row, this.#convolve(h, recurrent, states, forStates));
        const [zi, zf, zg, zo] = this.#gates(z);
        const [i, f, o] = [zi, zf, zo].map((it) => recurrentActivation(it!));
        const before = channelsLast(c, this.#isFirst);
        const cell = add(multiply(f!, before), multiply(i!, activation(zg!)));
        const next = multiply(o!, activation(cell));
        const [output, last] = [next, cell].map((it) => channelsBack(it, this.#isFirst));
        return [output!, [output!, last!]];
      },
    };
  }

  #check({ shape }: Tensor): void {
    const expected = this.#elementShape.slice(1);
    if (`${shape.slice(-expected.length)}` === `${expected}`) return;
    throw new TypeError(
      `Cannot call ${this.label}: expected images of shape ${
        formatShape(expected)
      }, as it was built, received shape ${formatShape(shape)}`,
    );
  }
}
