/**
 * The base of layers that prepare data: as in Keras, they are built at their first call, though they
 * have no weights, and files have the shape they were built for.
 *
 * @module
 * @internal
 */
import type { SymbolicShape } from "../../tensor/keras_tensor.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { convertInputs } from "../base/inputs.ts";
import { Layer } from "../base/layer.ts";
import type { LayerOptions } from "../base/options.ts";

/** A layer whose outputs have the shape of its inputs, and their masks. */
export abstract class ShapeKeepingData<Inputs = Tensor> extends Layer<Inputs> {
  /** Takes the options of every layer. */
  constructor(options: LayerOptions) {
    super(options);
    this.supportsMasking = true;
  }

  override computeOutputShape(inputShape: SymbolicShape): SymbolicShape {
    return inputShape;
  }
}

/** A layer of categories, which are taken as they are, whatever type the layer computes in. */
export abstract class AsGiven<Inputs = Tensor, Outputs = Tensor> extends Layer<Inputs, Outputs> {
  protected override convertInputs(inputs: unknown): unknown {
    return convertInputs(`Cannot call ${this.label}`, inputs, undefined);
  }
}
