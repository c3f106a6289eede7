/**
 * Whole models out of `.h5` files as Keras 2 and 3 write them: the configuration is an attribute, how the
 * model was compiled another one, and weights lie in groups by layers, as in files of weights alone.
 *
 * @module
 */
import type { CustomObjects } from "../configuration/registry.ts";
import { deserializeObject } from "../configuration/serialization.ts";
import { formatValue } from "../errors/format.ts";
import { ByteReader } from "../io/byte_reader.ts";
import { Hdf5File } from "../io/hdf5_file.ts";
import { readModelTexts, type SavedWeight } from "../io/keras_h5.ts";
import { loadOldH5, type Match } from "../io/weights_file.ts";
import type { AnyHolder } from "../layers/base/holder.ts";
import type { Optimizer } from "../optimizers/mod.ts";
import { inProfile } from "../random/profile.ts";
import { checkedConfig } from "./check_config.ts";
import { configFrom } from "./config_text.ts";
import { Savable } from "./savable.ts";
import { byLayer } from "./weights.ts";

/** The end of names of these files. */
export const H5 = ".h5";

type Entries = Readonly<Record<string, unknown>>;

const isEntries = (value: unknown): value is Entries =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** An object in JSON, checked like a configuration. */
function objectOf(
  where: string,
  what: string,
  text: string,
  customObjects: CustomObjects,
): Entries {
  const value = configFrom(where, what, text);
  if (!isEntries(value)) {
    throw new TypeError(
      `${where}: expected ${what} to be an object, received ${formatValue(value)}`,
    );
  }
  return checkedConfig(where, value, customObjects, what) as Entries;
}

/** How a model is compiled, as Keras 3 has it, of what `.h5` files say. */
function compileConfig({ optimizer_config: optimizer, ...rest }: Entries): Entries {
  if (!isEntries(optimizer)) return rest;
  return {
    ...rest,
    optimizer: { module: "keras.optimizers", registered_name: null, ...optimizer },
  };
}

/**
 * An optimizer beside its variables, which come in its order.
 *
 * @throws {TypeError} for a file of another number, as Keras 2's are.
 */
function matchOptimizer(
  where: string,
  optimizer: Optimizer,
  model: Savable,
  saved: readonly SavedWeight[],
): Match {
  optimizer.build(model.trainableWeights);
  const { variables } = optimizer;
  if (variables.length !== saved.length) {
    throw new TypeError(
      `${where}: expected ${variables.length} variables of the optimizer, found ${saved.length} in the file; leave the optimizer out with { compile: false }`,
    );
  }
  return { what: "the optimizer", variables, saved };
}

/**
 * The model in the bytes of a file.
 *
 * @param compiles Whether it is compiled as it was.
 * @throws {TypeError} for a file of weights alone, for a configuration that is none, and for an optimizer
 * with other variables.
 */
export function fromLegacyH5(
  where: string,
  bytes: Uint8Array,
  customObjects: CustomObjects,
  compiles: boolean,
): Savable {
  const file = new Hdf5File(new ByteReader(where, bytes));
  const texts = readModelTexts(file);
  if (texts === undefined) {
    throw new TypeError(
      `${where}: expected a whole model, found weights alone; make the model and load them with loadWeights`,
    );
  }
  const config = objectOf(where, "model_config", texts.config, customObjects);
  const whole = { module: "keras", registered_name: null, ...config };
  const model = inProfile("keras3", () => deserializeObject(where, whole, "keras", customObjects));
  if (!(model instanceof Savable)) {
    throw new TypeError(
      `${where}: expected the configuration of a model, received that of ${formatValue(model)}`,
    );
  }
  if (compiles && texts.training !== undefined) {
    const training = objectOf(where, "training_config", texts.training, customObjects);
    model.compileFromConfig(compileConfig(training));
  }
  const { optimizer } = model;
  const others = optimizer !== null && texts.optimizer !== undefined
    ? [matchOptimizer(where, optimizer, model, texts.optimizer)]
    : [];
  loadOldH5(where, byLayer(model as unknown as AnyHolder), file, others);
  return model;
}
