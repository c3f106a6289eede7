/**
 * Optimizers in the registry of classes, and `tf.keras.optimizers.get` with its relatives.
 *
 * @module
 */
import { type CustomObjects, registerBuiltIns } from "../configuration/registry.ts";
import { type SerializedObject, serializeObject } from "../configuration/serialization.ts";
import { bind, type Operation } from "../ops/bind.ts";
import { Adadelta } from "./adadelta.ts";
import { Adafactor } from "./adafactor.ts";
import { Adagrad } from "./adagrad.ts";
import { Adam } from "./adam.ts";
import { Adamax } from "./adamax.ts";
import { AdamW } from "./adamw.ts";
import { Ftrl } from "./ftrl.ts";
import {
  checkOptimizer,
  optimizerFrom,
  type OptimizerIdentifier,
  optimizerOf,
  OPTIMIZERS,
} from "./identify.ts";
import { Lamb } from "./lamb.ts";
import { Lion } from "./lion.ts";
import { LossScaleOptimizer } from "./loss_scale_optimizer.ts";
import { MultiOptimizer } from "./multi_optimizer.ts";
import { Muon } from "./muon.ts";
import { Nadam } from "./nadam.ts";
import type { Optimizer } from "./optimizer.ts";
import { OptimizerMap } from "./optimizer_map.ts";
import { RMSprop } from "./rmsprop.ts";
import { ScheduleFreeAdamW } from "./schedule_free_adamw.ts";
import { SGD } from "./sgd.ts";

registerBuiltIns(OPTIMIZERS, {
  Adadelta,
  Adafactor,
  Adagrad,
  Adam,
  Adamax,
  AdamW,
  Ftrl,
  Lamb,
  Lion,
  LossScaleOptimizer,
  MultiOptimizer,
  Muon,
  Nadam,
  OptimizerMap,
  RMSprop,
  ScheduleFreeAdamW,
  SGD,
});

/** Argument of {@linkcode get}. */
export interface GetOptimizerArguments {
  /** An optimizer, a name in letters of any case, a configuration, or `null`. */
  identifier: OptimizerIdentifier | string | null;
}

/**
 * The optimizer that an identifier stands for; `null` for `null`.
 *
 * @throws {RangeError} for a name that is not known.
 * @throws {TypeError} for what is no identifier.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const { Adam, get } = tf.keras.optimizers;
 * assertEquals(get("adam") instanceof Adam, true);
 * assertEquals(get(null), null);
 * ```
 */
export const get: Operation<GetOptimizerArguments, ["identifier"], Optimizer | null> = bind(
  `tf.${OPTIMIZERS}.get`,
  ["identifier"],
  1,
  (identifier) => {
    if (identifier === null) return null;
    return optimizerOf(`tf.${OPTIMIZERS}.get`, "identifier", identifier);
  },
  ["identifier"],
);

/** Argument of {@linkcode serialize}. */
export interface SerializeOptimizerArguments {
  /** The optimizer. */
  optimizer: Optimizer;
}

/**
 * The configuration of an optimizer, without its state.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const { deserialize, serialize, SGD } = tf.keras.optimizers;
 * const copy = deserialize(serialize(new SGD(0.5)));
 * assertEquals(Number(copy.learningRate), 0.5);
 * ```
 */
export const serialize: Operation<
  SerializeOptimizerArguments,
  ["optimizer"],
  SerializedObject
> = bind(`tf.${OPTIMIZERS}.serialize`, ["optimizer"], 1, (optimizer) => {
  const where = `tf.${OPTIMIZERS}.serialize`;
  return serializeObject(where, checkOptimizer(where, "optimizer", optimizer));
});

/** Arguments of {@linkcode deserialize}. */
export interface DeserializeOptimizerArguments {
  /** What {@linkcode serialize} gave; its name may be in letters of any case. */
  config: SerializedObject;
  /** Users' classes by name. */
  customObjects?: CustomObjects | null;
}

/**
 * The optimizer of a configuration.
 *
 * @throws {RangeError} for a class that is not known.
 */
export const deserialize: Operation<
  DeserializeOptimizerArguments,
  ["config", "customObjects"],
  Optimizer
> = bind(
  `tf.${OPTIMIZERS}.deserialize`,
  ["config", "customObjects"],
  1,
  (config, customObjects) =>
    optimizerFrom(`tf.${OPTIMIZERS}.deserialize`, config, customObjects ?? {}),
  ["config", "customObjects"],
);
