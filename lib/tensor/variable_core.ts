/**
 * What the core knows of a variable: the tensor that is its value now, or, while a function is
 * traced, the one that stands for it.
 *
 * @module
 */
import { type Aval, formatAval } from "./aval.ts";
import { assigned } from "./assigned.ts";
import { flush } from "./graph.ts";
import { checkReach } from "./record.ts";
import { state } from "./state.ts";
import type { Tensor } from "./tensor.ts";

/** A place for a tensor of one shape and dtype. */
export class VariableCore {
  /** Name, with the `:0` that TensorFlow appends. */
  readonly name: string;
  /** Whether tapes watch it by themselves. */
  readonly trainable: boolean;
  #value: Tensor;
  /** Whether nobody else has seen the value, so that its memory is free once it is replaced. */
  #isOwn = false;

  /**
   * Makes a place for tensors.
   *
   * @param value Its first value, which is known.
   */
  constructor(value: Tensor, name: string, trainable: boolean) {
    this.name = name;
    this.trainable = trainable;
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
    this.#isOwn = false;
    return this.#value;
  }

  /** The value outside of every trace, for who keeps no hold of it. */
  peek(): Tensor {
    return this.#value;
  }

  /** Whether a tensor is its value at this point. */
  is(tensor: Tensor): boolean {
    return tensor === (state.trace === undefined ? this.#value : state.trace.variable(this));
  }

  /** The value as operations take it; tapes that run take note. */
  take(): Tensor {
    const { tapes, log } = state;
    const value = log === undefined ? this.#now() : log.next(() => this.#now());
    for (let i = 0; i < tapes.length; i++) tapes[i]!.sees(this, value);
    return value;
  }

  #now(): Tensor {
    return state.trace === undefined ? this.current : state.trace.variable(this);
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
    if (next.failure !== undefined) throw next.failure;
    if (next.trace !== undefined) checkReach(next.trace, state.trace);
    // What is run a second time for its gradient has assigned already.
    if (state.log?.isRepeating) return;
    if (state.trace !== undefined) {
      state.trace.assigned.set(this, assigned(this, next));
      return;
    }
    const { host, resident, node, plan } = this.#value;
    // Overwriting what was assigned but never computed marks the end of a training step.
    const isWaiting = host === undefined && resident === undefined && node !== undefined;
    if (isWaiting && plan === undefined) flush();
    this.replace(assigned(this, next), false);
  }

  /**
   * Replaces the value, unchecked.
   *
   * @param isOwn Whether nobody else sees the new value.
   * @returns The old value, if nobody else has seen that: its memory may be used again.
   */
  replace(next: Tensor, isOwn: boolean): Tensor | undefined {
    const old = this.#value;
    const wasOwn = this.#isOwn;
    next.holders++;
    old.holders--;
    this.#value = next;
    this.#isOwn = isOwn;
    return wasOwn && old !== next && old.holders === 0 ? old : undefined;
  }
}
