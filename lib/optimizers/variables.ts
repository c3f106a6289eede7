/**
 * What optimizers have besides their steps: the variables they keep, by list, as values and for
 * files; and those that an own optimizer adds.
 *
 * @module
 */
import { answerMembers } from "../objects/members.ts";
import { beginAtCaller } from "../errors/caller.ts";
import type { DType } from "../arrays/dtypes.ts";
import type { NdArray } from "../display/ndarray.ts";
import { list, type PyList } from "../display/python_collections.ts";
import { formatShape } from "../errors/format.ts";
import type { Variable } from "../functions/variable.ts";
import type { InitializerIdentifier } from "../initializers/mod.ts";
import { assignWeights } from "../layers/base/weights.ts";
import { getProfile } from "../random/profile.ts";
import { cast } from "../primitives/math/cast.ts";
import { add, subtract } from "../primitives/math/arithmetic.ts";
import { asTensor } from "../ops/as_tensor.ts";
import type { TensorLike } from "../tensor/like.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { Slots, type SlotSpec } from "./slots.ts";

/** Options of {@linkcode OptimizerVariables.addVariable}. */
export interface AddVariableOptions {
  /** Shape. */
  shape: readonly number[];
  /** How it starts; default `"zeros"`. */
  initializer?: InitializerIdentifier | undefined;
  /** Element type; default `"float32"`. */
  dtype?: DType | undefined;
  /** Name; default `"variable"`. */
  name?: string | undefined;
}

/** The variables of an optimizer, and what can be done with them. */
export abstract class OptimizerVariables {
  /** Name, the beginning of the names of its variables. */
  abstract readonly name: string;
  /** Where they are kept. */
  protected readonly slots: Slots = new Slots(this as unknown as { readonly name: string });

  /** The learning rate, if it is a variable. */
  protected abstract get rateVariable(): Variable | undefined;

  /** Its variables in Keras 3's order: count of steps, learning rate, then those beside weights. */
  get variables(): PyList<Variable> {
    return list(...this.slots.variables);
  }

  /**
   * What `getWeights` and `setWeights` are about: before Keras 3 the count of steps, then the
   * variables beside weights, name after name, then others; in Keras 3 all of its variables.
   */
  get weights(): PyList<Variable> {
    if (getProfile() === "keras3") return this.variables;
    const beside = this.slots.byName();
    const [count, ...rest] = this.slots.variables;
    const others = rest.filter((it) => !beside.includes(it) && it !== this.rateVariable);
    return list(count!, ...beside, ...others);
  }

  /** Copies of its variables' values. */
  getWeights(): PyList<NdArray> {
    return list(...this.weights.map((weight) => weight.numpy()));
  }

  /**
   * Replaces its variables' values; all or none.
   *
   * @throws {TypeError} for another number of values, or another shape.
   */
  setWeights(values: readonly TensorLike[]): void {
    assignWeights(this.name, this.weights, values);
  }

  /** Writes its variables' values to an object, under their numbers. */
  saveOwnVariables(store: Record<string, NdArray>): void {
    this.variables.forEach((variable, i) => store[i] = variable.numpy());
  }

  /**
   * Reads its variables' values from an object that `saveOwnVariables` wrote; all or none.
   *
   * @throws {TypeError} for another number of values: where it was not built, build it first.
   */
  loadOwnVariables(store: Readonly<Record<string, TensorLike>>): void {
    const keys = Object.keys(store).length;
    const { variables } = this;
    if (keys !== variables.length) {
      throw new TypeError(
        `${this.name}.loadOwnVariables: expected values of ${variables.length} variables, received ${keys}; build it with the weights it is for first`,
      );
    }
    assignWeights(this.name, variables, variables.map((_, i) => store[i]!));
  }

  /** Adds a variable of a shape of its own. */
  addVariable(options: AddVariableOptions): Variable {
    const { shape, initializer = "zeros", dtype = "float32", name = "variable" } = options;
    return this.slots.add({ name, shape: [...shape], dtype, initializer });
  }

  /**
   * Adds a variable of a weight's shape and dtype; `slot` finds it by the weight and the name.
   *
   * @param name Its name, such as `momentum`; default `"var"`.
   * @param initializer How it starts; default `"zeros"`.
   */
  addVariableFromReference(
    referenceVariable: Variable,
    name = "var",
    initializer: InitializerIdentifier = "zeros",
  ): Variable {
    return this.slots.beside(referenceVariable, { name, initializer });
  }

  /**
   * Adds a variable beside each weight; of several names, a list of such lists.
   *
   * @param initializer How they start; default `"zeros"`.
   */
  addOptimizerVariables(
    trainableVariables: readonly Variable[],
    name: string,
    initializer?: InitializerIdentifier,
  ): Variable[];
  addOptimizerVariables(
    trainableVariables: readonly Variable[],
    name: readonly string[],
    initializer?: InitializerIdentifier,
  ): Variable[][];
  addOptimizerVariables(
    trainableVariables: readonly Variable[],
    name: string | readonly string[],
    initializer: InitializerIdentifier = "zeros",
  ): Variable[] | Variable[][] {
    const names = typeof name === "string" ? [name] : name;
    const made: Variable[][] = names.map(() => []);
    for (const weight of trainableVariables) {
      names.forEach((it, i) => made[i]!.push(this.slots.beside(weight, { name: it, initializer })));
    }
    return typeof name === "string" ? made[0]! : made;
  }

  /** Adds variables beside each weight, with the names that they had before Keras 3. */
  protected addSlots(weights: readonly Variable[], specs: readonly SlotSpec[]): void {
    for (const weight of weights) for (const spec of specs) this.slots.beside(weight, spec);
  }

  /**
   * The variable that was added beside a weight under a name.
   *
   * @throws {TypeError} if there is none.
   */
  protected slot(variable: Variable, name: string): Variable {
    const slot = this.slots.find(variable, name);
    if (slot) return slot;
    throw new TypeError(
      `${this.name}: expected a variable '${name}' beside '${variable.name}' of shape ${
        formatShape(variable.shape)
      }, which has none; add it in build`,
    );
  }

  /** Replaces a variable's value, converted to its dtype. */
  assign(variable: Variable, value: TensorLike): void {
    variable.put(this.#converted("assign", variable, value));
  }

  /** Adds to a variable's value. */
  assignAdd(variable: Variable, value: TensorLike): void {
    variable.put(add(variable.take(), this.#converted("assignAdd", variable, value)));
  }

  /** Subtracts from a variable's value. */
  assignSub(variable: Variable, value: TensorLike): void {
    variable.put(subtract(variable.take(), this.#converted("assignSub", variable, value)));
  }

  #converted(method: string, { dtype }: Variable, value: TensorLike): Tensor {
    return cast(asTensor(`${this.name}.${method}`, value), dtype);
  }
}

answerMembers(OptimizerVariables.prototype);
beginAtCaller(OptimizerVariables.prototype, [
  "addOptimizerVariables",
  "addVariable",
  "addVariableFromReference",
  "assign",
  "assignAdd",
  "assignSub",
  "loadOwnVariables",
  "saveOwnVariables",
  "setWeights",
]);
