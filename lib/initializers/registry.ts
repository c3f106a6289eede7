/**
 * Initializers by name, class, configuration or function: whatever Keras takes for the option of
 * a layer, and back to a configuration.
 *
 * @module
 */
import { formatValue } from "../errors/format.ts";
import { suggestName } from "../errors/nearest.ts";
import type { DType } from "../arrays/dtypes.ts";
import { bind, type Operation } from "../ops/bind.ts";
import type { Shape } from "../tensor/aval.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { Constant, Identity, Ones, Zeros } from "./constant.ts";
import { RandomNormal, RandomUniform, TruncatedNormal } from "./distributions.ts";
import * as families from "./families.ts";
import { Initializer, type InitializerConfig } from "./initializer.ts";
import { isPlainObject, toOptions } from "./options.ts";
import { Orthogonal } from "./orthogonal.ts";
import { STFT } from "./stft.ts";
import { VarianceScaling } from "./variance_scaling.ts";

/** A class of initializers. */
export type InitializerClass = new (options: never) => Initializer;

/** A function that gives a weight's values. */
export type InitializerFunction = (shape: Shape, dtype: DType) => Tensor;

/** An initializer as Keras writes it to files. */
export interface SerializedInitializer {
  /** Name of the class, such as `"GlorotUniform"`. */
  class_name: string;
  /** Its options. */
  config: InitializerConfig;
}

/** Whatever stands for an initializer: an instance, a class, a name, a configuration, a function. */
export type InitializerIdentifier =
  | Initializer
  | InitializerClass
  | InitializerFunction
  | SerializedInitializer
  | { className: string; config?: InitializerConfig }
  | string;

/** Own classes and functions by the names they are serialized under. */
export type CustomInitializers = Record<string, InitializerClass | InitializerFunction>;

/** Every class, with the names Keras has for it besides those made from the class's. */
const CLASSES: [InitializerClass, ...string[]][] = [
  [Constant],
  [Identity, "IdentityInitializer"],
  [Ones, "one"],
  [Orthogonal, "OrthogonalInitializer"],
  [RandomNormal, "normal"],
  [RandomUniform, "uniform"],
  [STFT, "STFTInitializer"],
  [TruncatedNormal],
  [VarianceScaling],
  [Zeros, "zero"],
  [families.GlorotNormal],
  [families.GlorotUniform],
  [families.HeNormal],
  [families.HeUniform],
  [families.LecunNormal],
  [families.LecunUniform],
];

/** Classes by all their names: `GlorotUniform`, `glorotUniform`, `glorot_uniform` and others. */
const byName = new Map<string, InitializerClass>();
/** The names an error lists. */
const camelNames: string[] = [];
for (const [Class, ...others] of CLASSES) {
  // An abbreviation is in small letters as a whole.
  const camel = Class.name.replace(/^([A-Z]+$|[A-Z])/, (part) => part.toLowerCase());
  const snake = camel.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  for (const name of [Class.name, camel, snake, ...others]) byName.set(name, Class);
  camelNames.push(camel);
}

/** A function in the place of an initializer. */
class FunctionInitializer extends Initializer {
  readonly #made: InitializerFunction;

  constructor(made: InitializerFunction) {
    super();
    this.#made = made;
  }

  override get className(): string {
    return this.#made.name === "" ? "initializer function" : this.#made.name;
  }

  /** A tensor of the given shape and dtype. */
  override call(shape: Shape, dtype: DType): Tensor {
    return this.#made(shape, dtype);
  }
}

/** Whether a function is a class of initializers. */
function isInitializerClass(value: unknown): value is new (options?: unknown) => Initializer {
  return typeof value === "function" && value.prototype instanceof Initializer;
}

/** The initializer of a class, with the given options, or of a function. */
function fromFunction(made: InitializerClass | InitializerFunction, options?: unknown) {
  if (isInitializerClass(made)) return options === undefined ? new made() : new made(options);
  if (/^class\b/.test(Function.prototype.toString.call(made))) {
    throw new TypeError(
      `initializers.get: expected a class that extends Initializer, received class ${made.name}`,
    );
  }
  return new FunctionInitializer(made as InitializerFunction);
}

/** Argument of {@linkcode get}. */
export interface GetInitializerArguments {
  /** An instance, a class, a name, a configuration, or a function of a shape and a dtype. */
  identifier: InitializerIdentifier;
}

/**
 * The initializer that an identifier stands for. A name may be spelt as the class or as Keras's
 * or JavaScript's function: `"GlorotUniform"`, `"glorot_uniform"`, `"glorotUniform"`.
 *
 * @throws {RangeError} for an unknown name
 * @throws {TypeError} for what is no identifier
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const ones = tf.keras.initializers.get("ones");
 * assertEquals(ones([2]).numpy().toArray(), [1, 1]);
 * ```
 */
export const get: Operation<GetInitializerArguments, ["identifier"], Initializer> = bind(
  "initializers.get",
  ["identifier"],
  1,
  (identifier) => {
    if (identifier instanceof Initializer) return identifier;
    if (typeof identifier === "function") return fromFunction(identifier);
    if (typeof identifier === "string") return fromFunction(lookUp(identifier));
    if (isPlainObject(identifier)) return fromConfiguration(identifier);
    throw new TypeError(
      "initializers.get: expected an initializer, a class, a name, a configuration or a function, " +
        `received ${formatValue(identifier)}`,
    );
  },
  ["identifier"],
);

/** The class or function of a name. */
function lookUp(name: string, custom: CustomInitializers = {}) {
  const found = Object.hasOwn(custom, name) ? custom[name] : byName.get(name);
  if (found !== undefined) return found;
  throw new RangeError(
    `initializers.get: expected the name of an initializer, received ${formatValue(name)}; ` +
      suggestName(name, [...Object.keys(custom), ...camelNames]),
  );
}

/** Argument of {@linkcode serialize}. */
export interface SerializeInitializerArguments {
  /** An initializer. */
  initializer: Initializer;
}

/** The configuration from which {@linkcode deserialize} makes an equal initializer. */
export const serialize: Operation<
  SerializeInitializerArguments,
  ["initializer"],
  SerializedInitializer
> = bind("initializers.serialize", ["initializer"], 1, (initializer) => {
  if (!(initializer instanceof Initializer)) {
    throw new TypeError(
      `initializers.serialize: expected an initializer, received ${formatValue(initializer)}`,
    );
  }
  return { class_name: initializer.className, config: initializer.getConfig() };
});

/** Arguments of {@linkcode deserialize}. */
export interface DeserializeInitializerArguments {
  /** A configuration, as {@linkcode serialize} or Keras made it. */
  config: SerializedInitializer | { className: string; config?: InitializerConfig };
  /** Own classes and functions by name; to be given by name. */
  customObjects?: CustomInitializers | null;
}

/**
 * The initializer of a configuration, as {@linkcode serialize} or Keras made it.
 *
 * @throws {RangeError} for an unknown class name
 * @throws {TypeError} for what is no configuration, or options the class does not have
 */
export const deserialize: Operation<
  DeserializeInitializerArguments,
  ["config", "customObjects"],
  Initializer
> = bind(
  "initializers.deserialize",
  ["config", "customObjects"],
  1,
  (config, customObjects) => fromConfiguration(config, customObjects ?? {}),
  ["config"],
);

function fromConfiguration(serialized: unknown, custom: CustomInitializers = {}): Initializer {
  const { class_name, className, config = {} }: Record<string, unknown> = isPlainObject(serialized)
    ? serialized
    : {};
  const name = class_name ?? className;
  if (typeof name !== "string" || !isPlainObject(config)) {
    throw new TypeError(
      "initializers.deserialize: expected { class_name, config }, " +
        `received ${formatValue(serialized)}`,
    );
  }
  return fromFunction(lookUp(name, custom), toOptions(config));
}
