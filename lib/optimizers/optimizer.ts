/**
 * The base of optimizers: variables of its own beside each weight, one count of steps, and updates
 * that become part of the step's graph.
 *
 * @module
 */
import { trapPythonNames } from "../objects/python_names.ts";
import { newStorage } from "../arrays/dtypes.ts";
import type { NdArray } from "../display/ndarray.ts";
import { list, type PyList } from "../display/python_collections.ts";
import { atCaller, fromCaller } from "../errors/caller.ts";
import { checkFinite } from "../errors/checks.ts";
import { formatValue } from "../errors/format.ts";
import { GradientTape } from "../functions/gradient_tape.ts";
import { Variable } from "../functions/variable.ts";
import { assignWeights } from "../layers/base/weights.ts";
import type { TensorLike } from "../tensor/like.ts";
import { type Arguments, bindArguments } from "../ops/bind.ts";
import { clipByValue } from "../ops/math/clip.ts";
import { add } from "../primitives/math/arithmetic.ts";
import { scalar } from "../tensor/scalar.ts";
import { state } from "../tensor/state.ts";
import { leaf, type Tensor } from "../tensor/tensor.ts";
import { enterTurn } from "../scopes/turn.ts";
import { clippedByNorm } from "./clip.ts";
import { checkOptimizerOptions, type OptimizerOptions } from "./options.ts";
import { checkPairs, type GradientPair } from "./pairs.ts";

/** Arguments of {@linkcode Optimizer.minimize}. */
export interface MinimizeArguments {
  /** Computes the loss. */
  loss: () => Tensor;
  /** Variables that are changed. */
  varList: readonly Variable[];
}

/** Changes variables along their gradients. */
export abstract class Optimizer {
  /** Name, the beginning of the names of its variables. */
  readonly name: string;
  /** How many steps it has made. */
  readonly iterations: Variable;
  readonly #learningRate: Variable;
  readonly #clip: { value: number | undefined; norm: number | undefined };
  readonly #slots = new Map<Variable, Map<string, Variable>>();

  /** Makes an optimizer that has made no step. */
  constructor(learningRate: number, options: OptimizerOptions = {}) {
    const where = new.target.name;
    const { name, clipvalue, clipnorm } = fromCaller(
      new.target,
      () => checkOptimizerOptions(where, learningRate, options),
    );
    this.name = name ?? where;
    this.#clip = { value: clipvalue, norm: clipnorm };
    const scalar = (part: string, value: number, dtype: "int32" | "float32") =>
      new Variable(value, { name: `${this.name}/${part}`, dtype, trainable: false });
    this.iterations = scalar("iter", 0, "int32");
    this.#learningRate = scalar("learning_rate", learningRate, "float32");
  }

  /**
   * Length of a step: a variable, which steps in `tf.function` read as well. A number that is
   * assigned becomes its value.
   *
   * @example
   * ```ts
   * import * as tf from "kerasaur";
   * import { assertEquals } from "@std/assert";
   *
   * const optimizer = new tf.keras.optimizers.SGD(0.5);
   * optimizer.learningRate = 0.25;
   * assertEquals(Number(optimizer.learningRate), 0.25);
   * ```
   */
  get learningRate(): Variable {
    return this.#learningRate;
  }

  set learningRate(value: TensorLike) {
    const where = `${this.name}.learningRate`;
    if (typeof value === "number") checkFinite(where, "learningRate", value, { min: 0 });
    // What `rate *= 0.5` and the like would assign to itself.
    if (value !== this.#learningRate) this.#learningRate.assign(value);
  }

  /** Changes one variable; runs once a step for each variable. */
  protected abstract update(gradient: Tensor, variable: Variable, step: StepContext): void;

  /** Values that all updates of one step share; runs once a step. */
  protected prepare(): StepContext {
    return { rate: this.learningRate.take(), step: this.iterations };
  }

  /** A variable of the optimizer's own beside a weight, zeros at first. */
  protected slot(variable: Variable, name: string): Variable {
    let slots = this.#slots.get(variable);
    if (!slots) this.#slots.set(variable, slots = new Map());
    let slot = slots.get(name);
    if (!slot) {
      const path = variable.name.replace(/:0$/, "");
      const options = { name: `${this.name}/${path}/${name}`, trainable: false };
      slot = new Variable(zerosOf(variable), options);
      slots.set(name, slot);
    }
    return slot;
  }

  /**
   * Makes one step: changes each variable along its gradient, then applies its constraint.
   *
   * @throws {TypeError} if no pair has a gradient, or a gradient has another shape than its variable.
   */
  applyGradients(
    ...args: Arguments<{ gradsAndVars: Iterable<GradientPair> }, ["gradsAndVars"]>
  ): void {
    try {
      this.#apply(...args);
    } catch (error) {
      throw atCaller(error, this.applyGradients);
    }
  }

  #apply(...args: unknown[]): void {
    const where = `${this.name}.applyGradients`;
    const [pairs] = bindArguments({ where, names: ["gradsAndVars"], required: 1 }, args);
    const all = checkPairs(where, pairs);
    const usable = all.filter((pair): pair is [Tensor, Variable] => pair[0] !== null);
    if (usable.length === 0) {
      const names = all.map(([, { name }]) => `'${name}'`).join(", ");
      throw new TypeError(
        `${where}: expected a gradient for at least one variable, received none for ${
          names || "no variables"
        }; compute the loss inside tape.run`,
      );
    }
    enterTurn();
    state.internal++;
    try {
      this.iterations.put(add(this.iterations.take(), scalar(1, this.iterations.dtype)));
      const step = this.prepare();
      for (const [gradient, variable] of usable) {
        // Hardly anybody reads a gradient after its use; who does has it computed again, once.
        gradient.internal = true;
        this.update(this.#clipped(gradient), variable, step);
        if (variable.constraint) variable.assign(variable.constraint(variable.take()));
      }
    } finally {
      state.internal--;
    }
  }

  #clipped(gradient: Tensor): Tensor {
    const { value, norm } = this.#clip;
    const byNorm = norm === undefined ? gradient : clippedByNorm(gradient, norm);
    return value === undefined ? byNorm : clipByValue(byNorm, -value, value);
  }

  /**
   * Computes the gradients of `loss` and makes one step.
   *
   * @throws {TypeError} if the loss depends on none of the variables.
   */
  minimize(...args: Arguments<MinimizeArguments, ["loss", "varList"]>): void {
    const where = `${this.name}.minimize`;
    const [loss, variables] = bindArguments(
      { where, names: ["loss", "varList"], required: 2 },
      args,
    );
    if (typeof loss !== "function" || !Array.isArray(variables)) {
      throw new TypeError(
        `${where}: expected a function that gives the loss, and a list of variables, received ${
          formatValue(loss)
        } and ${formatValue(variables)}`,
      );
    }
    const varList = variables as readonly Variable[];
    const tape = new GradientTape();
    const gradients = tape.gradient(tape.run(loss as () => Tensor), varList);
    this.applyGradients(gradients.map((gradient, i) => [gradient, varList[i]!] as const));
  }

  /** Its variables: the count of steps, then those beside each weight. */
  get weights(): PyList<Variable> {
    return list(
      this.iterations,
      ...[...this.#slots.values()].flatMap((slots) => [...slots.values()]),
    );
  }

  /** Copies of its variables' values. */
  getWeights(): PyList<NdArray> {
    return list(...this.weights.map((weight) => weight.numpy()));
  }

  /** Replaces its variables' values; all or none. */
  setWeights(values: readonly TensorLike[]): void {
    assignWeights(this.name, this.weights, values);
  }

  /** Its options in Keras's spelling. */
  getConfig(): Record<string, unknown> {
    const { value, norm } = this.#clip;
    return {
      name: this.name,
      learning_rate: this.learningRate.numpy().item(),
      ...(value === undefined ? {} : { clipvalue: value }),
      ...(norm === undefined ? {} : { clipnorm: norm }),
    };
  }
}

/** Zeros beside a variable, in memory of their own. */
function zerosOf({ aval }: Variable): Tensor {
  return leaf(newStorage(aval.dtype, aval.size), aval);
}

/** What the updates of one step share. */
export interface StepContext {
  /** Length of the step. */
  readonly rate: Tensor;
  /** Number of the step, from 1. */
  readonly step: Variable;
}

trapPythonNames(Optimizer);
