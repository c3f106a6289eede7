/**
 * What a FeatureSpace knows of a column: its element type, the layer that makes numbers of it, and how
 * those are encoded; and columns that are crossed.
 *
 * @module
 */
import type { DType } from "../arrays/dtypes.ts";
import { formatValue } from "../errors/format.ts";
import type { Layer } from "../layers/base/layer.ts";

/** How a feature's numbers are given: as they are, or as vectors with ones. */
export type FeatureOutputMode = "int" | "one_hot" | "float";

/** One of several texts, or an error that names them. */
export function checkMode<Mode extends string>(
  where: string,
  mode: unknown,
  known: readonly Mode[],
): Mode {
  if (known.includes(mode as Mode)) return mode as Mode;
  throw new RangeError(
    `${where}: expected outputMode to be one of ${known.join(", ")}, received outputMode=${
      formatValue(mode)
    }`,
  );
}

/** A column: what its values are, what makes numbers of them, and how those are encoded. */
export class Feature {
  /** What the column's values are. */
  readonly dtype: DType;
  /** The layer that makes numbers of them. */
  readonly preprocessor: Layer;
  /** How the numbers are given. */
  readonly outputMode: FeatureOutputMode;

  /**
   * A column.
   *
   * @throws {RangeError} for other modes.
   */
  constructor(dtype: DType, preprocessor: Layer, outputMode: FeatureOutputMode) {
    this.dtype = dtype;
    this.preprocessor = preprocessor;
    this.outputMode = checkMode("FeatureSpace.feature", outputMode, ["int", "one_hot", "float"]);
  }
}

/** Columns that are one together: the bin of their values' hash. */
export class Cross {
  /** Names of the columns. */
  readonly featureNames: readonly string[];
  /** How many bins. */
  readonly crossingDim: number;
  /** How the bin is given. */
  readonly outputMode: "int" | "one_hot";

  /**
   * Columns that are crossed.
   *
   * @throws {TypeError} for less than two columns.
   * @throws {RangeError} for less than one bin, and other modes.
   */
  constructor(
    featureNames: readonly string[],
    crossingDim: number,
    outputMode: "int" | "one_hot" = "one_hot",
  ) {
    const where = "FeatureSpace.cross";
    if (!Array.isArray(featureNames) || featureNames.length < 2) {
      throw new TypeError(
        `${where}: expected featureNames to be two names or more, received featureNames=${
          formatValue(featureNames)
        }`,
      );
    }
    if (!Number.isInteger(crossingDim) || crossingDim < 1) {
      throw new RangeError(
        `${where}: expected crossingDim to be a whole number >= 1, received crossingDim=${
          formatValue(crossingDim)
        }`,
      );
    }
    this.featureNames = [...featureNames];
    this.crossingDim = crossingDim;
    this.outputMode = checkMode(where, outputMode, ["int", "one_hot"]);
  }

  /** The columns' names with `_X_` between them. */
  get name(): string {
    return this.featureNames.join("_X_");
  }
}
