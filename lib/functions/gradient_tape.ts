/**
 * TensorFlow's gradient tape. Python's `with tf.GradientTape() as tape:` block is the function
 * given to {@linkcode GradientTape.run}.
 *
 * @module
 */
import { checkOneOf } from "../errors/checks.ts";
import { formatShape, formatValue } from "../errors/format.ts";
import { asTensor, type TensorLike } from "../ops/as_tensor.ts";
import { type Arguments, bindArguments, type Signature } from "../ops/bind.ts";
import { atCaller } from "../errors/caller.ts";
import { fill, onesLike } from "../primitives/array/fill.ts";
import { sameShape } from "../tensor/aval.ts";
import { Tensor } from "../tensor/tensor.ts";
import { VariableCore } from "../tensor/variable_core.ts";
import { isDifferentiable } from "./backpropagate.ts";
import { flatten, pack } from "./nest.ts";
import { type Source, Tape } from "./tape.ts";

/** Options of {@linkcode GradientTape}. */
export interface GradientTapeOptions {
  /** Whether `gradient` may be called more than once; default `false`. */
  persistent?: boolean;
  /** Whether trainable variables are watched by themselves; default `true`. */
  watchAccessedVariables?: boolean;
}

/** What a gradient is taken of: a tensor or several, whose gradients are added. */
export type Targets = Tensor | VariableCore | readonly Targets[] | {
  readonly [name: string]: Targets;
};

/** What a gradient is taken with respect to, nested as one likes. */
export type Sources = Source | readonly Sources[] | { readonly [name: string]: Sources };

/** Gradients nested as the sources; `null` where the target does not depend on one. */
export type Gradients<S> = S extends Source ? Tensor | null
  : S extends readonly unknown[] ? { -readonly [Index in keyof S]: Gradients<S[Index]> }
  : { -readonly [Name in keyof S]: Gradients<S[Name]> };

/** Arguments of {@linkcode GradientTape.gradient}. */
export interface GradientArguments {
  /** What is differentiated. */
  target: Targets;
  /** With respect to what. */
  sources: Sources;
  /** Gradient of whatever follows the target; default: ones. */
  outputGradients?: TensorLike | readonly TensorLike[] | null;
  /** What a source gets that the target does not depend on: `null` ("none", default) or zeros. */
  unconnectedGradients?: "none" | "zero";
}

const GRADIENT: Signature = {
  where: "tf.GradientTape.gradient",
  names: ["target", "sources", "outputGradients", "unconnectedGradients"],
  required: 2,
  objects: ["target", "sources"],
};

const asSource = (value: unknown): Source | undefined =>
  value instanceof Tensor || value instanceof VariableCore ? value : undefined;

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
    const [persistent, watches] = bindArguments(
      {
        where: "tf.GradientTape",
        names: ["persistent", "watchAccessedVariables"],
        required: 0,
      },
      args,
    );
    this.#persistent = flag("persistent", persistent, false);
    this.#tape = new Tape(flag("watchAccessedVariables", watches, true));
  }

  /**
   * Runs `fn` and records its operations; returns what it returns.
   *
   * @throws {TypeError} if `fn` is asynchronous: operations after an `await` are not recorded.
   */
  run<T>(fn: (tape: this) => T): T {
    const where = "tf.GradientTape.run";
    if (typeof fn !== "function") {
      throw new TypeError(`${where}: expected a function, received ${formatValue(fn)}`);
    }
    if (this.#tape.isRecording) throw new TypeError(`${where}: this tape is recording already`);
    this.#state = "recorded";
    const result = this.#tape.record(() => fn(this));
    if (result instanceof Promise) {
      throw new TypeError(
        `${where}: expected a synchronous function, received one that returns a promise`,
      );
    }
    return result;
  }

  /** Makes the tape differentiate with respect to tensors, or variables it does not watch yet. */
  watch(tensors: Source | readonly Source[]): void {
    const where = "tf.GradientTape.watch";
    for (const tensor of [tensors].flat() as unknown[]) {
      const source = asSource(tensor);
      if (source === undefined) {
        throw new TypeError(`${where}: expected a tensor, received ${formatValue(tensor)}`);
      }
      if (!isDifferentiable(source.aval)) {
        throw new TypeError(
          `${where}: expected a tensor of floats, received dtype ${source.aval.dtype}; convert it with tf.cast`,
        );
      }
      this.#tape.watch(source);
    }
  }

  /** Runs `fn` with its operations not recorded. */
  stopRecording<T>(fn: () => T): T {
    return this.#tape.pause(fn);
  }

  /** The variables that it watches, in the order they were read first. */
  watchedVariables(): VariableCore[] {
    return this.#tape.variables;
  }

  /**
   * The gradient of `target` with respect to each of `sources`.
   *
   * @returns Gradients, nested as the sources.
   * @throws {TypeError} for a target of whole numbers, or a tape that was used up.
   */
  gradient<S extends Sources>(
    target: Targets,
    sources: S,
    outputGradients?: GradientArguments["outputGradients"] | {
      outputGradients?: GradientArguments["outputGradients"];
      unconnectedGradients?: "none" | "zero";
    },
    unconnectedGradients?: "none" | "zero" | { unconnectedGradients?: "none" | "zero" },
  ): Gradients<S>;
  gradient(...args: unknown[]): unknown {
    try {
      return this.#gradient(args);
    } catch (error) {
      throw atCaller(error, GradientTape.prototype.gradient);
    }
  }

  #gradient(args: readonly unknown[]): unknown {
    const { where } = GRADIENT;
    const isFirstOptions = args.length === 1;
    const signature = isFirstOptions ? { ...GRADIENT, objects: [] } : GRADIENT;
    const [target, sources, outputGradients, unconnected] = bindArguments(signature, args);
    const missing = checkOneOf(where, "unconnectedGradients", unconnected ?? "none", [
      "none",
      "zero",
    ]);
    this.#checkState(where);
    const { leaves, structure } = flatten(sources, asSource);
    checkNoOthers(where, "sources", structure);
    const gradients = this.#tape.gradients(weighted(where, target, outputGradients), leaves);
    this.#state = "used";
    if (!this.#persistent) this.#tape.forget();
    const results = gradients.map((gradient, i) =>
      gradient ?? (missing === "zero" ? fill(0, leaves[i]!.aval) : null)
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

function flag(name: string, value: unknown, ifMissing: boolean): boolean {
  const it = value ?? ifMissing;
  if (typeof it === "boolean") return it;
  throw new TypeError(
    `tf.GradientTape: expected ${name} to be true or false, received ${name}=${formatValue(value)}`,
  );
}

function checkNoOthers(where: string, name: string, structure: unknown): void {
  const it = structure as ReturnType<typeof flatten>["structure"];
  if (it.kind === "other") {
    throw new TypeError(
      `${where}: expected ${name} to be tensors or variables, received ${formatValue(it.value)}`,
    );
  }
  if (it.kind === "list") it.items.forEach((item) => checkNoOthers(where, name, item));
  if (it.kind === "record") it.entries.forEach(([, item]) => checkNoOthers(where, name, item));
}

/** The targets, each with the gradient of what follows it. */
function weighted(where: string, target: unknown, outputGradients: unknown): [Tensor, Tensor][] {
  const { leaves, structure } = flatten(target, asSource);
  checkNoOthers(where, "target", structure);
  const given = outputGradients === undefined || outputGradients === null
    ? undefined
    : leaves.length === 1 && structure.kind === "leaf"
    ? [outputGradients]
    : outputGradients as unknown[];
  return leaves.map((leaf, i) => {
    const value = leaf instanceof VariableCore ? leaf.take() : leaf;
    if (!isDifferentiable(value)) {
      throw new TypeError(
        `${where}: expected a target of floats, received dtype ${value.dtype}; convert it with tf.cast before the operations to differentiate`,
      );
    }
    if (given === undefined || given[i] === null || given[i] === undefined) {
      return [value, onesLike(value)];
    }
    const cotangent = asTensor(where, given[i] as TensorLike, value.dtype);
    if (!sameShape(cotangent.shape, value.shape)) {
      throw new TypeError(
        `${where}: expected outputGradients of the target's shape ${
          formatShape(value.shape)
        }, received ${formatShape(cotangent.shape)}`,
      );
    }
    return [value, cotangent];
  });
}
