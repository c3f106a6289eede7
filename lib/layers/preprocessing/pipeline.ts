/**
 * Pipeline: layers that prepare data, one after the other, as one layer.
 *
 * @module
 */
import type { CustomObjects } from "../../configuration/registry.ts";
import { type Rows, type RowsOf, writeOptions } from "../../configuration/options.ts";
import { ofBase } from "../../configuration/rows.ts";
import { fromConfigCaller } from "../../errors/caller.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import type { CallOptions } from "../base/call_arguments.ts";
import { Layer, type SymbolicInputs } from "../base/layer.ts";
import { type LayerIdentifier, layerList, withLayers } from "../base/layer_row.ts";
import { hasMask } from "../base/masks.ts";
import { type LayerArguments, type LayerOptions, layerOptions } from "../base/options.ts";
import type { NestedShape } from "../base/shapes.ts";
import { AsGiven } from "./data_layer.ts";

/** Arguments of {@linkcode Pipeline}. */
export interface PipelineArguments extends Pick<LayerOptions, "name"> {
  /** The layers from the inputs to the outputs, at least one, or their configurations. */
  layers: readonly LayerIdentifier[];
}

const OPTIONS = [
  ["layers", layerList()],
  ["name", ofBase<string>()],
] as const satisfies RowsOf<PipelineArguments, ["layers", "name"]>;

/**
 * Layers one after the other as one layer, for datasets (`dataset.map`) and models. Unlike a `Sequential` it is
 * no model, takes inputs as they are, texts too, and its call counts as training unless it is told otherwise.
 *
 * Input shape that of the first layer, output shape that of the last one. State: that of its layers.
 *
 * @throws {TypeError} unless `layers` is a list of at least one layer; for options besides `name`, which
 * configurations of Keras do not have.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const { CenterCrop, Pipeline, Rescaling } = tf.keras.layers;
 * const prepare = new Pipeline([new CenterCrop(1, 2), new Rescaling(0.5)]);
 * const dataset = tf.data.Dataset.fromTensorSlices(tf.ones([2, 3, 4, 1])).map((x) => prepare(x));
 * assertEquals([...dataset].map((x) => x.numpy().toArray()), [[[[0.5], [0.5]]], [[[0.5], [0.5]]]]);
 * ```
 */
export class Pipeline<Inputs = Tensor, Outputs = Tensor> extends AsGiven<Inputs, Outputs> {
  static override readonly rows: Rows = OPTIONS;
  /** The layers. */
  readonly layers: readonly Layer[];

  /** @param args The layers, and a name. */
  constructor(...args: LayerArguments<PipelineArguments, ["layers", "name"]>) {
    const { own, base } = layerOptions(new.target, OPTIONS, args);
    const other = Object.keys(base).find((it) => it !== "name");
    if (other !== undefined) {
      throw new TypeError(
        `${new.target.name}: expected no options besides layers and name, received ${other}; give it to the layers`,
      );
    }
    super(base);
    this.layers = own.layers;
    this.supportsMasking = true;
  }

  protected override get callParameters(): readonly string[] {
    return ["training", "mask"];
  }

  protected override get trainingDefault(): boolean {
    return true;
  }

  override build(inputShape: NestedShape): void {
    let shape = inputShape;
    for (const layer of this.layers) {
      layer.build(shape);
      shape = layer.computeOutputShape(shape);
    }
  }

  override call(inputs: Inputs, { training, mask }: CallOptions): Outputs {
    const first = hasMask(mask) ? { training, mask } : { training };
    // From the second layer on, outputs carry their masks.
    return this.layers.reduce<unknown>(
      (x, layer, i) => layer(x as Tensor, i === 0 ? first : { training }),
      inputs,
    ) as Outputs;
  }

  override computeOutputShape(inputShape: NestedShape): NestedShape {
    return this.layers.reduce((shape, layer) => layer.computeOutputShape(shape), inputShape);
  }

  override computeOutputSpec(inputs: SymbolicInputs): unknown {
    return this.layers.reduce<unknown>(
      (it, layer) => layer.computeOutputSpec(it as SymbolicInputs),
      inputs,
    );
  }

  override getConfig(): Record<string, unknown> {
    return { ...writeOptions(OPTIONS, { layers: this.layers, name: this.name }), name: this.name };
  }

  /** A pipeline of the layers in a configuration. */
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
