/**
 * Images without their edges: what Cropping1D, Cropping2D and Cropping3D share.
 *
 * @internal
 * @module
 */
import { type Rows, type RowsOf, writeOptions } from "../../configuration/options.ts";
import { formatShape, formatValue } from "../../errors/format.ts";
import { distinct } from "../../primitives/array/identity.ts";
import { slice } from "../../primitives/array/slice.ts";
import type { SymbolicShape } from "../../tensor/keras_tensor.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { imageAxes, imageShape, type Rank, shapeOfImage } from "../base/images.ts";
import { InputSpec } from "../base/input_spec.ts";
import { KeptDType } from "../base/kept_dtype.ts";
import { type LayerOptions, layerOptions } from "../base/options.ts";
import { type DataFormat, dataFormat } from "../base/rows.ts";
import { type EachEnd, type Ends, ends } from "./ends.ts";

/** Options of {@linkcode Cropping1D}. */
export interface SequenceCroppingOptions extends LayerOptions {
  /** How many steps to leave out, >= 0: at both ends, or `[before, after]`; default 1. */
  cropping?: Ends | undefined;
}

/** Options of {@linkcode Cropping2D} and {@linkcode Cropping3D}. */
export interface CroppingOptions extends LayerOptions {
  /**
   * How many elements to leave out, >= 0: at all ends, at both ends of each axis, or `[before, after]`
   * for each axis; default 0 for images, 1 for volumes.
   */
  cropping?: Ends | undefined;
  /** Where inputs and outputs have their channels; default last. */
  dataFormat?: DataFormat | null | undefined;
}

/** Their order. */
export type CroppingNames = ["cropping", "dataFormat"];

/** The options for sequences. */
export function sequenceCroppingRows() {
  return [["cropping", ends(1, 1)]] as const satisfies RowsOf<
    SequenceCroppingOptions,
    ["cropping"]
  >;
}

/** The options for images of `rank` dimensions. */
export function croppingRows(rank: 2 | 3, ifMissing: number): Rows {
  return [
    ["cropping", ends(rank, ifMissing)],
    ["dataFormat", dataFormat()],
  ] satisfies RowsOf<CroppingOptions, CroppingNames>;
}

/** What is made of them. */
interface CroppingMade {
  readonly cropping: EachEnd;
  readonly dataFormat?: DataFormat;
}

/** A layer that leaves edges out. */
export abstract class Cropping extends KeptDType {
  readonly #rank: Rank;
  readonly #cropping: EachEnd;
  readonly #format: DataFormat;
  readonly #written: Record<string, unknown>;

  /** Takes the options of a class. */
  constructor(table: Rows, args: readonly unknown[]) {
    const { own, base } = layerOptions(new.target, table, args);
    super(base);
    const { cropping, dataFormat = "channels_last" } = own as CroppingMade;
    this.#written = writeOptions(table, own);
    this.#cropping = cropping;
    this.#format = dataFormat;
    this.#rank = cropping.length as Rank;
    this.inputSpec = new InputSpec({ ndim: this.#rank + 2 });
  }

  override call(inputs: Tensor): Tensor {
    const [first] = imageAxes(this.#rank, this.#format) as [number];
    const begin = inputs.shape.map((_, axis) => this.#cropping[axis - first]?.[0] ?? 0);
    const size = this.computeOutputShape(inputs.shape) as readonly number[];
    return distinct(slice(inputs, begin, size), inputs);
  }

  override computeOutputShape(inputShape: SymbolicShape): SymbolicShape {
    const { image, ...it } = imageShape(this.label, inputShape, this.#rank, this.#format);
    const cropped = image.map((length, axis) => {
      const [before, after] = this.#cropping[axis]!;
      if (length === null || length > before + after) {
        return length === null ? null : length - before - after;
      }
      throw new TypeError(
        `Cannot call ${this.label}: expected inputs longer than cropping=${
          formatValue(this.#cropping)
        }, received shape ${formatShape(inputShape)}`,
      );
    });
    return shapeOfImage({ ...it, image: cropped }, this.#format);
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), ...this.#written };
  }
}
