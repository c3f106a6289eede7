/**
 * The base of layers that prepare data: as in Keras, they are built at their first call, though they
 * have no weights, and files have the shape they were built for.
 *
 * @module
 * @internal
 */
import type { SymbolicShape } from "../../tensor/keras_tensor.ts";
import type { Tensor } from "../../tensor/tensor.ts";
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
