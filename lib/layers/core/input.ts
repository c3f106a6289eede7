/**
 * Input: a symbolic tensor, from which a graph of layers is made.
 *
 * @module
 */
import type { Constructed, RowsOf } from "../../configuration/options.ts";
import { flag, ofBase, row } from "../../configuration/rows.ts";
import { fromCaller } from "../../errors/caller.ts";
import { checkInteger } from "../../errors/checks.ts";
import type { KerasTensor } from "../../tensor/keras_tensor.ts";
import { type LayerArguments, layerOptions } from "../base/options.ts";
import { InputLayer, type InputOptions } from "./input_layer.ts";
import { absent, dtype, shape } from "./input_rows.ts";

/** Arguments of {@linkcode Input}. */
export interface InputArguments extends InputOptions {
  /** A symbolic tensor that it stands for; default: a new one. */
  tensor?: KerasTensor | null | undefined;
}

/**
 * A symbolic tensor, from which a graph of layers is made.
 *
 * @param args Shape of one input without the batch, size of the batch, element type and the rest, in
 *   Keras's order or by name.
 * @throws {TypeError} for what is no shape, or none.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const x = tf.keras.Input({ shape: [32, 32, 3] });
 * const y = new tf.keras.layers.Flatten()(x);
 * assertEquals(y.shape, [null, 3072]);
 * ```
 */
export function Input(
  ...args: LayerArguments<InputArguments, InputPositional>
): KerasTensor {
  return fromCaller(Input, () => {
    const { own, base } = layerOptions(INPUT_CLASS, INPUT, args);
    const { tensor, name: _name, ...rest } = own;
    const { name } = base;
    const layer = new InputLayer({
      ...rest,
      inputTensor: tensor,
      ...(name === undefined ? {} : { name }),
    });
    return layer.output as KerasTensor;
  });
}

/** Error messages and their first frame take the function for a class. */
const INPUT_CLASS = Input as unknown as Constructed;

type InputPositional = [
  "shape",
  "batchSize",
  "dtype",
  "sparse",
  "ragged",
  "batchShape",
  "name",
  "tensor",
  "optional",
];

const INPUT = [
  ["shape", shape()],
  [
    "batchSize",
    row<number, number, null>(null, (where, name, it) => checkInteger(where, name, it, { min: 0 })),
  ],
  ["dtype", dtype()],
  ["sparse", absent()],
  ["ragged", absent()],
  ["batchShape", shape()],
  ["name", ofBase()],
  ["tensor", row<KerasTensor, KerasTensor, null>(null, (_where, _name, given) => given)],
  ["optional", flag(false)],
] as const satisfies RowsOf<InputArguments, InputPositional>;
