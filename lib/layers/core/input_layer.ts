/**
 * InputLayer: where a graph of layers begins.
 *
 * @module
 */
import type { DType } from "../../arrays/dtypes.ts";
import { type Made, optionsOf, type Rows, type RowsOf } from "../../configuration/options.ts";
import { flag, ofBase, row } from "../../configuration/rows.ts";
import { fromCaller, fromConfigCaller } from "../../errors/caller.ts";
import { checkInteger } from "../../errors/checks.ts";
import { getProfile } from "../../random/profile.ts";
import { KerasTensor, type SymbolicShape } from "../../tensor/keras_tensor.ts";
import { Layer } from "../base/layer.ts";
import { absent, dtype, shape } from "./input_rows.ts";
import { Node } from "../base/node.ts";
import { type LayerArguments, type LayerOptions, layerOptions } from "../base/options.ts";

/** Options of {@linkcode InputLayer} and {@linkcode Input}. */
export interface InputOptions extends Pick<LayerOptions, "name"> {
  /** Shape of one input without the batch, `null` for dimensions that are not known. */
  shape?: SymbolicShape | null | undefined;
  /** Size of the batch; default `null`, any. */
  batchSize?: number | null | undefined;
  /** Element type; default float32. */
  dtype?: DType | null | undefined;
  /** Taken for the sake of Keras's signature: tensors are dense. */
  sparse?: false | null | undefined;
  /** Taken for the sake of Keras's signature: tensors are not ragged. */
  ragged?: false | null | undefined;
  /** Shape with the batch, in the place of `shape` and `batchSize`. */
  batchShape?: SymbolicShape | null | undefined;
  /** Whether `null` may be given in its place; default `false`. */
  optional?: boolean | undefined;
}

/** Options of {@linkcode InputLayer}. */
export interface InputLayerOptions extends InputOptions {
  /** A symbolic tensor that it stands for; default: a new one. */
  inputTensor?: KerasTensor | null | undefined;
}

type LayerPositional = [
  "shape",
  "batchSize",
  "dtype",
  "sparse",
  "ragged",
  "batchShape",
  "inputTensor",
  "optional",
  "name",
];

const OPTIONS = [
  ["shape", shape()],
  [
    "batchSize",
    row<number, number, null>(null, (where, name, it) => checkInteger(where, name, it, { min: 0 })),
  ],
  ["dtype", dtype()],
  ["sparse", absent()],
  ["ragged", absent()],
  ["batchShape", shape()],
  ["inputTensor", row<KerasTensor, KerasTensor, null>(null, (_where, _name, given) => given)],
  ["optional", flag(false)],
  ["name", ofBase()],
] as const satisfies RowsOf<InputLayerOptions, LayerPositional>;

/** The shape with the batch. */
function batchShapeOf(where: string, own: Made<typeof OPTIONS>): SymbolicShape {
  const { shape, batchSize, batchShape, inputTensor } = own;
  if (inputTensor) return inputTensor.shape;
  if (shape !== null && batchShape !== null) {
    throw new TypeError(`${where}: expected shape or batchShape, received both`);
  }
  if (batchShape !== null && batchSize !== null) {
    throw new TypeError(`${where}: expected batchSize or batchShape, received both`);
  }
  if (batchShape !== null) return batchShape;
  if (shape !== null) return [batchSize, ...shape];
  throw new TypeError(
    `${where}: expected shape, the shape of one input without the batch; it was not given`,
  );
}

/**
 * The beginning of a graph: a layer without inputs, whose output is a symbolic tensor.
 *
 * Output shape `(batch, ...shape)`. No state. Most programs call {@linkcode Input} instead.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const input = new tf.keras.layers.InputLayer({ shape: [3], name: "x" });
 * assertEquals(String(input), "<InputLayer name=x, built=True>");
 * ```
 */
export class InputLayer extends Layer {
  static override readonly rows: Rows = OPTIONS;
  /** Shape with the batch. */
  readonly batchShape: SymbolicShape;
  /** Whether `null` may be given in its place. */
  readonly optional: boolean;
  readonly #dtype: DType;
  readonly #nodes: readonly Node[];

  /** @param args Shape, size of the batch, element type, in Keras's order or by name. */
  constructor(...args: LayerArguments<InputLayerOptions, LayerPositional>) {
    const { own, base } = layerOptions(new.target, OPTIONS, args);
    const where = new.target.name;
    const batchShape = fromCaller(new.target, () => batchShapeOf(where, own));
    const { name } = base;
    super(name === undefined ? {} : { name });
    this.batchShape = batchShape;
    this.optional = own.optional;
    this.#dtype = own.dtype ?? own.inputTensor?.dtype ?? "float32";
    const tensorName = name ?? (getProfile() === "keras3" ? undefined : this.name);
    const tensor = own.inputTensor ?? new KerasTensor(batchShape, this.#dtype, tensorName);
    this.#nodes = [new Node(this, [], tensor, 0)];
    this.markBuilt();
  }

  protected override baseName(isKeras3: boolean): string {
    return isKeras3 ? "input_layer" : "input";
  }

  protected override firstNumber(isKeras3: boolean): 0 | 1 {
    return isKeras3 ? 0 : 1;
  }

  override get dtype(): DType {
    return this.#dtype;
  }

  override get inboundNodes(): readonly Node[] {
    return this.#nodes;
  }

  override call(): never {
    throw new TypeError(
      `Cannot call ${this.label}: expected a layer with inputs; it is where a graph begins`,
    );
  }

  override getConfig(): Record<string, unknown> {
    const { dtype, name, optional } = this;
    return getProfile() === "keras3"
      ? { batch_shape: this.batchShape, dtype, sparse: false, ragged: false, name, optional }
      : { batch_input_shape: this.batchShape, dtype, sparse: false, ragged: false, name };
  }

  static override fromConfig<L>(
    this: new (options: never) => L,
    config: Record<string, unknown>,
  ): L {
    return fromConfigCaller(this, config, () => {
      const { batch_shape: batchShape, batch_input_shape: before, ...rest } = config;
      return new this({ ...optionsOf(OPTIONS, rest), batchShape: batchShape ?? before } as never);
    });
  }
}
