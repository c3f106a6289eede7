/**
 * Wrapper: the base of layers that hold another one and call it in their own way.
 *
 * @module
 */
import { fromConfigCaller } from "../../errors/caller.ts";
import type { CustomObjects } from "../../configuration/registry.ts";
import { type Rows, type RowsOf, writeOptions } from "../../configuration/options.ts";
import { REQUIRED } from "../../configuration/rows.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { Layer } from "../base/layer.ts";
import { layer, type LayerIdentifier, withLayers } from "../base/layer_row.ts";
import { type LayerArguments, type LayerOptions, layerOptions } from "../base/options.ts";
import type { NestedShape } from "../base/shapes.ts";

/** Arguments of {@linkcode Wrapper}. */
export interface WrapperArguments extends LayerOptions {
  /** The layer that is wrapped, or its configuration. */
  layer: LayerIdentifier;
}

const OPTIONS = [["layer", layer(REQUIRED)]] as const satisfies RowsOf<WrapperArguments, ["layer"]>;

/**
 * The base of layers that hold another one, which own classes extend: it builds the layer inside for
 * the same shape, and writes it to the configuration.
 *
 * Input and output shapes are those of the class that extends it. State: that of the layer inside.
 *
 * @throws {TypeError} if `layer` is no layer.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * class Twice extends tf.keras.layers.Wrapper {
 *   override call(x: tf.Tensor) {
 *     return tf.multiply(this.layer(x), 2);
 *   }
 * }
 * const twice = new Twice(new tf.keras.layers.Dense(1, { kernelInitializer: "ones" }));
 * assertEquals(twice([[1, 2]]).numpy().toArray(), [[6]]);
 * assertEquals(twice.weights.length, 2);
 * ```
 */
export class Wrapper<Inputs = Tensor, Outputs = Tensor> extends Layer<Inputs, Outputs> {
  static override readonly rows: Rows = OPTIONS;
  /** The layer inside. */
  readonly layer: Layer;

  /** @param args The layer, or its configuration, and by name what every layer takes. */
  // `never[]`: a package's types are made with classes that call this one without arguments.
  constructor(...args: LayerArguments<WrapperArguments, ["layer"]> | never[]) {
    const { own, base } = layerOptions(new.target, OPTIONS, args);
    super(base);
    this.layer = own.layer;
  }

  override build(inputShape: NestedShape): void {
    this.layer.build(inputShape);
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), ...writeOptions(OPTIONS, { layer: this.layer }) };
  }

  /** A wrapper of the options in a configuration, and of the layer in it. */
  static override fromConfig<L>(
    this: new (options: never) => L,
    config: Record<string, unknown>,
    customObjects?: CustomObjects,
  ): L {
    return fromConfigCaller(this, config, () => {
      const rows = (this as unknown as typeof Layer).rows;
      const made = withLayers(this.name, rows, config, customObjects);
      return Layer.fromConfig.call(this as never, made, customObjects) as L;
    });
  }
}
