/**
 * Initializers by name, class, configuration or function: whatever Keras takes for the option of
 * a layer, and back to a configuration.
 *
 * @module
 */
import type { InitializerName } from "../configuration/names.ts";
import type { DType } from "../arrays/dtypes.ts";
import { fromIdentifier, type Kind, toConfiguration } from "../configuration/identifier.ts";
import { type CustomObjects, registerBuiltIns } from "../configuration/registry.ts";
import { type SerializedObject, serializeObject } from "../configuration/serialization.ts";
import { formatValue } from "../errors/format.ts";
import { bind, type Operation } from "../ops/bind.ts";
import type { Shape } from "../tensor/aval.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { Constant, Identity, Ones, Zeros } from "./constant.ts";
import { RandomNormal, RandomUniform, TruncatedNormal } from "./distributions.ts";
import * as families from "./families.ts";
import { Initializer, type InitializerConfig } from "./initializer.ts";
import { isPlainObject } from "./options.ts";
import { Orthogonal } from "./orthogonal.ts";
import { STFT } from "./stft.ts";
import { VarianceScaling } from "./variance_scaling.ts";

/** A class of initializers. */
export type InitializerClass = new (options: never) => Initializer;

/** A function that gives a weight's values. */
export type InitializerFunction = (shape: Shape, dtype: DType) => Tensor;

/** Whatever stands for an initializer: an instance, a class, a name, a configuration, a function. */
export type InitializerIdentifier =
  | Initializer
  | InitializerClass
  | InitializerFunction
  | SerializedObject
  | { className: string; config?: InitializerConfig }
  | InitializerName;

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

const KIND: Kind = { module: "keras.initializers", noun: "an initializer" };

// By all their names: `GlorotUniform`, `glorotUniform`, `glorot_uniform` and others.
for (const [Class, ...others] of CLASSES) {
  // An abbreviation is in small letters as a whole.
  const camel = Class.name.replace(/^([A-Z]+$|[A-Z])/, (part) => part.toLowerCase());
  const snake = camel.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  const names = [Class.name, camel, snake, ...others];
  registerBuiltIns(KIND.module, Object.fromEntries(names.map((name) => [name, Class])));
}

/** A function in the place of an initializer. */
class FunctionInitializer extends Initializer {
  /** The function. */
  readonly made: InitializerFunction;

  constructor(made: InitializerFunction) {
    super();
    this.made = made;
  }

  override get className(): string {
    return this.made.name === "" ? "initializer function" : this.made.name;
  }

  /** A tensor of the given shape and dtype. */
  override call(shape: Shape, dtype: DType): Tensor {
    return this.made(shape, dtype);
  }
}

/**
 * The initializer of an identifier.
 *
 * @throws {RangeError} for an unknown name.
 * @throws {TypeError} for what is no identifier.
 */
export function getInitializer(
  where: string,
  identifier: unknown,
  name: string,
  customObjects: CustomObjects = {},
): Initializer {
  const made = fromIdentifier(where, name, written(identifier), KIND, customObjects);
  if (made instanceof Initializer) return made;
  if (made !== null) return new FunctionInitializer(made as InitializerFunction);
  throw new TypeError(
    `${where}: expected ${name} to be an initializer, a class, a name, a configuration or a function, received ${name}=${
      formatValue(identifier)
    }`,
  );
}

/** A configuration as Keras writes it, of one with a name in camelCase or without options. */
function written(identifier: unknown): unknown {
  if (!isPlainObject(identifier)) return identifier;
  const { class_name, className, config = {}, ...others } = identifier;
  return { ...others, class_name: class_name ?? className, config };
}

/** Argument of {@linkcode get}. */
export interface GetInitializerArguments {
  /** An instance, a class, a name, a configuration, or a function of a shape and a dtype. */
  identifier: InitializerIdentifier | string;
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
  "tf.keras.initializers.get",
  ["identifier"],
  1,
  (identifier) => getInitializer("tf.keras.initializers.get", identifier, "identifier"),
  ["identifier"],
);

/** Argument of {@linkcode serialize}. */
export interface SerializeInitializerArguments {
  /** An initializer. */
  initializer: Initializer;
}

/**
 * The configuration from which {@linkcode deserialize} makes an equal initializer.
 *
 * @throws {TypeError} for what is no initializer, or a function without a name.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const { Constant, deserialize, serialize } = tf.keras.initializers;
 * const copy = deserialize(serialize(new Constant(3)));
 * assertEquals(copy([2]).numpy().toArray(), [3, 3]);
 * ```
 */
export const serialize: Operation<
  SerializeInitializerArguments,
  ["initializer"],
  SerializedObject | string
> = bind("tf.keras.initializers.serialize", ["initializer"], 1, (initializer) => {
  const where = "tf.keras.initializers.serialize";
  if (initializer instanceof FunctionInitializer) {
    return toConfiguration(where, initializer.made)!;
  }
  if (initializer instanceof Initializer) return serializeObject(where, initializer);
  throw new TypeError(
    `${where}: expected an initializer, received ${formatValue(initializer)}`,
  );
});

/** Arguments of {@linkcode deserialize}. */
export interface DeserializeInitializerArguments {
  /** A configuration, as {@linkcode serialize} or Keras made it, or a name. */
  config: InitializerIdentifier | string;
  /** Own classes and functions by name; to be given by name. */
  customObjects?: CustomObjects | null;
}

/**
 * The initializer of a configuration, as {@linkcode serialize} or Keras made it.
 *
 * @throws {RangeError} for an unknown class name
 * @throws {TypeError} for what is no configuration, or options the class does not have
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const config = { class_name: "Constant", config: { value: 3 } };
 * assertEquals(tf.keras.initializers.deserialize(config)([2]).numpy().toArray(), [3, 3]);
 * ```
 */
export const deserialize: Operation<
  DeserializeInitializerArguments,
  ["config", "customObjects"],
  Initializer
> = bind(
  "tf.keras.initializers.deserialize",
  ["config", "customObjects"],
  1,
  (config, customObjects) =>
    getInitializer("tf.keras.initializers.deserialize", config, "config", customObjects ?? {}),
  ["config"],
);
