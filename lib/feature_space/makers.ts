/**
 * Kinds of columns: what `FeatureSpace.float`, `stringCategorical` and the others make.
 *
 * @module
 */
import type { DType } from "../arrays/dtypes.ts";
import { formatValue } from "../errors/format.ts";
import { uniqueName } from "../objects/naming.ts";
import { bind, type Operation } from "../ops/bind.ts";
import type { Layer } from "../layers/base/layer.ts";
import { Identity } from "../layers/core/identity.ts";
import { Discretization } from "../layers/preprocessing/discretization.ts";
import { Hashing } from "../layers/preprocessing/hashing.ts";
import { IntegerLookup } from "../layers/preprocessing/integer_lookup.ts";
import { Normalization } from "../layers/preprocessing/normalization.ts";
import { Rescaling } from "../layers/preprocessing/rescaling.ts";
import { StringLookup } from "../layers/preprocessing/string_lookup.ts";
import { Feature, type FeatureOutputMode } from "./feature.ts";

const SPACE = "tf.keras.utils.FeatureSpace";

/** The name of a column's layer. */
const nameOf = (kind: string, name: string | null | undefined): string =>
  `${name ?? uniqueName(kind, 1)}_preprocessor`;

/** What each maker of a column takes. */
interface NamedFeature {
  /** The layer's name begins with it; default: the kind's. */
  name?: string | null;
}

/** Arguments of {@linkcode feature}. */
export interface FeatureArguments {
  /** What the column's values are. */
  dtype: DType;
  /** The layer that makes numbers of them. */
  preprocessor: Layer;
  /** How the numbers are given. */
  outputMode: FeatureOutputMode;
}

/** A column with a layer of one's own. */
export const feature: Operation<
  FeatureArguments,
  ["dtype", "preprocessor", "outputMode"],
  Feature
> = bind(
  `${SPACE}.feature`,
  ["dtype", "preprocessor", "outputMode"],
  3,
  (dtype, preprocessor, outputMode) => new Feature(dtype, preprocessor, outputMode),
);

/** A column of numbers as they are. */
export const float: Operation<NamedFeature, ["name"], Feature> = bind(
  `${SPACE}.float`,
  ["name"],
  0,
  (name) => new Feature("float32", new Identity({ name: nameOf("float", name) }), "float"),
);

/** Arguments of {@linkcode floatRescaled}. */
export interface FloatRescaledArguments extends NamedFeature {
  /** What numbers are multiplied by; default 1. */
  scale?: number;
  /** What is added after that; default 0. */
  offset?: number;
}

/** A column of numbers that are multiplied and moved. */
export const floatRescaled: Operation<
  FloatRescaledArguments,
  ["scale", "offset", "name"],
  Feature
> = bind(`${SPACE}.floatRescaled`, ["scale", "offset", "name"], 0, (scale, offset, name) => {
  const layer = new Rescaling(scale ?? 1, offset ?? 0, { name: nameOf("float_rescaled", name) });
  return new Feature("float32", layer, "float");
});

/** A column of numbers that get mean 0 and variance 1, by the data that `adapt` is given. */
export const floatNormalized: Operation<NamedFeature, ["name"], Feature> = bind(
  `${SPACE}.floatNormalized`,
  ["name"],
  0,
  (name) => {
    const layer = new Normalization({ axis: -1, name: nameOf("float_normalized", name) });
    return new Feature("float32", layer, "float");
  },
);

/** Arguments of {@linkcode floatDiscretized}. */
export interface FloatDiscretizedArguments extends NamedFeature {
  /** How many bins, by quantiles of the data that `adapt` is given. */
  numBins: number;
  /** Where bins begin, in the place of `numBins`. */
  binBoundaries?: readonly number[] | null;
  /** How the bin is given; default `"one_hot"`. */
  outputMode?: FeatureOutputMode;
}

/** A column of numbers by the bins in which they are. */
export const floatDiscretized: Operation<
  FloatDiscretizedArguments,
  ["numBins", "binBoundaries", "outputMode", "name"],
  Feature
> = bind(
  `${SPACE}.floatDiscretized`,
  ["numBins", "binBoundaries", "outputMode", "name"],
  1,
  (numBins, binBoundaries, outputMode, name) => {
    const options = binBoundaries === undefined || binBoundaries === null
      ? { numBins }
      : { binBoundaries };
    const layer = new Discretization({ ...options, name: nameOf("float_discretized", name) });
    return new Feature("float32", layer, outputMode ?? "one_hot");
  },
);

/** Arguments of {@linkcode integerCategorical} and {@linkcode stringCategorical}. */
export interface CategoricalArguments extends NamedFeature {
  /** How many values are known at most, those outside included; default: all. */
  maxTokens?: number | null;
  /** How many numbers there are for values that are not known; default 1. */
  numOovIndices?: number;
  /** How the value's number is given; default `"one_hot"`. */
  outputMode?: FeatureOutputMode;
}

type Categorical = Operation<
  CategoricalArguments,
  ["maxTokens", "numOovIndices", "outputMode", "name"],
  Feature
>;

function categorical(
  where: string,
  kind: string,
  dtype: "int32" | "string",
): Categorical {
  return bind(
    where,
    ["maxTokens", "numOovIndices", "outputMode", "name"],
    0,
    (maxTokens, numOovIndices, outputMode, name) => {
      const options = {
        name: nameOf(kind, name),
        maxTokens: maxTokens ?? null,
        numOovIndices: numOovIndices ?? 1,
      };
      const layer = dtype === "string" ? new StringLookup(options) : new IntegerLookup(options);
      return new Feature(dtype, layer as Layer, outputMode ?? "one_hot");
    },
  );
}

/** A column of whole numbers that stand for kinds. */
export const integerCategorical: Categorical = categorical(
  `${SPACE}.integerCategorical`,
  "integer_categorical",
  "int32",
);

/** A column of texts that stand for kinds. */
export const stringCategorical: Categorical = categorical(
  `${SPACE}.stringCategorical`,
  "string_categorical",
  "string",
);

/** Arguments of {@linkcode integerHashed} and {@linkcode stringHashed}. */
export interface HashedArguments extends NamedFeature {
  /** How many bins. */
  numBins: number;
  /** How the bin is given; default `"one_hot"`. */
  outputMode?: FeatureOutputMode;
}

type Hashed = Operation<HashedArguments, ["numBins", "outputMode", "name"], Feature>;

function hashed(where: string, kind: string, dtype: "int32" | "string"): Hashed {
  return bind(where, ["numBins", "outputMode", "name"], 1, (numBins, outputMode, name) => {
    const layer = new Hashing(numBins, { name: nameOf(kind, name) });
    return new Feature(dtype, layer as Layer, outputMode ?? "one_hot");
  });
}

/** A column of whole numbers by the bins of their hashes. */
export const integerHashed: Hashed = hashed(`${SPACE}.integerHashed`, "integer_hashed", "int32");

/** A column of texts by the bins of their hashes. */
export const stringHashed: Hashed = hashed(`${SPACE}.stringHashed`, "string_hashed", "string");

/** Kinds of columns that a name alone says. */
export type FeatureKind =
  | "float"
  | "float_rescaled"
  | "float_normalized"
  | "float_discretized"
  | "integer_categorical"
  | "string_categorical"
  | "integer_hashed"
  | "string_hashed";

/** Sizes of what a name alone says. */
export interface Sizes {
  /** Bins of hashes. */
  readonly hashingDim: number;
  /** Bins of numbers. */
  readonly numDiscretizationBins: number;
}

/** The column of a kind. */
export function featureOfKind(name: string, kind: unknown, sizes: Sizes): Feature {
  const makers: Readonly<Record<FeatureKind, () => Feature>> = {
    float: () => float({ name }),
    float_rescaled: () => floatRescaled({ name }),
    float_normalized: () => floatNormalized({ name }),
    float_discretized: () => floatDiscretized(sizes.numDiscretizationBins, { name }),
    integer_categorical: () => integerCategorical({ name }),
    string_categorical: () => stringCategorical({ name }),
    integer_hashed: () => integerHashed(sizes.hashingDim, { name }),
    string_hashed: () => stringHashed(sizes.hashingDim, { name }),
  };
  if (typeof kind === "string" && Object.hasOwn(makers, kind)) return makers[kind as FeatureKind]();
  throw new TypeError(
    `${SPACE}: expected features.${name} to be one of ${
      Object.keys(makers).join(", ")
    }, or what FeatureSpace.feature and its like make, received ${formatValue(kind)}`,
  );
}
