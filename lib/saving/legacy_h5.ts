/**
 * Whole models out of `.h5` files as Keras 2 and 3 write them: the configuration is an attribute, how the
 * model was compiled another one, and weights lie in groups by layers, as in files of weights alone.
 *
 * @module
 */
import type { CustomObjects } from "../configuration/registry.ts";
import { deserializeObject } from "../configuration/serialization.ts";
import { formatShape, formatValue } from "../errors/format.ts";
import { ByteReader } from "../io/byte_reader.ts";
import { Hdf5File } from "../io/hdf5_file.ts";
import { readModelTexts, type SavedWeight } from "../io/keras_h5.ts";
import type { Optimizer } from "../optimizers/mod.ts";
import { inProfile } from "../random/profile.ts";
import { checkedConfig } from "./check_config.ts";
import { Savable } from "./savable.ts";

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
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new SyntaxError(
      `${where}: expected ${what} in JSON, received ${
        formatValue(text.slice(0, 40))
      }; the file is damaged`,
    );
  }
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
 * Gives an optimizer its variables, which come in its order.
 *
 * @throws {TypeError} for other variables; nothing is changed then.
 */
function loadOptimizer(
  where: string,
  optimizer: Optimizer,
  model: Savable,
  saved: readonly SavedWeight[],
): void {
  optimizer.build(model.trainableWeights);
  const { variables } = optimizer;
  const other = variables.findIndex((it, i) =>
    `${it.shape}` !== `${saved[i]?.array.shape ?? "none"}`
  );
  if (variables.length !== saved.length || other !== -1) {
    const [own, theirs] = other === -1 ? [`${variables.length} variables`, `${saved.length}`] : [
      `'${variables[other]!.name}' of shape ${formatShape(variables[other]!.shape)}`,
      saved[other] === undefined ? "none" : `'${saved[other].name}'`,
    ];
    throw new TypeError(
      `${where}: expected ${own} of the optimizer, found ${theirs} in the file; leave the optimizer out with { compile: false }`,
    );
  }
  variables.forEach((variable, i) => {
    const { data } = saved[i]!.array;
    const numbers = Array.from(data as ArrayLike<number | bigint>, Number);
    variable.assign(variable.shape.length === 0 ? numbers[0]! : shaped(numbers, variable.shape));
  });
}

/** Numbers in nested lists. */
function shaped(numbers: readonly number[], shape: readonly number[]): never {
  if (shape.length <= 1) return numbers as never;
  const size = shape.slice(1).reduce((a, b) => a * b, 1);
  const rows = Array.from(
    { length: shape[0]! },
    (_, i) => shaped(numbers.slice(i * size, (i + 1) * size), shape.slice(1)),
  );
  return rows as never;
}

/**
 * The model in the bytes of a file.
 *
 * @param path Where its weights are read from.
 * @param compiles Whether it is compiled as it was.
 * @throws {TypeError} for a file of weights alone, for a configuration that is none, and for an optimizer
 * with other variables.
 */
export function fromLegacyH5(
  where: string,
  path: string,
  bytes: Uint8Array,
  customObjects: CustomObjects,
  compiles: boolean,
): Savable {
  const texts = readModelTexts(new Hdf5File(new ByteReader(where, bytes)));
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
  model.loadWeights(path);
  const { optimizer } = model;
  if (optimizer !== null && texts.optimizer !== undefined) {
    loadOptimizer(where, optimizer, model, texts.optimizer);
  }
  return model;
}
