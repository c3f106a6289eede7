/**
 * The base of optimizers: one count of steps, a learning rate, and what every optimizer does before
 * and after its updates, all of which become part of the step's graph.
 *
 * @module
 */
import { trapPythonNames } from "../objects/python_names.ts";
import type { Rows } from "../configuration/options.ts";
import type { CustomObjects } from "../configuration/registry.ts";
import { fromCaller } from "../errors/caller.ts";
import type { Variable } from "../functions/variable.ts";
import { type Arguments, bindArguments } from "../ops/bind.ts";
import { assignWeights } from "../layers/base/weights.ts";
import { zerosLike } from "../primitives/array/fill.ts";
import { add, divide, multiply, subtract } from "../primitives/math/arithmetic.ts";
import { cast } from "../primitives/math/cast.ts";
import { equal } from "../primitives/math/comparison.ts";
import { floormod } from "../primitives/math/division.ts";
import { where } from "../primitives/math/where.ts";
import { getProfile } from "../random/profile.ts";
import { enterTurn } from "../scopes/turn.ts";
import { scalar } from "../tensor/scalar.ts";
import { state } from "../tensor/state.ts";
import type { TensorLike } from "../tensor/like.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { type Averaged, moveAverages, overwriteWeights } from "./averages.ts";
import { clipped } from "./clip.ts";
import { onlyIf } from "./conditional.ts";
import { configOf, optionsFrom } from "./config.ts";
import { type ExcludeArguments, Excluded } from "./excluded.ts";
import { gradientsOf, type MinimizeArguments } from "./minimize.ts";
import { BASE } from "./options.ts";
import { checkPairs, type GradientPair, pairsOf, type Usable, usablePairs } from "./pairs.ts";
import { OptimizerState } from "./state.ts";
import { OptimizerVariables } from "./variables.ts";

const NONE = new Excluded("");

/** What the updates of one step share. */
export interface StepContext {
  /** Length of the step. */
  readonly rate: Tensor;
  /** Number of the step, from 1. */
  readonly step: Tensor;
}

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
export abstract class Optimizer extends OptimizerState {
  /** Its options, in Keras's order. */
  static readonly rows: Rows = BASE;
  /** Whether it has variables for weights. */
  built = false;
  readonly #weights: Variable[] = [];
  #excluded: Excluded = NONE;
  /**
   * Makes the variables for weights, as the first step would.
   *
   * @throws {TypeError} if it was built with other variables, in Keras 3.
   */
  build(variables: readonly Variable[]): void {
    const added = variables.filter((it) => !this.#weights.includes(it));
    if (this.built && added.length > 0 && getProfile() === "keras3") this.#refuse(added[0]!);
    const { useEma, gradientAccumulationSteps: steps } = this.base;
    if (useEma) this.addSlots(added, [{ name: "average" }]);
    if (steps !== null) this.addSlots(added, [{ name: "gradient_accumulator" }]);
    this.#weights.push(...added);
    this.built = true;
    this.makeSlots(added);
  }

  #refuse(variable: Variable): never {
    throw new TypeError(
      `${this.name}: expected variables it was built with, received '${variable.path}'; make an optimizer of its own for other variables`,
    );
  }

  /** Adds what Keras's own optimizers keep beside weights. */
  protected makeSlots(_variables: readonly Variable[]): void {}

  /** Values that all updates of one step share; runs once a step. */
  protected prepare(step: StepContext): StepContext {
    return step;
  }

  /** Changes one variable; runs once a step for each variable. */
  protected update(gradient: Tensor, variable: Variable, { rate }: StepContext): void {
    if (this.updateStep === Optimizer.prototype.updateStep) {
      throw new TypeError(`${this.constructor.name}: expected updateStep to be overridden`);
    }
    this.updateStep(gradient, variable, rate);
  }

  /**
   * Changes one variable by its gradient; runs once a step for each variable. An own optimizer
   * overrides it.
   */
  updateStep(gradient: Tensor, variable: Variable, learningRate: Tensor): void {
    const step = add(this.iterations as Tensor, scalar(1, "int32"));
    this.update(gradient, variable, this.prepare({ rate: learningRate, step }));
  }

  /** How much of a variable a step takes off, times the rate; `null` for nothing. */
  protected decayOf(_variable: Variable): number | null {
    return this.base.weightDecay;
  }

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
    this.#excluded = new Excluded(place, { varList, varNames } as ExcludeArguments);
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
      usablePairs(place, pairs);
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

  /** Gradients with the variables they are for; builds the optimizer for them. */
  protected pairs(place: string, gradients: unknown, variables: unknown): GradientPair[] {
    if (!this.built && (variables === undefined || variables === null)) {
      throw new TypeError(
        `${place}: expected trainableVariables, since it is not built yet; call build(variables) first`,
      );
    }
    const pairs = pairsOf(place, gradients, variables ?? this.#weights);
    if (pairs.some(([, it]) => !this.#weights.includes(it))) {
      this.build(pairs.map(([, variable]) => variable));
    }
    return pairs;
  }

  /**
   * Makes one step with what was checked.
   *
   * @param pairs Those with a gradient.
   * @param _all All of them.
   */
  protected step(pairs: Usable, _all: readonly GradientPair[]): void {
    enterTurn();
    state.internal++;
    try {
      const made = this.calls.take();
      const after = add(made, scalar(1, made.dtype));
      // Hardly anybody reads a gradient after its use; who does has it computed again, once.
      for (const [gradient] of pairs) gradient.internal = true;
      this.#accumulated(this.#unscaled(pairs), made, after);
      this.#averaged();
      for (const [, variable] of pairs) {
        if (variable.constraint) variable.assign(variable.constraint(variable.take()));
      }
      this.calls.put(after);
    } finally {
      state.internal--;
    }
  }

  #unscaled(pairs: Usable): Usable {
    const scale = this.lossScaleFactor;
    if (scale === null) return pairs;
    return pairs.map(([it, variable]) => [divide(it, scalar(scale, it.dtype)), variable]);
  }

  /** Updates by the gradients, or by their mean in each so many calls. */
  #accumulated(pairs: Usable, made: Tensor, after: Tensor): void {
    const steps = this.base.gradientAccumulationSteps;
    if (steps === null) return this.#updated(pairs, after);
    const count = scalar(steps, made.dtype);
    const isDue = equal(floormod(after, count), scalar(0, made.dtype));
    const totals = pairs.map(([gradient, variable]) =>
      add(gradient, this.slot(variable, "gradient_accumulator").take())
    );
    const means = pairs.map(([, variable], i) =>
      [divide(totals[i]!, scalar(steps, variable.dtype)), variable] as const
    );
    const number = add(this.iterations as Tensor, scalar(1, made.dtype));
    const held = [...this.#weights, ...this.variables];
    onlyIf(isDue, held, () => this.#updated(means, number));
    const added = new Map(pairs.map(([, variable], i) => [variable, totals[i]!]));
    for (const variable of this.#weights) {
      const slot = this.slot(variable, "gradient_accumulator");
      slot.put(where(isDue, zerosLike(slot.take()), added.get(variable) ?? slot.take()));
    }
  }

  /** Clips gradients, lets weights decay and changes them. */
  #updated(pairs: Usable, step: Tensor): void {
    const rate = this.rateNow();
    const gradients = clipped(pairs.map(([gradient]) => gradient), this.base);
    const context = this.prepare({ rate, step });
    for (const [, variable] of pairs) {
      const decay = this.#excluded.has(variable) ? null : this.decayOf(variable);
      if (decay === null) continue;
      const lost = multiply(variable.take(), scalar(decay, variable.dtype));
      variable.put(subtract(variable.take(), multiply(lost, cast(rate, variable.dtype))));
    }
    pairs.forEach(([, variable], i) => this.update(gradients[i]!, variable, context));
  }

  #averages(): Averaged[] {
    return this.#weights.map((variable) => ({ variable, average: this.slot(variable, "average") }));
  }

  #averaged(): void {
    const { useEma, emaMomentum, emaOverwriteFrequency: frequency } = this.base;
    if (!useEma) return;
    const steps = this.iterations;
    const made = "take" in steps ? steps.take() : steps;
    moveAverages(this.#averages(), emaMomentum, made);
    if (frequency === null) return;
    overwriteWeights(this.#averages(), frequency, add(made, scalar(1, made.dtype)));
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
    const weights = this.#weights;
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

  /** Replaces weights by their averages, if it keeps averages; the end of training. */
  finalizeVariableValues(varList: readonly Variable[]): void {
    if (!this.base.useEma) return;
    for (const variable of varList) variable.assign(this.slot(variable, "average").take());
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
    const { rows, name } = this as unknown as { rows: Rows; name: string };
    return new this(optionsFrom(`${name}.fromConfig`, rows, config, customObjects) as never);
  }
}

for (const { prototype } of [Optimizer, OptimizerState, OptimizerVariables]) {
  trapPythonNames({ name: "Optimizer", prototype });
}
