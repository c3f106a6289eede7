/**
 * Layers without weights: they are built when they are made, as in Keras 3.
 *
 * @module
 */
import type { SymbolicShape } from "../../tensor/keras_tensor.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { Layer } from "./layer.ts";
import type { LayerOptions } from "./options.ts";

/** A layer without weights, unless a class of one's own that extends it has a `build`. */
export abstract class Weightless<Inputs = Tensor, Outputs = Tensor> extends Layer<Inputs, Outputs> {
  /** Takes the options of every layer. */
  constructor(options: LayerOptions) {
    super(options);
    const { build } = Object.getPrototypeOf(this) as Layer;
    if (build === Layer.prototype.build) this.markBuilt();
  }
}

/** One whose outputs have the shape of its inputs, and their masks. */
export abstract class ShapeKeeping extends Weightless {
  /** Takes the options of every layer. */
  constructor(options: LayerOptions) {
    super(options);
    this.supportsMasking = true;
  }

  override computeOutputShape(inputShape: SymbolicShape): SymbolicShape {
    return inputShape;
  }
}
