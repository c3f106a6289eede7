/**
 * Configurations of optimizers, in the form of the Keras in use, and the options of one in any form.
 *
 * @module
 */
import { optionsOf, type Rows, writeOptions } from "../configuration/options.ts";
import type { CustomObjects } from "../configuration/registry.ts";
import { formatValue } from "../errors/format.ts";
import { getProfile } from "../random/profile.ts";
import { readLearningRate } from "./learning_rate.ts";
import { type CheckedOptions, COMMON } from "./options.ts";

/**
 * The part of a configuration that every optimizer has. Before Keras 3 it had few of the options:
 * there, those are written that are not at their defaults.
 */
export function configOf(options: CheckedOptions, rate: unknown, name: string) {
  const written = writeOptions(COMMON, options);
  const defaults = new Map<string, unknown>(
    Object.entries(
      writeOptions(
        COMMON,
        Object.fromEntries(
          COMMON.map(([key, { ifMissing }]) => [key, ifMissing ?? null]),
        ) as unknown as CheckedOptions,
      ),
    ),
  );
  const isKeras3 = getProfile() === "keras3";
  const kept = Object.entries(written).filter(([key, value]) => {
    return isKeras3 || value !== defaults.get(key);
  });
  const decay = isKeras3 ? {} : { decay: 0 };
  return { ...Object.fromEntries(kept), name, learning_rate: rate, ...decay };
}

/** What only Keras before version 3 wrote, with the values that mean what we do. */
const OLDER: Readonly<Record<string, unknown>> = {
  decay: 0,
  jit_compile: undefined,
  is_legacy_optimizer: undefined,
};

/** A configuration's entries under the names that a constructor takes. */
export function optionsFrom(
  where: string,
  table: Rows,
  config: Readonly<Record<string, unknown>>,
  customObjects?: CustomObjects,
): Record<string, unknown> {
  const { learning_rate: rate, ...rest } = config;
  const entries = Object.entries(rest).filter(([key, value]) => {
    if (!(key in OLDER)) return true;
    if (OLDER[key] === undefined || value === OLDER[key] || value === null) return false;
    throw new RangeError(
      `${where}: expected ${key} to be ${OLDER[key]}, received ${key}=${
        formatValue(value)
      }; use tf.keras.optimizers.schedules.InverseTimeDecay`,
    );
  });
  const options = optionsOf(table, Object.fromEntries(entries));
  if (rate === undefined) return options;
  return { ...options, learningRate: readLearningRate(where, rate, customObjects) };
}
