/**
 * The steps of optimizers: what happens before, between and after the updates of weights, all of
 * which becomes part of the step's graph.
 *
 * @module
 */
import { beginAtCaller } from "../errors/caller.ts";
import type { Variable } from "../functions/variable.ts";
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
import type { Tensor } from "../tensor/tensor.ts";
import { type Averaged, moveAverages, overwriteWeights } from "./averages.ts";
import { clipped } from "./clip.ts";
import { onlyIf } from "./conditional.ts";
import { Excluded } from "./excluded.ts";
import { type GradientPair, pairsOf, type Usable } from "./pairs.ts";
import { OptimizerState } from "./state.ts";

const NONE = new Excluded("");

/** What the updates of one step share. */
export interface StepContext {
  /** Length of the step. */
  readonly rate: Tensor;
  /** Number of the step, from 1. */
  readonly step: Tensor;
}

/** The weights of an optimizer and its steps; what is asked of it from outside is `Optimizer`. */
export abstract class StepOptimizer extends OptimizerState {
  /** Whether it has variables for weights. */
  built = false;
  /** What does not decay. */
  protected excluded: Excluded = NONE;
  readonly #known = new Set<Variable>();

  /** The weights it was built with. */
  protected get known(): ReadonlySet<Variable> {
    return this.#known;
  }

  /**
   * Makes the variables for weights, as the first step would.
   *
   * @throws {TypeError} if it was built with other variables, in Keras 3.
   */
  build(variables: readonly Variable[]): void {
    const added = variables.filter((it) => !this.#known.has(it));
    if (this.built && added.length > 0 && getProfile() === "keras3") this.#refuse(added[0]!);
    const { useEma, gradientAccumulationSteps: steps } = this.base;
    if (useEma) this.addSlots(added, [{ name: "average" }]);
    if (steps !== null) this.addSlots(added, [{ name: "gradient_accumulator" }]);
    for (const it of added) this.#known.add(it);
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
    if (this.updateStep === StepOptimizer.prototype.updateStep) {
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

  /** Gradients with the variables they are for; builds the optimizer for them. */
  protected pairs(place: string, gradients: unknown, variables: unknown): GradientPair[] {
    if (!this.built && (variables === undefined || variables === null)) {
      throw new TypeError(
        `${place}: expected trainableVariables, since it is not built yet; call build(variables) first`,
      );
    }
    const pairs = pairsOf(place, gradients, variables ?? [...this.#known]);
    this.know(pairs);
    return pairs;
  }

  /** Builds the optimizer for variables that it does not know yet. */
  protected know(pairs: readonly GradientPair[]): void {
    if (pairs.every(([, it]) => this.#known.has(it))) return;
    this.build(pairs.map(([, variable]) => variable));
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
    const added = new Map(pairs.map(([, variable], i) => [variable, totals[i]!]));
    if (added.size < pairs.length) {
      throw new TypeError(
        `${this.name}: expected each variable once where gradients are accumulated, received one of them twice`,
      );
    }
    const means = pairs.map(([, variable], i) =>
      [divide(totals[i]!, scalar(steps, variable.dtype)), variable] as const
    );
    const number = add(this.iterations as Tensor, scalar(1, made.dtype));
    const held = [...this.#known, ...this.variables];
    onlyIf(isDue, held, () => this.#updated(means, number));
    for (const variable of this.#known) {
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
      const decay = this.excluded.has(variable) ? null : this.decayOf(variable);
      if (decay === null) continue;
      const lost = multiply(variable.take(), scalar(decay, variable.dtype));
      variable.put(subtract(variable.take(), multiply(lost, cast(rate, variable.dtype))));
    }
    pairs.forEach(([, variable], i) => this.update(gradients[i]!, variable, context));
  }

  /** The weights it was built with beside their averages; `null` if it keeps none. */
  get averages(): readonly Averaged[] | null {
    if (!this.base.useEma) return null;
    return [...this.#known].map((variable) => ({
      variable,
      average: this.slot(variable, "average"),
    }));
  }

  #averaged(): void {
    const { emaMomentum, emaOverwriteFrequency: frequency } = this.base;
    const { averages } = this;
    if (averages === null) return;
    const steps = this.iterations;
    const made = "take" in steps ? steps.take() : steps;
    moveAverages(averages, emaMomentum, made);
    if (frequency === null) return;
    overwriteWeights(averages, frequency, add(made, scalar(1, made.dtype)));
  }

  /** Replaces weights by their averages, if it keeps averages; the end of training. */
  finalizeVariableValues(varList: readonly Variable[]): void {
    if (!this.base.useEma) return;
    for (const variable of varList) variable.assign(this.slot(variable, "average").take());
  }
}

beginAtCaller(StepOptimizer.prototype, ["build"]);
