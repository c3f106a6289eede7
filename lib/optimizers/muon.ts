/**
 * Muon: momentum made orthogonal, for the matrices of hidden layers; AdamW for the rest.
 *
 * @module
 */
import { type Made, type Rows, type RowsOf, writeOptions } from "../configuration/options.ts";
import { finite, flag, integer, row } from "../configuration/rows.ts";
import { formatValue } from "../errors/format.ts";
import type { Variable } from "../functions/variable.ts";
import type { Arguments } from "../ops/bind.ts";
import { add, divide, multiply, square, subtract } from "../primitives/math/arithmetic.ts";
import { cast } from "../primitives/math/cast.ts";
import { sqrt } from "../primitives/math/exponential.ts";
import { scalar } from "../tensor/scalar.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { Decay } from "./decay.ts";
import { type LearningRate, learningRate } from "./learning_rate.ts";
import { moveTowards } from "./moments.ts";
import { Optimizer, type StepContext } from "./optimizer.ts";
import { type OptimizerOptions, optimizerOptions, REST } from "./options.ts";
import { orthogonal } from "./orthogonal.ts";

/** Options of {@linkcode Muon}. */
export interface MuonOptions extends OptimizerOptions {
  /** Length of a step, >= 0; default 0.001. */
  learningRate?: LearningRate | undefined;
  /** Adam's share of the mean of the gradient that stays, from 0 to 1; default 0.9. */
  adamBeta1?: number | undefined;
  /** Adam's share of the mean of its square that stays, from 0 to 1; default 0.999. */
  adamBeta2?: number | undefined;
  /** The weight decay of what Adam changes, >= 0; default 0.004; `null` for none. */
  adamWeightDecay?: number | null | undefined;
  /** Keeps Adam's denominator from 0, >= 0; default 1e-7. */
  epsilon?: number | undefined;
  /** The weight decay of the other matrices, >= 0; default 0.004; `null` for none. */
  weightDecay?: number | null | undefined;
  /** Regular expressions: matrices in whose paths one is found are left to Adam; default none. */
  excludeLayers?: readonly string[] | null | undefined;
  /** Whether matrices with "embedding" in their paths are left to Adam; default `true`. */
  excludeEmbeddings?: boolean | undefined;
  /** Factor of the first power in Newton-Schulz steps; default 3.4445. */
  muonA?: number | undefined;
  /** Factor of the third power; default -4.775. */
  muonB?: number | undefined;
  /** Factor of the fifth power; default 2.0315. */
  muonC?: number | undefined;
  /** Adam's rate, as a share of the rate, >= 0; default 1. */
  adamLrRatio?: number | undefined;
  /** How much of the momentum stays, from 0 to 1; default 0.95. */
  momentum?: number | undefined;
  /** Number of Newton-Schulz steps, >= 0; default 5. */
  nsSteps?: number | undefined;
  /** Whether the momentum is Nesterov's; default `true`. */
  nesterov?: boolean | undefined;
  /** Steps are as long as Adam's of this root mean square, >= 0; default 0.2; `null`: not scaled. */
  rmsRate?: number | null | undefined;
}

/** A list of regular expressions. */
function patterns() {
  return row<readonly string[], readonly string[], null>(null, (where, name, given) => {
    if (Array.isArray(given) && given.every((it) => typeof it === "string")) return [...given];
    throw new TypeError(
      `${where}: expected ${name} to be a list of texts, received ${name}=${formatValue(given)}`,
    );
  });
}

type First = ["adamBeta1", "adamBeta2", "adamWeightDecay", "epsilon"];

/** A number with a default, or `null`. */
function orNull(ifMissing: number) {
  return {
    ...finite<number | null>(null, { min: 0 }),
    ifMissing,
  };
}

const FIRST = [
  ["adamBeta1", finite(0.9, { min: 0, max: 1 }), "adam_beta_1"],
  ["adamBeta2", finite(0.999, { min: 0, max: 1 }), "adam_beta_2"],
  ["adamWeightDecay", orNull(0.004)],
  ["epsilon", finite(1e-7, { min: 0 })],
] as const satisfies RowsOf<MuonOptions, First>;

const LAST = [
  ["excludeLayers", patterns()],
  ["excludeEmbeddings", flag(true)],
  ["muonA", finite(3.4445)],
  ["muonB", finite(-4.775)],
  ["muonC", finite(2.0315)],
  ["adamLrRatio", finite(1, { min: 0 })],
  ["momentum", finite(0.95, { min: 0, max: 1 })],
  ["nsSteps", integer(5, { min: 0 })],
  ["nesterov", flag(true)],
  ["rmsRate", orNull(0.2)],
] as const;

const OWN = [...FIRST, ...LAST] as const;

const OPTIONS = [
  ["learningRate", learningRate(0.001)],
  ...FIRST,
  ["weightDecay", orNull(0.004)],
  ...REST,
  ...LAST,
] as const;

/**
 * For matrices `m = momentum m + g`, `w -= rate rmsRate sqrt(max(rows, columns)) orthogonal(n)`, where
 * `n` is `g + momentum m` with Nesterov's momentum, else `m`, and `orthogonal` gives `U V^T` of
 * `n = U S V^T`, nearly, by Newton and Schulz's iteration. What is no matrix, embeddings and what
 * `excludeLayers` names take Adam's steps; an output layer should be among these.
 *
 * State: `momentum` beside each weight, `velocity` beside those that Adam changes. After Jordan and
 * others, "Muon: An optimizer for hidden layers in neural networks" (2024), and Liu and others, "Muon
 * is Scalable for LLM Training" (2025).
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assert } from "@std/assert";
 *
 * const w = new tf.Variable([[2, 0], [0, -2]]);
 * const optimizer = new tf.keras.optimizers.Muon(0.5);
 * const loss = () => tf.reduceSum(tf.square(w));
 * for (let i = 0; i < 5; i++) optimizer.minimize(loss, [w]);
 * assert(Number(loss()) < 4);
 * ```
 */
export class Muon extends Optimizer {
  static override readonly rows: Rows = OPTIONS;
  readonly #options: Made<typeof OWN>;
  readonly #excluded: RegExp | undefined;
  readonly #decays: readonly [Decay, Decay];

  /** @param args Learning rate, Adam's options; the rest by name. */
  constructor(...args: Arguments<MuonOptions, ["learningRate", ...First], MuonNamed>) {
    const { own, base } = optimizerOptions(new.target, OPTIONS, args);
    super(base);
    this.#options = { ...own, excludeLayers: own.excludeLayers ?? [] };
    const { excludeLayers: names, adamBeta1, adamBeta2 } = this.#options;
    this.#excluded = names?.length ? new RegExp(names.join("|")) : undefined;
    this.#decays = [new Decay(adamBeta1), new Decay(adamBeta2)];
  }

  /** Whether Adam changes a weight. */
  #isAdams({ shape, path }: Variable): boolean {
    if (shape.length !== 2) return true;
    if (this.#options.excludeEmbeddings && path.toLowerCase().includes("embedding")) return true;
    return this.#excluded?.test(path) ?? false;
  }

  protected override makeSlots(variables: readonly Variable[]): void {
    for (const variable of variables) {
      this.addSlots([variable], [{ name: "momentum" }]);
      if (this.#isAdams(variable)) this.addSlots([variable], [{ name: "velocity" }]);
    }
  }

  protected override decayOf(variable: Variable): number | null {
    return this.#isAdams(variable) ? this.#options.adamWeightDecay : super.decayOf(variable);
  }

  protected override update(gradient: Tensor, variable: Variable, context: StepContext): void {
    const { dtype, shape } = variable;
    const lr = cast(context.rate, dtype);
    if (this.#isAdams(variable)) return this.#adam(gradient, variable, context);
    const { momentum, nesterov, rmsRate, nsSteps, muonA, muonB, muonC } = this.#options;
    const m = this.slot(variable, "momentum");
    const change = add(gradient, multiply(m.take(), scalar(momentum - 1, dtype)));
    m.put(add(m.take(), change));
    const ahead = nesterov ? add(gradient, multiply(scalar(momentum, dtype), m.take())) : m.take();
    let step = multiply(lr, orthogonal(ahead, nsSteps, [muonA, muonB, muonC]));
    if (rmsRate !== null) {
      const root = scalar(Math.sqrt(Math.max(...shape)), dtype);
      step = multiply(multiply(step, root), scalar(rmsRate, dtype));
    }
    variable.put(subtract(variable.take(), step));
  }

  #adam(gradient: Tensor, variable: Variable, { rate, step }: StepContext): void {
    const { adamBeta1, adamBeta2, adamLrRatio, epsilon } = this.#options;
    const { dtype } = variable;
    const [first, second] = this.#decays.map((it) => it.at(step));
    const own = multiply(rate, scalar(adamLrRatio, rate.dtype));
    const alpha = cast(divide(multiply(own, sqrt(second!)), first!), dtype);
    const [m, v] = [this.slot(variable, "momentum"), this.slot(variable, "velocity")];
    moveTowards(m, gradient, 1 - adamBeta1);
    moveTowards(v, square(gradient), 1 - adamBeta2);
    const scale = add(sqrt(v.take()), scalar(epsilon, dtype));
    variable.put(subtract(variable.take(), divide(multiply(m.take(), alpha), scale)));
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), ...writeOptions(OWN, this.#options) };
  }
}

/** What is given by name. */
type MuonNamed = Exclude<keyof MuonOptions, "learningRate" | First[number]>;
