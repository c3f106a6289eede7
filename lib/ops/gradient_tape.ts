/**
 * TensorFlow's gradient tape. Python's `with tf.GradientTape() as tape:` block is the function
 * given to {@linkcode GradientTape.run}.
 *
 * @module
 */
import * as tfjs from "@tensorflow/tfjs";
import { engineInternals, type TapeNode } from "../engine/tfjs_engine.ts";
import { checkOneOf } from "../errors/checks.ts";
import { formatShape, formatValue } from "../errors/format.ts";
import { backpropagate, reachableFrom } from "./backpropagate.ts";
import { asTensor, convertToTensor, isTensor, type TensorLike } from "./convert.ts";
import type { Tensor, TfjsTensor } from "./tensor.ts";
import { Variable } from "./variable.ts";

/** Options of {@linkcode GradientTape}. */
export interface GradientTapeOptions {
  /** Whether `gradient` may be called more than once; default `false`. */
  persistent?: boolean;
  /** Whether trainable variables are watched by themselves; default `true`. */
  watchAccessedVariables?: boolean;
}

/** Options of {@linkcode GradientTape.gradient}. */
export interface GradientOptions {
  /** Gradient of whatever follows the target; default: ones. */
  outputGradients?: TensorLike;
  /** What a source gets that the target does not depend on: `null` ("none", default) or zeros. */
  unconnectedGradients?: "none" | "zero";
}

/** How many tapes hold each recorded operation; the last one to let go frees its saved tensors. */
const holders = new WeakMap<TapeNode, number>();

/**
 * Records operations and differentiates through them.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const x = new tf.Variable(3, { dtype: "float32" });
 * const tape = new tf.GradientTape();
 * const y = tape.run(() => tf.multiply(x, x));
 * assertEquals(Number(tape.gradient(y, x)), 6);
 * ```
 */
export class GradientTape {
  readonly #persistent: boolean;
  readonly #watchVariables: boolean;
  #nodes: TapeNode[] = [];
  /** Watched tensors by id, with the number of operations recorded before the watch began. */
  readonly #watched = new Map<number, number>();
  #recording: { from: number } | undefined;
  #state: "new" | "recorded" | "used" = "new";

  /**
   * Makes a tape that has recorded nothing.
   *
   * @param options Whether it can be used twice, and what it watches.
   */
  constructor({ persistent = false, watchAccessedVariables = true }: GradientTapeOptions = {}) {
    this.#persistent = persistent;
    this.#watchVariables = watchAccessedVariables;
  }

  /**
   * Runs `fn` and records its operations; returns what it returns.
   *
   * @throws {TypeError} if `fn` is asynchronous: operations after an `await` are not recorded.
   */
  run<T>(fn: (tape: this) => T): T {
    if (this.#recording) throw new TypeError("tf.GradientTape.run: this tape is recording already");
    const engine = engineInternals();
    engine.startTape();
    this.#recording = { from: engine.state.activeTape!.length };
    try {
      const result = fn(this);
      if (result instanceof Promise) {
        throw new TypeError(
          "tf.GradientTape.run: expected a synchronous function, received one that returns a promise",
        );
      }
      return result;
    } finally {
      this.#collect();
      this.#recording = undefined;
      engine.endTape();
      if (engine.state.gradientDepth === 0) engine.state.activeTape = null;
      this.#state = "recorded";
    }
  }

  /** Takes over what has been recorded since the last time. */
  #collect(): void {
    if (!this.#recording) return;
    const tape = engineInternals().state.activeTape!;
    const added = tape.slice(this.#recording.from);
    this.#recording.from = tape.length;
    for (const node of added) holders.set(node, (holders.get(node) ?? 0) + 1);
    this.#nodes.push(...added);
  }

  /** Makes the tape differentiate with respect to tensors that are no trainable variables. */
  watch(tensors: Tensor | readonly Tensor[]): void {
    this.#collect();
    for (const tensor of [tensors].flat()) {
      if (!isTensor(tensor)) {
        throw new TypeError(
          `tf.GradientTape.watch: expected a tensor, received ${formatValue(tensor)}`,
        );
      }
      if (tensor.dtype !== "float32") {
        throw new TypeError(
          `tf.GradientTape.watch: expected a float32 tensor, received dtype ${tensor.dtype}`,
        );
      }
      if (!this.#watched.has(tensor.id)) this.#watched.set(tensor.id, this.#nodes.length);
    }
  }

  /** The trainable variables that the recorded operations read, in order of first use. */
  watchedVariables(): Variable[] {
    this.#collect();
    const inputs = this.#nodes.flatMap((node) => Object.values(node.inputs));
    const isWatched = (it: unknown): it is Variable =>
      it instanceof Variable &&
      (this.#watched.has(it.id) || (this.#watchVariables && it.trainable));
    return [...new Set(inputs.filter(isWatched))];
  }

  /**
   * The gradient of `target` (its sum, if it is no scalar) with respect to each source: a tensor
   * of the source's shape, or `null` where the target does not depend on it.
   *
   * @throws {TypeError} if the tape was not run, or was used before and is not persistent.
   */
  gradient(target: TensorLike, sources: TfjsTensor, options?: GradientOptions): Tensor | null;
  /** The gradients with respect to a list of sources. */
  gradient(
    target: TensorLike,
    sources: readonly TfjsTensor[],
    options?: GradientOptions,
  ): (Tensor | null)[];
  gradient(
    target: TensorLike,
    sources: TfjsTensor | readonly TfjsTensor[],
    { outputGradients, unconnectedGradients = "none" }: GradientOptions = {},
  ): Tensor | null | (Tensor | null)[] {
    const where = "tf.GradientTape.gradient";
    checkOneOf(where, "unconnectedGradients", unconnectedGradients, ["none", "zero"]);
    if (this.#state === "used" && !this.#persistent) {
      throw new TypeError(
        `${where}: a tape that is not persistent gives gradients once; make it with { persistent: true }`,
      );
    }
    if (this.#state === "new" && !this.#recording) {
      throw new TypeError(
        `${where}: this tape has recorded nothing; call tape.run(() => ...) first`,
      );
    }
    const list: readonly tfjs.Tensor[] = sources instanceof tfjs.Tensor ? [sources] : sources;
    for (const source of list) {
      if (!isTensor(source)) {
        throw new TypeError(
          `${where}: expected sources to be tensors, received ${formatValue(source)}`,
        );
      }
    }
    const y = convertToTensor(where, target);
    const dy = outputGradients === undefined
      ? undefined
      : convertToTensor(where, outputGradients, "float32");
    if (dy && formatShape(dy.shape) !== formatShape(y.shape)) {
      throw new TypeError(
        `${where}: expected outputGradients of the target's shape ${
          formatShape(y.shape)
        }, received ${formatShape(dy.shape)}`,
      );
    }
    this.#collect();
    const gradients = this.#differentiate(y, list, dy, unconnectedGradients);
    this.#state = "used";
    if (!this.#persistent) this.reset();
    return sources instanceof tfjs.Tensor ? gradients[0]! : gradients;
  }

  #differentiate(
    target: Tensor,
    sources: readonly tfjs.Tensor[],
    outputGradient: Tensor | undefined,
    unconnected: "none" | "zero",
  ): (Tensor | null)[] {
    const nodes = this.#watchedNodes();
    const ids = new Set(sources.map(({ id }) => id));
    const watched = new Set([
      ...this.#watched.keys(),
      ...this.watchedVariables().map(({ id }) => id),
    ]);
    const known = reachableFrom(nodes, watched);
    const results = engineInternals().tidy(() => {
      const dy = outputGradient ?? tfjs.onesLike(target);
      const wanted = new Set([...ids].filter((id) => known.has(id)));
      const gradients = target.dtype === "float32" && wanted.size > 0
        ? backpropagate(nodes, target, dy, wanted)
        : new Map<number, tfjs.Tensor>();
      return sources.map((source) => {
        const gradient = known.has(source.id) ? gradients.get(source.id) : undefined;
        if (gradient) return tfjs.clone(gradient);
        return unconnected === "zero" ? tfjs.zerosLike(source) : undefined;
      }) as unknown as tfjs.TensorContainer;
    }) as unknown as (tfjs.Tensor | undefined)[];
    return results.map((gradient) => gradient ? asTensor(gradient) : null);
  }

  /** The recorded operations, cut off from tensors whose watch began only later. */
  #watchedNodes(): TapeNode[] {
    if ([...this.#watched.values()].every((from) => from === 0)) return this.#nodes;
    return this.#nodes.map((node, index) => {
      const seen = Object.entries(node.inputs).filter(([, { id }]) =>
        (this.#watched.get(id) ?? 0) <= index
      );
      return { ...node, inputs: Object.fromEntries(seen) };
    });
  }

  /** Forgets what was recorded and frees what it kept. */
  reset(): void {
    for (const node of this.#nodes) {
      const count = holders.get(node)! - 1;
      holders.set(node, count);
      if (count === 0) { for (const tensor of node.saved ?? []) tensor.dispose(); }
    }
    this.#nodes = [];
    this.#watched.clear();
  }

  /** Same as {@linkcode GradientTape.reset}; `using tape = ...` calls it. */
  [Symbol.dispose](): void {
    this.reset();
  }
}
