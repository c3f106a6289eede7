/**
 * The base of optimizers: what is asked of one from outside.
 *
 * @module
 */
import { displayable } from "../display/inspect.ts";
import type { Rows } from "../configuration/options.ts";
import type { CustomObjects } from "../configuration/registry.ts";
import { beginAtCaller, fromCaller, fromConfigCaller } from "../errors/caller.ts";
import type { Variable } from "../functions/variable.ts";
import { assignWeights } from "../layers/base/weights.ts";
import { trapPythonNames } from "../objects/python_names.ts";
import { type Arguments, bindArguments } from "../ops/bind.ts";
import { multiply } from "../primitives/math/arithmetic.ts";
import type { TensorLike } from "../tensor/like.ts";
import { scalar } from "../tensor/scalar.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { configOf, optionsFrom } from "./config.ts";
import { type ExcludeArguments, Excluded } from "./excluded.ts";
import { gradientsOf, type MinimizeArguments } from "./minimize.ts";
import { optimizerTable } from "./optimizer_html.ts";
import { BASE } from "./options.ts";
import { checkPairs, type GradientPair, usablePairs } from "./pairs.ts";
import { OptimizerState } from "./state.ts";
import { type StepContext, StepOptimizer } from "./stepper.ts";
import { OptimizerVariables } from "./variables.ts";

export type { StepContext };

/** Arguments of {@linkcode Optimizer.apply}. */
export interface ApplyArguments {
  /** A gradient for each variable; `null` for one that the loss does not depend on. */
  grads: readonly (Tensor | null)[];
  /** The variables; default: those it was built with. */
  trainableVariables?: readonly Variable[] | null | undefined;
}

/**
 * Changes variables along their gradients. An own optimizer overrides `build`, to add variables
 * beside the weights, and `updateStep`, which changes one variable; what they do becomes part of the
 * step's graph. Clipping, weight decay, averages, accumulation and schedules come with the base.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * class Momentum extends tf.keras.optimizers.Optimizer {
 *   constructor(learningRate: number) {
 *     super({ learningRate });
 *   }
 *   override build(variables: readonly tf.Variable[]) {
 *     if (this.built) return;
 *     super.build(variables);
 *     this.addOptimizerVariables(variables, "momentum");
 *   }
 *   override updateStep(gradient: tf.Tensor, variable: tf.Variable, rate: tf.Tensor) {
 *     const momentum = this.slot(variable, "momentum");
 *     this.assign(momentum, tf.subtract(tf.multiply(momentum, 0.5), tf.multiply(gradient, rate)));
 *     this.assignAdd(variable, momentum);
 *   }
 * }
 * const w = new tf.Variable(2);
 * const optimizer = new Momentum(0.25);
 * for (let i = 0; i < 2; i++) optimizer.applyGradients([[tf.constant(1), w]]);
 * assertEquals(Number(w), 1.375);
 * ```
 */
export abstract class Optimizer extends StepOptimizer {
  /** Its options, in Keras's order. */
  static readonly rows: Rows = BASE;

  /**
   * Leaves variables out of the weight decay, by themselves or by parts of their names.
   *
   * @throws {TypeError} after the optimizer was built.
   */
  excludeFromWeightDecay(...args: Arguments<ExcludeArguments, ["varList", "varNames"]>): void {
    const place = `${this.name}.excludeFromWeightDecay`;
    const names = ["varList", "varNames"];
    const [varList, varNames] = bindArguments({ where: place, names, required: 0 }, args);
    if (this.built) {
      throw new TypeError(
        `${place}: expected an optimizer that is not built yet, received one that is; call it before the first step`,
      );
    }
    this.excluded = new Excluded(place, { varList, varNames } as ExcludeArguments);
  }

  /**
   * Makes one step: changes each variable along its gradient, then applies its constraint.
   *
   * @throws {TypeError} if no pair has a gradient, or a gradient has another shape than its variable.
   */
  applyGradients(
    ...args: Arguments<{ gradsAndVars: Iterable<GradientPair> }, ["gradsAndVars"]>
  ): void {
    fromCaller(this.applyGradients, () => {
      const place = `${this.name}.applyGradients`;
      const signature = { where: place, names: ["gradsAndVars"], required: 1 };
      const pairs = checkPairs(place, bindArguments(signature, args)[0]);
      const usable = usablePairs(place, pairs);
      if (this.apply === Optimizer.prototype.apply) {
        this.know(pairs);
        return this.step(usable, pairs);
      }
      this.apply(pairs.map(([gradient]) => gradient), pairs.map(([, variable]) => variable));
    });
  }

  /**
   * Makes one step along a list of gradients.
   *
   * @throws {TypeError} without variables before it was built, or for another number of gradients.
   */
  apply(...args: Arguments<ApplyArguments, ["grads", "trainableVariables"]>): void {
    fromCaller(this.apply, () => {
      const place = `${this.name}.apply`;
      const names = ["grads", "trainableVariables"];
      const [gradients, variables] = bindArguments({ where: place, names, required: 1 }, args);
      const all = this.pairs(place, gradients, variables);
      this.step(usablePairs(place, all), all);
    });
  }

  /**
   * What `apply` would make of values that are given in the place of its variables' and its weights';
   * neither changes.
   *
   * @returns The weights' values and its variables' values after the step.
   * @throws {TypeError} before it was built, or for another number of values.
   */
  statelessApply(
    optimizerVariables: readonly TensorLike[],
    grads: readonly (Tensor | null)[],
    trainableVariables: readonly TensorLike[],
  ): [Tensor[], Tensor[]] {
    const { variables } = this;
    const weights = [...this.known];
    const before = [...variables, ...weights].map((it) => it.value());
    assignWeights(this.name, variables, optimizerVariables);
    try {
      assignWeights(this.name, weights, trainableVariables);
      this.apply(grads);
      return [weights.map((it) => it.value()), variables.map((it) => it.value())];
    } finally {
      [...variables, ...weights].forEach((it, i) => it.assign(before[i]!));
    }
  }

  /** A loss times `lossScaleFactor`, so that small gradients of float16 do not vanish. */
  scaleLoss(loss: Tensor): Tensor {
    const scale = this.lossScaleFactor;
    return scale === null ? loss : multiply(loss, scalar(scale, loss.dtype));
  }

  /**
   * Computes the gradients of `loss`, scaled by `scaleLoss`, and makes one step.
   *
   * @throws {TypeError} if the loss depends on none of the variables.
   */
  minimize(...args: Arguments<MinimizeArguments, ["loss", "varList"]>): void {
    const scale = (loss: Tensor) => this.scaleLoss(loss);
    this.applyGradients(gradientsOf(`${this.name}.minimize`, args, scale));
  }

  /** Its options in the spelling and the form of the Keras in use. */
  getConfig(): Record<string, unknown> {
    const options = { ...this.base, lossScaleFactor: this.lossScaleFactor };
    return configOf(options, this.writtenRate(), this.name);
  }

  /** An optimizer of this class with the options of a configuration, of whichever Keras. */
  static fromConfig<T>(
    this: new (options: never) => T,
    config: Readonly<Record<string, unknown>>,
    customObjects?: CustomObjects,
  ): T {
    return fromConfigCaller(this, config, () => {
      const { rows, name } = this as unknown as { rows: Rows; name: string };
      return new this(optionsFrom(`${name}.fromConfig`, rows, config, customObjects) as never);
    });
  }
}

for (const { prototype } of [Optimizer, StepOptimizer, OptimizerState, OptimizerVariables]) {
  trapPythonNames({ name: "Optimizer", prototype });
}
beginAtCaller(Optimizer.prototype, ["excludeFromWeightDecay", "minimize", "statelessApply"]);

displayable(Optimizer.prototype, {
  repr: (it) => `<${it.constructor.name} name=${it.name}>`,
  html: optimizerTable,
});
