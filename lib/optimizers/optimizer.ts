/**
 * The base of optimizers: variables of its own beside each weight, one count of steps, and updates
 * that become part of the step's graph.
 *
 * @module
 */
import type { NdArray } from "../display/ndarray.ts";
import { list, type PyList } from "../display/python_collections.ts";
import { outsideTrace } from "../tensor/trace.ts";
import { checkFinite } from "../errors/checks.ts";
import { formatShape, formatValue } from "../errors/format.ts";
import { assignWeights } from "../layers/base/weights.ts";
import { isTensor, type TensorLike } from "../ops/as_tensor.ts";
import { clipByValue } from "../ops/math/clip.ts";
import { divide, multiply, square } from "../primitives/math/arithmetic.ts";
import { sqrt } from "../primitives/math/exponential.ts";
import { maximum } from "../primitives/math/extremes.ts";
import { reduceSum } from "../primitives/reduction/reduce_sum.ts";
import { add } from "../primitives/math/arithmetic.ts";
import { newStorage } from "../arrays/dtypes.ts";
import { scalar } from "../tensor/scalar.ts";
import { state } from "../tensor/state.ts";
import { GradientTape } from "../functions/gradient_tape.ts";
import { leaf, type Tensor } from "../tensor/tensor.ts";
import { Variable } from "../functions/variable.ts";

/** Options every optimizer takes. */
export interface OptimizerOptions {
  /** Name; default: the class's. */
  name?: string;
  /** Each gradient is cut to values from `-clipvalue` to `clipvalue`; default: not at all. */
  clipvalue?: number;
  /** Each gradient is scaled to a norm of at most this; default: not at all. */
  clipnorm?: number;
}

/** A gradient and the variable it is of; `null` for a variable the loss does not depend on. */
export type GradientPair = readonly [gradient: Tensor | null, variable: Variable];

/** Changes variables along their gradients. */
export abstract class Optimizer {
  /** Name, the beginning of the names of its variables. */
  readonly name: string;
  /** How many steps it has made. */
  readonly iterations: Variable;
  /** Length of a step; assign to it to change it, traced functions included. */
  readonly learningRate: Variable;
  readonly #clip: { value: number | undefined; norm: number | undefined };
  readonly #slots = new Map<Variable, Map<string, Variable>>();

  /** Makes an optimizer that has made no step. */
  constructor(learningRate: number, { name, clipvalue, clipnorm }: OptimizerOptions = {}) {
    const where = new.target.name;
    checkFinite(where, "learningRate", learningRate, { min: 0 });
    if (clipvalue !== undefined) checkFinite(where, "clipvalue", clipvalue, { min: 0 });
    if (clipnorm !== undefined) checkFinite(where, "clipnorm", clipnorm, { min: 0 });
    this.name = name ?? where;
    this.#clip = { value: clipvalue, norm: clipnorm };
    const scalar = (part: string, value: number, dtype: "int32" | "float32") =>
      new Variable(value, { name: `${this.name}/${part}`, dtype, trainable: false });
    this.iterations = scalar("iter", 0, "int32");
    this.learningRate = scalar("learning_rate", learningRate, "float32");
  }

  /** Changes one variable; runs inside a tidy scope, once a step for each variable. */
  protected abstract update(gradient: Tensor, variable: Variable, step: StepContext): void;

  /** Values that all updates of one step share; runs once a step. */
  protected prepare(): StepContext {
    return { rate: this.learningRate.value(), step: this.iterations };
  }

  /** A variable of the optimizer's own beside a weight, zeros at first. */
  protected slot(variable: Variable, name: string): Variable {
    let slots = this.#slots.get(variable);
    if (!slots) this.#slots.set(variable, slots = new Map());
    let slot = slots.get(name);
    if (!slot) {
      const path = variable.name.replace(/:0$/, "");
      const options = { name: `${this.name}/${path}/${name}`, trainable: false };
      slot = outsideTrace(() => new Variable(zerosOf(variable), options));
      slots.set(name, slot);
    }
    return slot;
  }

  /**
   * Makes one step: changes each variable along its gradient, then applies its constraint.
   *
   * @throws {TypeError} if no pair has a gradient, or a gradient has another shape than its variable.
   */
  applyGradients(pairs: Iterable<GradientPair>): void {
    const all = [...pairs];
    const where = `${this.name}.applyGradients`;
    for (const [gradient, variable] of all) {
      if (!(variable instanceof Variable)) {
        throw new TypeError(
          `${where}: expected pairs of gradient and variable, received ${formatValue(variable)}`,
        );
      }
      if (gradient === null) continue;
      if (!isTensor(gradient) || formatShape(gradient.shape) !== formatShape(variable.shape)) {
        throw new TypeError(
          `${where}: expected a gradient of shape ${
            formatShape(variable.shape)
          } for '${variable.name}', received ${formatValue(gradient)}`,
        );
      }
    }
    const usable = all.filter((pair): pair is [Tensor, Variable] => pair[0] !== null);
    if (usable.length === 0) {
      const names = all.map(([, { name }]) => `'${name}'`).join(", ");
      throw new TypeError(
        `${where}: expected a gradient for at least one variable, received none for ${
          names || "no variables"
        }; compute the loss inside tape.run`,
      );
    }
    state.internal++;
    try {
      this.iterations.put(add(this.iterations.value(), scalar(1, this.iterations.dtype)));
      const step = this.prepare();
      for (const [gradient, variable] of usable) {
        // Hardly anybody reads a gradient after its use; who does has it computed again, once.
        gradient.internal = true;
        this.update(this.#clipped(gradient), variable, step);
        if (variable.constraint) variable.assign(variable.constraint(variable.value()));
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

  /** Computes the gradients of `loss` and makes one step. */
  minimize(loss: () => Tensor, variables: readonly Variable[]): void {
    const tape = new GradientTape();
    const gradients = tape.gradient(tape.run(loss), variables);
    this.applyGradients(gradients.map((gradient, i) => [gradient, variables[i]!] as const));
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

/** A gradient scaled to a norm of at most `norm`. */
function clippedByNorm(gradient: Tensor, norm: number): Tensor {
  const most = scalar(norm, gradient.dtype);
  const length = sqrt(reduceSum(square(gradient), gradient.shape.map((_, axis) => axis)));
  return divide(multiply(gradient, most), maximum(length, most));
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
