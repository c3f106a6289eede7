/**
 * Optimizers by name and by configuration. This module knows no class: those that wrap others need
 * it, and are registered with the rest.
 *
 * @module
 */
import type { RegisteredName } from "../configuration/names.ts";
import { type CustomObjects, namesIn } from "../configuration/registry.ts";
import {
  deserializeObject,
  isSerialized,
  type SerializedObject,
} from "../configuration/serialization.ts";
import { formatValue } from "../errors/format.ts";
import { suggestName } from "../errors/nearest.ts";
import { Optimizer } from "./optimizer.ts";

/** Keras's module of optimizers. */
export const OPTIMIZERS = "keras.optimizers";

/** An optimizer as an option: itself, a name in letters of any case, or a configuration. */
export type OptimizerIdentifier = Optimizer | OptimizerName | SerializedObject;

/** Names of optimizers, in small letters or as their classes are called; others do as well. */
export type OptimizerName =
  | typeof OPTIMIZER_NAMES[number]
  | "Adadelta"
  | "Adafactor"
  | "Adagrad"
  | "Adam"
  | "Adamax"
  | "AdamW"
  | "Ftrl"
  | "Lamb"
  | "Lion"
  | "Muon"
  | "Nadam"
  | "RMSprop"
  | "ScheduleFreeAdamW"
  | "SGD"
  | RegisteredName;

/** Names of optimizers in small letters. */
export const OPTIMIZER_NAMES = [
  "adadelta",
  "adafactor",
  "adagrad",
  "adam",
  "adamax",
  "adamw",
  "ftrl",
  "lamb",
  "lion",
  "muon",
  "nadam",
  "rmsprop",
  "schedulefreeadamw",
  "sgd",
] as const;

/** The name of the class that a name in letters of any case is of. */
function canonical(name: string): string {
  return namesIn(OPTIMIZERS).find((it) => it.toLowerCase() === name.toLowerCase()) ?? name;
}

/**
 * The optimizer of a configuration.
 *
 * @throws {RangeError} for a class that is not known.
 */
export function optimizerFrom(
  where: string,
  config: unknown,
  customObjects: CustomObjects = {},
): Optimizer {
  if (!isSerialized(config)) {
    throw new TypeError(
      `${where}: expected { class_name, config }, received ${formatValue(config)}`,
    );
  }
  const named = { ...config, class_name: canonical(config.class_name) };
  return checkOptimizer(
    where,
    "config",
    deserializeObject(where, named, OPTIMIZERS, customObjects),
  );
}

/**
 * The optimizer of an identifier.
 *
 * @throws {RangeError} for a name that is not known.
 */
export function optimizerOf(where: string, name: string, identifier: unknown): Optimizer {
  if (isSerialized(identifier)) return optimizerFrom(where, identifier);
  if (typeof identifier !== "string") return checkOptimizer(where, name, identifier);
  const known = namesIn(OPTIMIZERS).map((it) => it.toLowerCase());
  if (!known.includes(identifier.toLowerCase()) && !identifier.includes(">")) {
    throw new RangeError(
      `${where}: expected ${name} to be an optimizer or a known name, received ${name}=${
        formatValue(identifier)
      }; ${suggestName(identifier.toLowerCase(), [...OPTIMIZER_NAMES])}`,
    );
  }
  return optimizerFrom(where, { class_name: identifier, config: {} });
}

/** An optimizer; anything else is an error. */
export function checkOptimizer(where: string, name: string, value: unknown): Optimizer {
  if (value instanceof Optimizer) return value;
  const isClass = typeof value === "function" && value.prototype instanceof Optimizer;
  const hint = isClass ? `; make one with new ${value.name}(...)` : "";
  throw new TypeError(
    `${where}: expected ${name} to be an optimizer, received ${name}=${formatValue(value)}${hint}`,
  );
}
