/**
 * TensorFlow's gradient tape. Python's `with tf.GradientTape() as tape:` block is the function
 * given to {@linkcode GradientTape.run}.
 *
 * @module
 */
import { displayable } from "../display/inspect.ts";
import { checkInteger, checkOneOf } from "../errors/checks.ts";
import { formatValue } from "../errors/format.ts";
import { type Arguments, bindArguments, type Signature } from "../ops/bind.ts";
import { atCaller, beginAtCaller } from "../errors/caller.ts";
import { fill } from "../primitives/array/fill.ts";
import { aval } from "../tensor/aval.ts";
import { internally } from "../tensor/state.ts";
import type { Tensor } from "../tensor/tensor.ts";
import type { VariableCore } from "../tensor/variable_core.ts";
import { checkBoolean } from "./arguments.ts";
import { isDifferentiable } from "./backpropagate.ts";
import { batchJacobian, jacobians } from "./jacobian.ts";
import { pack, type Structure } from "./nest.ts";
import { type Source, Tape } from "./tape.ts";
import {
  type Gradients,
  oneTarget,
  type OutputGradients,
  type Sources,
  sourcesOf,
  type Targets,
  weighted,
} from "./tape_arguments.ts";

/** Options of {@linkcode GradientTape}. */
export interface GradientTapeOptions {
  /** Whether gradients may be taken more than once; default `false`. */
  persistent?: boolean;
  /** Whether trainable variables are watched by themselves; default `true`. */
  watchAccessedVariables?: boolean;
}

/** What a source gets that the target does not depend on: `null` ("none", default) or zeros. */
export type UnconnectedGradients = "none" | "zero";

/** Options of {@linkcode GradientTape.gradient}. */
export interface GradientOptions {
  /** Gradients of whatever follows the targets; default: ones. */
  outputGradients?: OutputGradients;
  /** What a source gets that the target does not depend on: `null` ("none", default) or zeros. */
  unconnectedGradients?: UnconnectedGradients;
}

/** Options of {@linkcode GradientTape.jacobian} and {@linkcode GradientTape.batchJacobian}. */
export interface JacobianOptions {
  /** What a source gets that the target does not depend on: `null` ("none", default) or zeros. */
  unconnectedGradients?: UnconnectedGradients;
  /** Taken for the sake of Python's signature. */
  parallelIterations?: number | null;
  /** Taken for the sake of Python's signature. */
  experimentalUsePfor?: boolean;
}

const CONSTRUCTOR: Signature = {
  where: "tf.GradientTape",
  names: ["persistent", "watchAccessedVariables"],
  required: 0,
};
const GRADIENT: Signature = {
  where: "tf.GradientTape.gradient",
  names: ["target", "sources", "outputGradients", "unconnectedGradients"],
  required: 2,
  objects: ["target", "sources"],
};
const REST = ["unconnectedGradients", "parallelIterations", "experimentalUsePfor"];
const JACOBIAN: Signature = {
  where: "tf.GradientTape.jacobian",
  names: ["target", "sources", ...REST],
  required: 2,
  objects: ["target", "sources"],
};
const BATCH_JACOBIAN: Signature = {
  where: "tf.GradientTape.batchJacobian",
  names: ["target", "source", ...REST],
  required: 2,
};

/** Arguments in order; a single object is one of options. */
function bound(signature: Signature, args: readonly unknown[]): unknown[] {
  return bindArguments(args.length === 1 ? { ...signature, objects: [] } : signature, args);
}

/**
 * Records operations and differentiates through them, to any order.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const x = new tf.Variable(3);
 * const tape = new tf.GradientTape();
 * const y = tape.run(() => tf.multiply(x, x));
 * assertEquals(Number(tape.gradient(y, x)), 6);
 * ```
 */
export class GradientTape {
  readonly #tape: Tape;
  readonly #persistent: boolean;
  #state: "new" | "recorded" | "used" = "new";

  /**
   * Makes a tape that has recorded nothing.
   *
   * @param args Whether it can be used twice, and whether it watches variables by itself.
   */
  constructor(
    ...args: Arguments<GradientTapeOptions, ["persistent", "watchAccessedVariables"]>
  ) {
    try {
      const { where } = CONSTRUCTOR;
      const [persistent, watches] = bindArguments(CONSTRUCTOR, args);
      this.#persistent = checkBoolean(where, "persistent", persistent ?? false);
      this.#tape = new Tape(checkBoolean(where, "watchAccessedVariables", watches ?? true));
    } catch (error) {
      throw atCaller(error, new.target);
    }
  }

  /**
   * Runs `fn` and records its operations; returns what it returns.
   *
   * @throws {TypeError} if `fn` is asynchronous: operations after an `await` are not recorded.
   */
  run<T>(fn: (tape: this) => T): T {
    const where = "tf.GradientTape.run";
    try {
      if (typeof fn !== "function") {
        throw new TypeError(`${where}: expected a function, received ${formatValue(fn)}`);
      }
      if (this.#tape.isRecording) throw new TypeError(`${where}: this tape is recording already`);
      this.#state = "recorded";
      const result = this.#tape.record(() => fn(this));
      if (!(result instanceof Promise)) return result;
      result.catch(() => {});
      throw new TypeError(
        `${where}: expected a synchronous function, received one that returns a promise`,
      );
    } catch (error) {
      throw atCaller(error, GradientTape.prototype.run);
    }
  }

  /** Makes the tape differentiate with respect to tensors, or variables it does not watch yet. */
  watch(tensor: Sources): void {
    const where = "tf.GradientTape.watch";
    try {
      for (const source of sourcesOf(where, "tensor", tensor).leaves) {
        if (!isDifferentiable(source.aval)) {
          throw new TypeError(
            `${where}: expected a tensor of floats, received dtype ${source.aval.dtype}; convert it with tf.cast`,
          );
        }
        this.#tape.watch(source);
      }
    } catch (error) {
      throw atCaller(error, GradientTape.prototype.watch);
    }
  }

  /** Runs `fn` with its operations not recorded by this tape; returns what it returns. */
  stopRecording<T>(fn: () => T): T {
    return this.#tape.pause(fn);
  }

  /** The variables that it watches, in the order they were read first. */
  watchedVariables(): VariableCore[] {
    return this.#tape.variables;
  }

  /**
   * The gradient of `target` with respect to each of `sources`; several targets are added.
   *
   * @returns Gradients, nested as the sources; `null` where the target does not depend on one.
   * @throws {TypeError} for a target of whole numbers, or a tape that was used up.
   */
  gradient<const S extends Sources>(
    target: Targets,
    sources: S,
    outputGradients?: OutputGradients | GradientOptions,
    unconnectedGradients?: UnconnectedGradients | GradientOptions,
  ): Gradients<S>;
  /** The same, with all arguments by name. */
  gradient<const S extends Sources>(
    options: { target: Targets; sources: S } & GradientOptions,
  ): Gradients<S>;
  gradient(...args: unknown[]): unknown {
    const { where } = GRADIENT;
    try {
      const [target, sources, outputGradients, unconnected] = bound(GRADIENT, args);
      return this.#differentiate(
        where,
        sourcesOf(where, "sources", sources),
        unconnected,
        (leaves) => this.#tape.gradients(weighted(where, target, outputGradients), leaves),
        ({ dtype, shape }) => fill(0, { dtype, shape }),
      );
    } catch (error) {
      throw atCaller(error, GradientTape.prototype.gradient);
    }
  }

  /**
   * The gradient of each element of `target` with respect to each of `sources`: the shape of the
   * target, then that of the source.
   *
   * @returns Jacobians, nested as the sources; `null` where the target does not depend on one.
   * @throws {TypeError} for a target of whole numbers, or a tape that was used up.
   */
  jacobian<const S extends Sources>(
    target: Tensor | VariableCore,
    sources: S,
    unconnectedGradients?: UnconnectedGradients | JacobianOptions,
    parallelIterations?: number | null | JacobianOptions,
    experimentalUsePfor?: boolean | JacobianOptions,
  ): Gradients<S>;
  /** The same, with all arguments by name. */
  jacobian<const S extends Sources>(
    options: { target: Tensor | VariableCore; sources: S } & JacobianOptions,
  ): Gradients<S>;
  jacobian(...args: unknown[]): unknown {
    const { where } = JACOBIAN;
    try {
      const [target, sources, unconnected, iterations, pfor] = bound(JACOBIAN, args);
      checkRest(where, iterations, pfor);
      const value = oneTarget(where, target);
      return this.#differentiate(
        where,
        sourcesOf(where, "sources", sources),
        unconnected,
        (leaves) => jacobians(this.#tape, value, leaves),
        ({ dtype, shape }) => fill(0, aval(dtype, [...value.shape, ...shape])),
      );
    } catch (error) {
      throw atCaller(error, GradientTape.prototype.jacobian);
    }
  }

  /**
   * The Jacobian of each row of `target` with respect to the same row of `source`: shapes
   * `(b, y...)` and `(b, x...)` give `(b, y..., x...)`. Rows must not depend on each other.
   *
   * @returns The Jacobians; `null` if the target does not depend on the source.
   * @throws {TypeError} if target and source have not equally many rows, or the tape was used up.
   */
  batchJacobian(
    target: Tensor | VariableCore,
    source: Source,
    unconnectedGradients?: UnconnectedGradients | JacobianOptions,
    parallelIterations?: number | null | JacobianOptions,
    experimentalUsePfor?: boolean | JacobianOptions,
  ): Tensor | null;
  /** The same, with all arguments by name. */
  batchJacobian(
    options: { target: Tensor | VariableCore; source: Source } & JacobianOptions,
  ): Tensor | null;
  batchJacobian(...args: unknown[]): unknown {
    const { where } = BATCH_JACOBIAN;
    try {
      const [target, source, unconnected, iterations, pfor] = bound(BATCH_JACOBIAN, args);
      checkRest(where, iterations, pfor);
      const value = oneTarget(where, target);
      const sources = sourcesOf(where, "source", source);
      if (sources.structure.kind !== "leaf") {
        throw new TypeError(
          `${where}: expected source to be one tensor, received ${formatValue(source)}`,
        );
      }
      return this.#differentiate(
        where,
        sources,
        unconnected,
        ([leaf]) => [batchJacobian(where, this.#tape, value, leaf!)],
        ({ dtype, shape }) => fill(0, aval(dtype, [...value.shape, ...shape.slice(1)])),
      );
    } catch (error) {
      throw atCaller(error, GradientTape.prototype.batchJacobian);
    }
  }

  /** Takes gradients; `zerosFor` makes what stands for one that is missing. */
  #differentiate(
    where: string,
    { leaves, structure }: { leaves: readonly Source[]; structure: Structure },
    unconnected: unknown,
    differentiate: (sources: readonly Source[]) => readonly (Tensor | undefined)[],
    zerosFor: (type: Tensor["aval"]) => Tensor,
  ): unknown {
    const missing = checkOneOf(where, "unconnectedGradients", unconnected ?? "none", [
      "none",
      "zero",
    ]);
    this.#checkState(where);
    const gradients = differentiate(leaves);
    this.#state = "used";
    if (!this.#persistent) this.#tape.forget();
    const results = gradients.map((gradient, i) =>
      gradient ?? (missing === "zero" ? internally(() => zerosFor(leaves[i]!.aval)) : null)
    );
    return pack(structure, results);
  }

  #checkState(where: string): void {
    if (this.#state === "used" && !this.#persistent) {
      throw new TypeError(
        `${where}: a tape that is not persistent gives gradients once; make it with { persistent: true }`,
      );
    }
    if (this.#state === "new") {
      throw new TypeError(
        `${where}: this tape has recorded nothing; call tape.run(() => ...) first`,
      );
    }
  }

  /** Forgets what was recorded. */
  reset(): void {
    this.#tape.forget();
    this.#state = "recorded";
  }

  /** Same as {@linkcode GradientTape.reset}; `using tape = ...` calls it. */
  [Symbol.dispose](): void {
    this.#tape.forget();
  }
}

function checkRest(where: string, iterations: unknown, pfor: unknown): void {
  if (iterations !== undefined && iterations !== null) {
    checkInteger(where, "parallelIterations", iterations, { min: 1 });
  }
  checkBoolean(where, "experimentalUsePfor", pfor ?? true);
}

beginAtCaller(GradientTape.prototype, ["stopRecording"]);

displayable(GradientTape.prototype, { repr: (it) => `<${it.constructor.name}>` });
