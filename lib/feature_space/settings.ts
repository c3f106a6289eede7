/**
 * What a FeatureSpace is made with: its columns, those that are crossed, and how they are given.
 *
 * @module
 */
import { formatValue } from "../errors/format.ts";
import { type Arguments, boundValues, isOptions } from "../ops/bind.ts";
import type { TensorLike } from "../tensor/like.ts";
import { checkMode, Cross, Feature } from "./feature.ts";
import * as makers from "./makers.ts";

/** Columns by their names. */
export type Columns = Readonly<Record<string, TensorLike>>;

/** Arguments of {@linkcode FeatureSpace}. */
export interface FeatureSpaceArguments {
  /** What each column is: a kind, or what `FeatureSpace.float` and its like make. */
  features: Readonly<Record<string, makers.FeatureKind | Feature>>;
  /** `"concat"`: one vector of all, the default; `"dict"`: a vector for each. */
  outputMode?: "concat" | "dict";
  /** Columns that are one together: lists of names, or what `FeatureSpace.cross` makes. */
  crosses?: readonly (readonly string[] | Cross)[] | null;
  /** Bins of columns that are crossed by their names alone; default 32. */
  crossingDim?: number;
  /** Bins of hashed columns of which the kind alone is given; default 32. */
  hashingDim?: number;
  /** Bins of discretized columns of which the kind alone is given; default 32. */
  numDiscretizationBins?: number;
  /** Its name; default `"feature_space"`. */
  name?: string | null;
}

const NAMES = [
  "features",
  "outputMode",
  "crosses",
  "crossingDim",
  "hashingDim",
  "numDiscretizationBins",
  "name",
] as const;
/** Names of the arguments in order. */
export type Names = [...typeof NAMES];
/** What errors begin with. */
export const WHERE = "tf.keras.utils.FeatureSpace";

/** What a space is made of. */
export interface Settings {
  readonly features: ReadonlyMap<string, Feature>;
  readonly crosses: readonly Cross[];
  readonly outputMode: "concat" | "dict";
}

/** One object alone is the columns, unless it has the arguments by their names. */
function withOptions(
  args: Arguments<FeatureSpaceArguments, Names>,
): Arguments<FeatureSpaceArguments, Names> {
  const [first] = args as unknown as unknown[];
  const isColumns = args.length === 1 && isOptions(first) && !Object.hasOwn(first, "features");
  return isColumns ? [first, {}] as unknown as typeof args : args;
}

/** The columns that arguments say. */
export function settingsOf(args: Arguments<FeatureSpaceArguments, Names>): Settings {
  const [features, outputMode, crosses, crossingDim, hashingDim, numDiscretizationBins] =
    boundValues<FeatureSpaceArguments, Names>(WHERE, [...NAMES], 1, withOptions(args));
  if (!isOptions(features) || Object.keys(features).length === 0) {
    throw new TypeError(
      `${WHERE}: expected features to be an object of one column or more, received features=${
        formatValue(features)
      }`,
    );
  }
  const sizes = {
    hashingDim: hashingDim ?? 32,
    numDiscretizationBins: numDiscretizationBins ?? 32,
  };
  const own = new Map(
    Object.entries(features).map(([name, it]) =>
      [name, it instanceof Feature ? it : makers.featureOfKind(name, it, sizes)] as const
    ),
  );
  const crossed = (crosses ?? []).map((it) =>
    it instanceof Cross ? it : new Cross(it, crossingDim ?? 32)
  );
  for (const { featureNames } of crossed) {
    const unknown = featureNames.find((name) => !own.has(name));
    if (unknown === undefined) continue;
    throw new RangeError(
      `${WHERE}: expected crosses of ${[...own.keys()].join(", ")}, received "${unknown}"`,
    );
  }
  const names = [...own.keys(), ...crossed.map(({ name }) => name)];
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) {
    throw new RangeError(
      `${WHERE}: expected each column and cross once, received "${twice}" twice`,
    );
  }
  const mode = checkMode(WHERE, outputMode ?? "concat", ["concat", "dict"]);
  return { features: own, crosses: crossed, outputMode: mode };
}
