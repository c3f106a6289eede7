/**
 * Rows of layers' tables: initializers, regularizers, constraints, activations, and the sizes of
 * windows.
 *
 * @module
 */
import {
  type Activation,
  type ActivationIdentifier,
  getActivation,
  serialize as serializeActivation,
} from "../../activations/mod.ts";
import type { Option } from "../../configuration/options.ts";
import { type Default, type Or, perAxis, row } from "../../configuration/rows.ts";
import {
  type ConstraintFunction,
  type ConstraintIdentifier,
  getConstraint,
  serialize as serializeConstraint,
} from "../../constraints/mod.ts";
import { checkInteger, checkOneOf } from "../../errors/checks.ts";
import {
  getInitializer,
  type Initializer,
  type InitializerIdentifier,
  serialize as serializeInitializer,
} from "../../initializers/mod.ts";
import {
  getRegularizer,
  type RegularizerFunction,
  type RegularizerIdentifier,
  serialize as serializeRegularizer,
} from "../../regularizers/mod.ts";
import type { SymbolicShape } from "../../tensor/keras_tensor.ts";

/** How a weight starts. */
export function initializer<D extends Default<InitializerIdentifier | null>>(
  ifMissing: D,
): Option<Or<InitializerIdentifier, D>, Or<Initializer, D>> {
  return row<InitializerIdentifier, Initializer, D>(
    ifMissing,
    (where, name, given) => getInitializer(where, given, name),
    serializeInitializer,
  );
}

/** A penalty, or none. */
export function regularizer(): Option<RegularizerIdentifier | null, RegularizerFunction | null> {
  return row<RegularizerIdentifier, RegularizerFunction, null>(
    null,
    (where, name, given) => getRegularizer(where, given, name)!,
    serializeRegularizer,
  );
}

/** A constraint, or none. */
export function constraint(): Option<ConstraintIdentifier | null, ConstraintFunction | null> {
  return row<ConstraintIdentifier, ConstraintFunction, null>(
    null,
    (where, name, given) => getConstraint(where, given, name)!,
    serializeConstraint,
  );
}

/** An activation; none is `linear`. */
export function activation(
  ifMissing: ActivationIdentifier | null = null,
): Option<ActivationIdentifier | null, Activation> {
  return {
    required: false,
    ifMissing,
    read: (where, name, given) => getActivation(where, given, name),
    write: serializeActivation,
  };
}

/** Where inputs have their channels. */
export type DataFormat = "channels_last" | "channels_first";

const FORMATS = ["channels_last", "channels_first"] as const;

/** Where inputs have their channels; `null` is last. */
export function dataFormat(): Option<DataFormat | null, DataFormat> {
  return {
    required: false,
    ifMissing: null,
    read: (where, name, given) => checkOneOf(where, name, given ?? FORMATS[0], FORMATS),
    write: (made) => made,
  };
}

/** The size of a window along each of `count` axes, > 0; one number is that of all of them. */
export function window<D extends Default<number | readonly number[] | null>>(
  count: number,
  ifMissing: D,
): Option<Or<number | readonly number[], D>, Or<readonly number[], D>> {
  return perAxis(count, ifMissing, { min: 1 });
}

/** A shape, `null` for dimensions that are open; a number is a shape of one dimension. */
export function dims<D extends Default<number | readonly (number | null)[] | null>>(
  ifMissing: D,
): Option<Or<number | readonly (number | null)[], D>, Or<SymbolicShape, D>> {
  return row<number | readonly (number | null)[], SymbolicShape, D>(
    ifMissing,
    (where, name, given) => {
      const shape = Array.isArray(given) ? given : [given];
      return shape.map((dim, axis) =>
        dim === null && Array.isArray(given)
          ? dim
          : checkInteger(where, Array.isArray(given) ? `${name}[${axis}]` : name, dim, { min: 1 })
      );
    },
  );
}

/** An option that Keras has and that is not there yet: anything but `null` is an error. */
export function notYet(): Option<null, null> {
  return {
    required: false,
    ifMissing: null,
    read(where, name, given) {
      if (given === null) return given;
      throw new TypeError(`${where}: expected ${name} to be left out, as it is not there yet`);
    },
    write: (made) => made,
  };
}
