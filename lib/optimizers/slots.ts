/**
 * The variables of an optimizer: its own, and those beside each weight, under the names that the
 * Keras in use gives them.
 *
 * @module
 */
import { type DType, newStorage } from "../arrays/dtypes.ts";
import { Variable } from "../functions/variable.ts";
import { getInitializer } from "../initializers/mod.ts";
import { nameAsKeras3 } from "../layers/base/weights.ts";
import { getProfile } from "../random/profile.ts";
import { aval, type Shape } from "../tensor/aval.ts";
import { leaf } from "../tensor/tensor.ts";
import { outsideTrace } from "../tensor/trace.ts";

/** A variable beside each weight. */
export interface SlotSpec {
  /** Keras 3's name, by which `slot` finds it. */
  readonly name: string;
  /** Its name before Keras 3; default: the same. */
  readonly older?: string;
  /** How it starts; default: with zeros. */
  readonly initializer?: unknown;
}

/** What a variable is to be. */
export interface OwnVariable {
  readonly name: string;
  readonly older?: string;
  readonly shape: Shape;
  readonly dtype: DType;
  readonly initializer?: unknown;
}

/** The variables of an optimizer. */
export class Slots {
  /** All of them, in the order in which they were made. */
  readonly variables: Variable[] = [];
  readonly #owner: { readonly name: string };
  readonly #beside = new Map<Variable, Map<string, Variable>>();

  /** @param owner The optimizer. */
  constructor(owner: { readonly name: string }) {
    this.#owner = owner;
  }

  /** Makes a variable. */
  add({ name, older = name, shape, dtype, initializer = "zeros" }: OwnVariable): Variable {
    const isKeras3 = getProfile() === "keras3";
    const where = `${this.#owner.name}.addVariable`;
    const type = aval(dtype, shape);
    const value = initializer === "zeros"
      ? leaf(newStorage(type.dtype, type.size), type)
      : outsideTrace(() => getInitializer(where, initializer, "initializer")([...shape], dtype));
    const path = `${this.#owner.name}/${isKeras3 ? name : older}`;
    const variable = new Variable(value, { name: path, trainable: false });
    if (isKeras3) nameAsKeras3(variable, name);
    this.variables.push(variable);
    return variable;
  }

  /** Makes a variable of a weight's shape and dtype. */
  beside(weight: Variable, { name, older = name, initializer }: SlotSpec): Variable {
    const made = this.add({
      name: `${weight.path.replaceAll("/", "_")}_${name}`,
      older: `${weight.path}/${older}`,
      shape: weight.shape,
      dtype: weight.dtype,
      initializer,
    });
    this.keep(weight, name, made);
    return made;
  }

  /** Notes a variable under a weight and a name. */
  keep(weight: Variable, name: string, variable: Variable): void {
    let slots = this.#beside.get(weight);
    if (!slots) this.#beside.set(weight, slots = new Map());
    slots.set(name, variable);
  }

  /** The variable of a weight and a name, if there is one. */
  find(weight: Variable, name: string): Variable | undefined {
    return this.#beside.get(weight)?.get(name);
  }

  /** Forgets a variable. */
  drop(variable: Variable): void {
    const index = this.variables.indexOf(variable);
    if (index >= 0) this.variables.splice(index, 1);
  }

  /**
   * Those beside weights in TensorFlow 2.0's order: name after name, where Keras 3 has weight after
   * weight.
   */
  byName(): Variable[] {
    const names = new Set([...this.#beside.values()].flatMap((slots) => [...slots.keys()]));
    return [...names].flatMap((name) =>
      [...this.#beside.values()].flatMap((slots) => slots.get(name) ?? [])
    );
  }
}
