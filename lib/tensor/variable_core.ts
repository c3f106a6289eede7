/**
 * What the core knows of a variable: the tensor that is its value now, or, while a function is
 * traced, the one that stands for it.
 *
 * @module
 */
import { type Aval, formatAval } from "./aval.ts";
import { flush } from "./graph.ts";
import { state } from "./state.ts";
import type { Tensor } from "./tensor.ts";

/** A place for a tensor of one shape and dtype. */
export class VariableCore {
  #value: Tensor;

  /** @param value Its first value, which is known. */
  constructor(
    value: Tensor,
    /** Name, with the `:0` that TensorFlow appends. */
    readonly name: string,
    /** Whether tapes watch it by themselves. */
    readonly trainable: boolean,
  ) {
    this.#value = value;
    value.holders++;
    state.trace?.created.push(this);
  }

  /** Shape and dtype; they never change. */
  get aval(): Aval {
    return this.#value.aval;
  }

  /** The value outside of every trace. */
  get current(): Tensor {
    return this.#value;
  }

  /** The value as operations take it; tapes that run take note. */
  take(): Tensor {
    const value = state.trace === undefined ? this.#value : state.trace.variable(this);
    value.owned = false;
    const { tapes } = state;
    for (let i = 0; i < tapes.length; i++) tapes[i]!.sees(this, value);
    return value;
  }

  /**
   * Replaces the value; in a trace, that is part of what the function does.
   *
   * @throws {TypeError} if the shape or dtype differs.
   */
  put(next: Tensor): void {
    if (next.aval !== this.aval) {
      throw new TypeError(
        `Cannot assign to tf.Variable '${this.name}': expected ${formatAval(this.aval)}, received ${
          formatAval(next.aval)
        }`,
      );
    }
    if (state.trace !== undefined) {
      state.trace.assigned.set(this, next);
      return;
    }
    const { host, resident, node, plan } = this.#value;
    // Overwriting what was assigned but never computed marks the end of a training step.
    const isWaiting = host === undefined && resident === undefined && node !== undefined;
    if (isWaiting && plan === undefined) flush();
    this.replace(next);
  }

  /** Replaces the value, unchecked. */
  replace(next: Tensor): void {
    next.holders++;
    this.#value.holders--;
    this.#value = next;
  }
}
