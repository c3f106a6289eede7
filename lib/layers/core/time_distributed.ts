/**
 * TimeDistributed: one layer for each step of a sequence.
 *
 * @module
 */
import { formatShape } from "../../errors/format.ts";
import { reshape } from "../../primitives/array/reshape.ts";
import { slice } from "../../primitives/array/slice.ts";
import { stack } from "../../primitives/array/stack.ts";
import { KerasTensor, type SymbolicShape } from "../../tensor/keras_tensor.ts";
import { Tensor } from "../../tensor/tensor.ts";
import { InputSpec } from "../base/input_spec.ts";
import type { CallOptions, SymbolicInputs } from "../base/layer.ts";
import { oneMask } from "../base/masks.ts";
import type { LayerArguments } from "../base/options.ts";
import { oneShape } from "../base/shapes.ts";
import { takesStepsAtOnce } from "./steps_at_once.ts";
import { Wrapper, type WrapperArguments } from "./wrapper.ts";

/**
 * Applies a layer to every step of a sequence: `y[:, t] = layer(x[:, t])`, with the same weights.
 *
 * Input shape `(batch, steps, ...)` of at least 3 dimensions, output shape `(batch, steps, ...)`,
 * after the steps what the layer gives. State: that of the layer. A mask of shape `(batch, steps)`
 * goes on to the outputs; of a longer one, `(batch, steps, ...)`, the layer gets each step's as well.
 *
 * Layers that treat each example by itself compute all steps at once, as one larger batch. Others, in
 * training batch normalization and dropout among them, compute a step at a time, as Keras does.
 *
 * @throws {TypeError} for inputs of fewer dimensions, or a mask of another batch or number of steps.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const layer = new tf.keras.layers.TimeDistributed(new tf.keras.layers.Flatten());
 * assertEquals(layer(tf.zeros([2, 5, 4, 3])).shape, [2, 5, 12]);
 * ```
 */
export class TimeDistributed extends Wrapper {
  /** @param args The layer, or its configuration, and by name what every layer takes. */
  constructor(...args: LayerArguments<WrapperArguments, ["layer"]>) {
    super(...args);
    this.supportsMasking = true;
    this.inputSpec = new InputSpec({ minNdim: 3 });
  }

  protected override get callParameters(): readonly string[] {
    return ["training", "mask"];
  }

  protected override get trainingDefault(): null {
    return null;
  }

  override build(inputShape: SymbolicShape): void {
    this.layer.build(this.#step(inputShape));
  }

  /** The shape of one step. */
  #step(inputShape: SymbolicShape): SymbolicShape {
    if (inputShape.length >= 3) return inputShape.toSpliced(1, 1);
    throw new TypeError(
      `Cannot build ${this.label}: expected inputs of shape (batch, steps, ...) with at least 3 dimensions, received shape ${
        formatShape(inputShape)
      }`,
    );
  }

  override call(inputs: Tensor, options: CallOptions = {}): Tensor {
    const mask = oneMask(options.mask);
    const [batch, count] = inputs.shape as [number, number];
    if (mask && !(mask.shape[0] === batch && mask.shape[1] === count)) {
      throw new TypeError(
        `Cannot call ${this.label}: expected a mask of shape (${batch}, ${count}, ...), received shape ${
          formatShape(mask.shape)
        }`,
      );
    }
    // A truth value for a whole step says nothing within it.
    const masks = mask && mask.rank > 2 ? mask : undefined;
    const training = options.training ?? false;
    if (count === 0 || takesStepsAtOnce(this.layer, training, inputs.rank - 1)) {
      const folded = (x: Tensor) => reshape(x, [batch * count, ...x.shape.slice(2)]);
      const output = this.#apply(folded(inputs), masks && folded(masks), training);
      return reshape(output, [batch, count, ...output.shape.slice(1)]);
    }
    const steps = Array.from(
      { length: count },
      (_, i) => this.#apply(stepOf(inputs, i), masks && stepOf(masks, i), training),
    );
    return stack(steps, 1);
  }

  #apply(x: Tensor, mask: Tensor | undefined, training: boolean): Tensor {
    const output: unknown = this.layer(x, mask ? { training, mask } : { training });
    if (output instanceof Tensor) return output;
    throw new TypeError(
      `Cannot call ${this.label}: expected a layer that gives one tensor, received ${this.layer.label}, which gives several`,
    );
  }

  override computeOutputShape(inputShape: SymbolicShape): SymbolicShape {
    const output = this.layer.computeOutputShape(this.#step(inputShape));
    return oneShape(this.label, output).toSpliced(1, 0, inputShape[1]!);
  }

  override computeOutputSpec(inputs: SymbolicInputs): unknown {
    const { shape, dtype } = inputs as KerasTensor;
    const output = this.layer.computeOutputSpec(new KerasTensor(this.#step(shape), dtype));
    const step = output as KerasTensor;
    return new KerasTensor(step.shape.toSpliced(1, 0, shape[1]!), step.dtype);
  }
}

/** One step of a sequence. */
function stepOf(x: Tensor, index: number): Tensor {
  const begin = x.shape.map((_, axis) => axis === 1 ? index : 0);
  return reshape(slice(x, begin, x.shape.toSpliced(1, 1, 1)), x.shape.toSpliced(1, 1));
}
