/**
 * Losses in the registry of classes, and `tf.keras.losses.get` with its relatives.
 *
 * @module
 */
import type { LossName } from "../configuration/compile_names.ts";
import { fromIdentifier, type Kind, toConfiguration } from "../configuration/identifier.ts";
import { type CustomObjects, registerBuiltIns } from "../configuration/registry.ts";
import type { SerializedObject } from "../configuration/serialization.ts";
import { formatValue } from "../errors/format.ts";
import { toSnakeCase } from "../objects/naming.ts";
import { bind, type Operation } from "../ops/bind.ts";
import * as binary from "./binary_crossentropy.ts";
import { BinaryFocalCrossentropy, binaryFocalCrossentropy } from "./binary_focal_crossentropy.ts";
import * as categorical from "./categorical_crossentropy.ts";
import {
  CategoricalFocalCrossentropy,
  categoricalFocalCrossentropy,
} from "./categorical_focal_crossentropy.ts";
import {
  CategoricalGeneralizedCrossEntropy,
  categoricalGeneralizedCrossEntropy,
} from "./categorical_generalized_cross_entropy.ts";
import { Circle, circle } from "./circle.ts";
import { CTC, ctc } from "./ctc.ts";
import * as distribution from "./distribution.ts";
import * as hinges from "./hinge.ts";
import { CosineSimilarity, cosineSimilarity, Huber, huber } from "./huber.ts";
import { Loss } from "./loss.ts";
import { type LossFunction, LossFunctionWrapper } from "./loss_function_wrapper.ts";
import { Dice, dice, Tversky, tversky } from "./overlap.ts";
import * as regression from "./regression.ts";
import * as sparse from "./sparse_categorical_crossentropy.ts";

/** Keras's module of losses. */
const LOSSES = "keras.losses";

const KIND: Kind = { module: LOSSES, noun: "a loss" };

/** Classes by name. */
const CLASSES = {
  BinaryCrossentropy: binary.BinaryCrossentropy,
  BinaryFocalCrossentropy,
  CTC,
  CategoricalCrossentropy: categorical.CategoricalCrossentropy,
  CategoricalFocalCrossentropy,
  CategoricalGeneralizedCrossEntropy,
  CategoricalHinge: hinges.CategoricalHinge,
  Circle,
  CosineSimilarity,
  Dice,
  Hinge: hinges.Hinge,
  Huber,
  KLDivergence: distribution.KLDivergence,
  LogCosh: distribution.LogCosh,
  MeanAbsoluteError: regression.MeanAbsoluteError,
  MeanAbsolutePercentageError: regression.MeanAbsolutePercentageError,
  MeanSquaredError: regression.MeanSquaredError,
  MeanSquaredLogarithmicError: regression.MeanSquaredLogarithmicError,
  Poisson: distribution.Poisson,
  SparseCategoricalCrossentropy: sparse.SparseCategoricalCrossentropy,
  SquaredHinge: hinges.SquaredHinge,
  Tversky,
} as const;

/** Functions by name. */
const FUNCTIONS = {
  binaryCrossentropy: binary.binaryCrossentropy,
  binaryFocalCrossentropy,
  categoricalCrossentropy: categorical.categoricalCrossentropy,
  categoricalFocalCrossentropy,
  categoricalGeneralizedCrossEntropy,
  categoricalHinge: hinges.categoricalHinge,
  circle,
  cosineSimilarity,
  ctc,
  dice,
  hinge: hinges.hinge,
  huber,
  klDivergence: distribution.klDivergence,
  logCosh: distribution.logCosh,
  meanAbsoluteError: regression.meanAbsoluteError,
  meanAbsolutePercentageError: regression.meanAbsolutePercentageError,
  meanSquaredError: regression.meanSquaredError,
  meanSquaredLogarithmicError: regression.meanSquaredLogarithmicError,
  poisson: distribution.poisson,
  sparseCategoricalCrossentropy: sparse.sparseCategoricalCrossentropy,
  squaredHinge: hinges.squaredHinge,
  tversky,
} as const;

/** Short names of functions. */
const SHORT = {
  bce: binary.binaryCrossentropy,
  kld: distribution.klDivergence,
  kullbackLeiblerDivergence: distribution.klDivergence,
  logcosh: distribution.logCosh,
  mae: regression.meanAbsoluteError,
  mape: regression.meanAbsolutePercentageError,
  mse: regression.meanSquaredError,
  msle: regression.meanSquaredLogarithmicError,
} as const;

registerBuiltIns(LOSSES, { Loss, ...CLASSES });
// Configurations get Keras's spelling, which is therefore the first.
registerBuiltIns(
  LOSSES,
  Object.fromEntries(Object.entries(FUNCTIONS).map(([name, it]) => [toSnakeCase(name), it])),
);
registerBuiltIns(LOSSES, { ...FUNCTIONS, ...SHORT });
registerBuiltIns(LOSSES, {
  ...Object.fromEntries(Object.entries(SHORT).map(([name, it]) => [name.toUpperCase(), it])),
  kullback_leibler_divergence: distribution.klDivergence,
});
// Not public in Keras, whose configurations name its module; found under either.
registerBuiltIns("keras.src.losses.losses", { LossFunctionWrapper });
registerBuiltIns(LOSSES, { LossFunctionWrapper });

/**
 * A loss as an option: an instance, a class, a function of labels and predictions, a name, or a
 * configuration.
 */
export type LossIdentifier =
  | Loss
  | (new () => Loss)
  | LossFunction
  | LossName
  | SerializedObject;

/** What an identifier stands for: a loss, or a function. */
function find(
  where: string,
  name: string,
  identifier: unknown,
  customObjects: CustomObjects = {},
): Loss | LossFunction {
  const found = fromIdentifier(where, name, identifier, KIND, customObjects);
  if (found !== null) return found as Loss | LossFunction;
  throw new TypeError(
    `${where}: expected ${name} to be a loss, received ${name}=${formatValue(identifier)}`,
  );
}

/**
 * The loss that one of `compile`'s stands for; functions become losses of their names.
 *
 * @throws {RangeError} for an unknown name.
 * @throws {TypeError} for what is no identifier.
 */
export function lossOf(where: string, name: string, identifier: unknown): Loss {
  const found = find(where, name, identifier);
  if (found instanceof Loss) return found;
  const isName = typeof identifier === "string";
  return new LossFunctionWrapper(found, { name: isName ? identifier : found.name || "loss" });
}

/** Argument of {@linkcode get}. */
export interface GetLossArguments {
  /** A loss, a function, a name in any spelling, a configuration, or `null`. */
  identifier: LossIdentifier | string | null;
}

/**
 * The loss, or the function, that an identifier stands for; `null` for `null`.
 *
 * @throws {RangeError} for an unknown name.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const { get, Huber, meanSquaredError } = tf.keras.losses;
 * assertEquals(get("mse"), meanSquaredError);
 * assertEquals(get("Huber") instanceof Huber, true);
 * ```
 */
export const get: Operation<GetLossArguments, ["identifier"], Loss | LossFunction | null> = bind(
  "tf.keras.losses.get",
  ["identifier"],
  1,
  (identifier) =>
    identifier === null ? null : find("tf.keras.losses.get", "identifier", identifier),
  ["identifier"],
);

/** Argument of {@linkcode serialize}. */
export interface SerializeLossArguments {
  /** A loss or a function. */
  loss: Loss | LossFunction;
}

/**
 * The configuration of a loss; of a function, its name.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const { deserialize, Huber, serialize } = tf.keras.losses;
 * const config = serialize(new Huber(2));
 * assertEquals(serialize(deserialize(config)), config);
 * ```
 */
export const serialize: Operation<
  SerializeLossArguments,
  ["loss"],
  SerializedObject | string
> = bind(
  "tf.keras.losses.serialize",
  ["loss"],
  1,
  (loss) => toConfiguration("tf.keras.losses.serialize", loss)!,
);

/** Arguments of {@linkcode deserialize}. */
export interface DeserializeLossArguments {
  /** What {@linkcode serialize} or Keras gave. */
  name: SerializedObject | string;
  /** Users' classes and functions by name; to be given by name. */
  customObjects?: CustomObjects | null;
}

/**
 * The loss, or the function, of a configuration.
 *
 * @throws {RangeError} for a class that is not known.
 */
export const deserialize: Operation<
  DeserializeLossArguments,
  ["name", "customObjects"],
  Loss | LossFunction
> = bind(
  "tf.keras.losses.deserialize",
  ["name", "customObjects"],
  1,
  (name, customObjects) => find("tf.keras.losses.deserialize", "name", name, customObjects ?? {}),
  ["name"],
);
