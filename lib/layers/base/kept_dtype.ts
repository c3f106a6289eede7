/**
 * Layers that move or choose elements: what comes out has the type of what goes in, after floats
 * have been converted to the layer's.
 *
 * @module
 */
import { type DType, isFloating } from "../../arrays/dtypes.ts";
import type { KerasTensor } from "../../tensor/keras_tensor.ts";
import { Layer } from "./layer.ts";

/** The type that inputs of a layer have when it computes. */
export function keptDType(
  dtype: DType,
  computeDtype: DType,
  { autocast }: { readonly autocast: boolean },
): DType {
  return isFloating(dtype) && autocast ? computeDtype : dtype;
}

/** A layer whose outputs have the element type of its inputs. */
export abstract class KeptDType extends Layer {
  protected override outputDtype({ dtype }: KerasTensor): KerasTensor["dtype"] {
    return keptDType(dtype, this.computeDtype, this.common);
  }
}
