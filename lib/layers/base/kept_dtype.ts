/**
 * Layers that move or choose elements: what comes out has the type of what goes in, after floats
 * have been converted to the layer's.
 *
 * @module
 */
import { isFloating } from "../../arrays/dtypes.ts";
import type { KerasTensor } from "../../tensor/keras_tensor.ts";
import { Layer } from "./layer.ts";

/** A layer whose outputs have the element type of its inputs. */
export abstract class KeptDType extends Layer {
  protected override outputDtype({ dtype }: KerasTensor): KerasTensor["dtype"] {
    return isFloating(dtype) && this.common.autocast ? this.computeDtype : dtype;
  }
}
