/**
 * Images with zeros around them: what ZeroPadding1D, ZeroPadding2D and ZeroPadding3D share.
 *
 * @internal
 * @module
 */
import { type Made, type Rows, type RowsOf, writeOptions } from "../../configuration/options.ts";
import { distinct } from "../../primitives/array/identity.ts";
import { padConstant } from "../../primitives/array/pad.ts";
import type { SymbolicShape } from "../../tensor/keras_tensor.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { imageAxes, imageShape, type Rank, shapeOfImage } from "../base/images.ts";
import { InputSpec } from "../base/input_spec.ts";
import { KeptDType } from "../base/kept_dtype.ts";
import { type LayerOptions, layerOptions } from "../base/options.ts";
import { type DataFormat, dataFormat } from "../base/rows.ts";
import { type Ends, ends } from "./ends.ts";

/** Options of layers that add zeros. */
export interface ZeroPaddingOptions extends LayerOptions {
  /**
   * How many zeros to add, >= 0: at all ends, at both ends of each axis, or `[before, after]` for each
   * axis (of sequences: `[before, after]`); default 1.
   */
  padding?: Ends | undefined;
  /** Where inputs and outputs have their channels; default last. */
  dataFormat?: DataFormat | null | undefined;
}

/** Their order. */
export type ZeroPaddingNames = ["padding", "dataFormat"];

function tableOf(rank: Rank) {
  return [
    ["padding", ends(rank, 1)],
    ["dataFormat", dataFormat()],
  ] as const satisfies RowsOf<ZeroPaddingOptions, ZeroPaddingNames>;
}

type Table = ReturnType<typeof tableOf>;

/** The options for images of `rank` dimensions. */
export function zeroPaddingRows(rank: Rank): Rows {
  return tableOf(rank);
}

/** A layer that adds zeros. */
export abstract class ZeroPadding extends KeptDType {
  readonly #rank: Rank;
  readonly #table: Rows;
  readonly #options: Made<Table>;

  /** Takes the options of a class. */
  constructor(table: Rows, args: readonly unknown[]) {
    const { own, base } = layerOptions(new.target, table as Table, args);
    super(base);
    this.#table = table;
    this.#options = own;
    this.#rank = own.padding.length as Rank;
    this.inputSpec = new InputSpec({ ndim: this.#rank + 2 });
  }

  override call(inputs: Tensor): Tensor {
    const { padding, dataFormat } = this.#options;
    const [first] = imageAxes(this.#rank, dataFormat) as [number];
    const all = inputs.shape.map((_, axis) => padding[axis - first] ?? [0, 0] as const);
    return distinct(padConstant(inputs, all, 0), inputs);
  }

  override computeOutputShape(inputShape: SymbolicShape): SymbolicShape {
    const { padding, dataFormat } = this.#options;
    const { image, ...it } = imageShape(this.label, inputShape, this.#rank, dataFormat);
    const padded = image.map((length, axis) =>
      length === null ? null : length + padding[axis]![0] + padding[axis]![1]
    );
    return shapeOfImage({ ...it, image: padded }, dataFormat);
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), ...writeOptions(this.#table as Table, this.#options) };
  }
}
