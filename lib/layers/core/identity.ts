/**
 * Identity: gives what it is given.
 *
 * @module
 */
import type { Rows } from "../../configuration/options.ts";
import { flatten, pack } from "../../functions/nest.ts";
import { identity } from "../../primitives/array/identity.ts";
import { KerasTensor } from "../../tensor/keras_tensor.ts";
import { Tensor } from "../../tensor/tensor.ts";
import { Layer, type SymbolicInputs } from "../base/layer.ts";
import { asSymbolic } from "../base/node.ts";
import { type LayerArguments, type LayerOptions, layerOptions } from "../base/options.ts";
import type { NestedShape } from "../base/shapes.ts";

const OPTIONS = [] as const;

/**
 * Gives its inputs as they are, be they one tensor or nested ones: `y = x`. It stands where a layer
 * has to be and nothing has to happen.
 *
 * Output shapes are input shapes. Masks go on. No state.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const layer = new tf.keras.layers.Identity();
 * assertEquals(layer([1, 2]).numpy().toArray(), [1, 2]);
 * ```
 */
export class Identity extends Layer {
  static override readonly rows: Rows = OPTIONS;

  /** @param args By name, what every layer takes. */
  constructor(...args: LayerArguments<LayerOptions, []>) {
    super(layerOptions(new.target, OPTIONS, args).base);
    this.supportsMasking = true;
    this.markBuilt();
  }

  protected override get takesTensors(): boolean {
    return false;
  }

  override call(inputs: Tensor): Tensor {
    const { leaves, structure } = flatten(inputs, (it) => it instanceof Tensor ? it : undefined);
    return pack(structure, leaves.map(identity)) as Tensor;
  }

  override computeOutputShape(inputShape: NestedShape): NestedShape {
    return inputShape;
  }

  override computeOutputSpec(inputs: SymbolicInputs): unknown {
    const { leaves, structure } = flatten(inputs, asSymbolic);
    return pack(structure, leaves.map(({ shape, dtype }) => new KerasTensor(shape, dtype)));
  }
}
