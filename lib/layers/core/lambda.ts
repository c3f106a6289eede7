/**
 * Lambda: a function as a layer.
 *
 * @module
 */
import { fromConfigCaller } from "../../errors/caller.ts";
import type { CustomObjects } from "../../configuration/registry.ts";
import { type Made, type Rows, type RowsOf, writeOptions } from "../../configuration/options.ts";
import { row } from "../../configuration/rows.ts";
import type { SerializedObject } from "../../configuration/serialization.ts";
import { formatValue } from "../../errors/format.ts";
import { isOptions } from "../../ops/bind.ts";
import { KerasTensor, type SymbolicShape } from "../../tensor/keras_tensor.ts";
import { Tensor } from "../../tensor/tensor.ts";
import { inferOutputs } from "../base/infer_outputs.ts";
import { shapesOf } from "../base/inputs.ts";
import { type CallOptions, Layer, type SymbolicInputs } from "../base/layer.ts";
import type { Mask } from "../base/masks.ts";
import { type LayerArguments, type LayerOptions, layerOptions } from "../base/options.ts";
import { dims } from "../base/rows.ts";
import { flatShapes, mapShapes, type NestedShape } from "../base/shapes.ts";
import { functionRow, orFunction, withFunctions } from "./lambda_functions.ts";

/** What a function of two parameters gets second: `arguments`, and what a call brings. */
export interface LambdaCall {
  /** Whether the call is part of training. */
  readonly training?: boolean;
  /** Masks of the inputs. */
  readonly mask?: Mask;
  /** One of the layer's `arguments`. */
  readonly [name: string]: unknown;
}

/** A function of the inputs; what it takes second may be declared as its own arguments. */
export type LambdaFunction<Inputs, Outputs> = {
  run(inputs: Inputs, options: LambdaCall): Outputs;
}["run"];

/** The shape of a function's output, or a function of the inputs' shapes that gives it. */
export type LambdaShape =
  | number
  | readonly (number | null)[]
  | ((inputShape: NestedShape) => NestedShape)
  | SerializedObject
  | null;

/** A mask, or a function of the inputs and their mask that gives it. */
export type LambdaMask =
  | Tensor
  | ((inputs: unknown, mask: Mask) => Mask)
  | SerializedObject
  | null;

/** Options of {@linkcode Lambda}. */
export interface LambdaOptions extends LayerOptions {
  /**
   * Shape of one output without the batch, or a function of the inputs' shapes that gives the whole
   * shape; default: found by tracing the function.
   */
  outputShape?: LambdaShape | undefined;
  /** Mask of the outputs, or a function of the inputs and their mask that gives it; default: none. */
  mask?: LambdaMask | undefined;
  /** Further arguments of the function, by name. */
  arguments?: Readonly<Record<string, unknown>> | null | undefined;
}

/** Arguments of {@linkcode Lambda}. */
export interface LambdaArguments<Inputs, Outputs> extends LambdaOptions {
  /** The function, or the configuration of a registered one. */
  function: LambdaFunction<Inputs, Outputs> | SerializedObject | string;
}

type Positional = ["function", "outputShape", "mask", "arguments"];

const namedArguments = {
  ...row<Readonly<Record<string, unknown>>, Readonly<Record<string, unknown>>, null>(
    null,
    (where, name, given) => {
      if (isOptions(given)) return given;
      throw new TypeError(
        `${where}: expected ${name} to be an object of arguments by name, received ${name}=${
          formatValue(given)
        }`,
      );
    },
  ),
  write: (made: Readonly<Record<string, unknown>> | null) => made ?? {},
  takesObjects: true,
};

const OPTIONS = [
  ["function", functionRow()],
  [
    "outputShape",
    orFunction<LambdaShape, number | readonly (number | null)[] | null, SymbolicShape | null>(
      dims(null),
    ),
  ],
  [
    "mask",
    orFunction<LambdaMask, Tensor | null, Tensor | null>(
      row<Tensor, Tensor, null>(null, (where, name, given) => {
        if (given instanceof Tensor) return given;
        throw new TypeError(
          `${where}: expected ${name} to be a tensor, a function or null, received ${name}=${
            formatValue(given)
          }`,
        );
      }),
    ),
  ],
  ["arguments", namedArguments],
] as const satisfies RowsOf<LambdaArguments<never, unknown>, Positional>;

/**
 * A function as a layer: `y = function(x)`. A function that declares a second parameter gets an
 * object of `arguments`, `training` and `mask` there; one that does not gets `arguments` alone, if
 * there are any.
 *
 * Input and output shapes are the function's. It has no state: variables and layers that the function
 * uses are neither trained nor saved with it; a class of one's own holds them. A configuration has
 * the function's name, so that it has to be registered.
 *
 * @throws {TypeError} if `function` is none; `getConfig` does for a function without a name.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const halve = tf.keras.saving.registerKerasSerializable("docs")(
 *   function halve(x: tf.Tensor) {
 *     return tf.divide(x, 2);
 *   },
 * );
 * const layer = new tf.keras.layers.Lambda(halve);
 * assertEquals(layer([2, 4]).numpy().toArray(), [1, 2]);
 * const copy = tf.keras.layers.deserialize(tf.keras.layers.serialize(layer));
 * assertEquals(copy([6]).numpy().toArray(), [3]);
 * ```
 */
export class Lambda<Inputs = Tensor, Outputs = Tensor> extends Layer<Inputs, Outputs> {
  static override readonly rows: Rows = OPTIONS;
  readonly #options: Made<typeof OPTIONS>;

  /** @param args Function, shape of the outputs, mask, arguments, in Keras's order or by name. */
  constructor(...args: LayerArguments<LambdaArguments<Inputs, Outputs>, Positional>) {
    const { own, base } = layerOptions(new.target, OPTIONS, args);
    super(base);
    this.#options = own;
    this.supportsMasking = own.mask !== null;
  }

  protected override get callParameters(): readonly string[] {
    return ["mask", "training"];
  }

  protected override get trainingDefault(): null {
    return null;
  }

  override call(inputs: Inputs, options: CallOptions = {}): Outputs {
    const { function: run, arguments: own } = this.#options;
    if (run.length > 1) {
      const { training = false, mask } = options;
      return run(inputs, { ...own, training, mask }) as Outputs;
    }
    return (own === null ? run(inputs) : run(inputs, own)) as Outputs;
  }

  override computeMask(inputs: unknown, previousMask?: Mask): Mask {
    const { mask } = this.#options;
    return typeof mask === "function" ? mask(inputs, previousMask) as Mask : mask;
  }

  override computeOutputShape(inputShape: NestedShape): NestedShape {
    const { outputShape } = this.#options;
    if (typeof outputShape === "function") return outputShape(inputShape) as NestedShape;
    if (outputShape !== null) return [flatShapes(inputShape)[0]![0]!, ...outputShape];
    const inputs = mapShapes(inputShape, (shape) => new KerasTensor(shape, this.computeDtype, "x"));
    return shapesOf(this.computeOutputSpec(inputs as SymbolicInputs));
  }

  override computeOutputSpec(inputs: SymbolicInputs, options: CallOptions = {}): unknown {
    if (this.#options.outputShape !== null) return super.computeOutputSpec(inputs, options);
    return inferOutputs(
      this.label,
      [inputs, options],
      ([given, rest]) => this.call(given as Inputs, rest as CallOptions),
    );
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), ...writeOptions(OPTIONS, this.#options) };
  }

  /** A layer of the options in a configuration, whose functions are registered or given. */
  static override fromConfig<L>(
    this: new (options: never) => L,
    config: Record<string, unknown>,
    customObjects?: CustomObjects,
  ): L {
    return fromConfigCaller(this, config, () => {
      const made = withFunctions(this.name, config, customObjects);
      return Layer.fromConfig.call(this as never, made, customObjects) as L;
    });
  }
}
