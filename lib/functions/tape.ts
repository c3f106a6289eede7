/**
 * A tape: the operations that were recorded while it ran, and what it watches.
 *
 * @module
 */
import { enterTurn } from "../scopes/turn.ts";
import { state, within } from "../tensor/state.ts";
import type { Recorder } from "../tensor/state.ts";
import type { Node, Tensor } from "../tensor/tensor.ts";
import type { VariableCore } from "../tensor/variable_core.ts";
import { backpropagate, isDifferentiable, reachedNodes } from "./backpropagate.ts";
import { add } from "../primitives/math/arithmetic.ts";

/** Something to differentiate with respect to. */
export type Source = Tensor | VariableCore;

/** Records operations; knows nothing of arguments and options. */
export class Tape implements Recorder {
  /** Whether trainable variables are watched by themselves. */
  readonly watches: boolean;
  #nodes: Node[] = [];
  /** Watched tensors, with the number of operations recorded before. */
  #watched = new Map<Tensor, number>();
  /** Values that watched variables were read as. */
  #variables = new Map<VariableCore, Set<Tensor>>();

  /** @param watches Whether trainable variables are watched by themselves. */
  constructor(watches: boolean) {
    this.watches = watches;
  }

  add(node: Node): void {
    this.#nodes.push(node);
    for (let i = 0; i < node.outputs.length; i++) node.outputs[i]!.holders++;
  }

  sees(variable: VariableCore, value: Tensor): void {
    if (!this.#variables.has(variable)) {
      if (!this.watches || !variable.trainable) return;
      this.#variables.set(variable, new Set());
    }
    const values = this.#variables.get(variable)!;
    if (values.has(value)) return;
    values.add(value);
    if (!this.#watched.has(value)) this.#watched.set(value, this.#nodes.length);
  }

  /** Watches a tensor or a variable from now on. */
  watch(source: Source): void {
    if (!("take" in source)) {
      if (!this.#watched.has(source)) this.#watched.set(source, this.#nodes.length);
      return;
    }
    if (!this.#variables.has(source)) this.#variables.set(source, new Set());
    source.take();
  }

  /** Watches a variable whose value at the start is a tensor, though it reads another one now. */
  adopt(variable: VariableCore, value: Tensor): void {
    this.#variables.set(variable, new Set([value]));
    this.#watched.set(value, this.#nodes.length);
  }

  /** Variables it watches. */
  get variables(): VariableCore[] {
    return [...this.#variables.keys()];
  }

  /** Runs `run` with its operations recorded. */
  record<T>(run: () => T): T {
    return within({ tapes: [...state.tapes, this] }, run);
  }

  /** Runs `run` with its operations not recorded by this tape. */
  pause<T>(run: () => T): T {
    return within({ tapes: state.tapes.filter((it) => it !== this) }, run);
  }

  /** Whether it records at the moment. */
  get isRecording(): boolean {
    return state.tapes.includes(this);
  }

  /** Forgets what it has recorded. */
  forget(): void {
    for (const { outputs } of this.#nodes) for (const output of outputs) output.holders--;
    this.#nodes = [];
    this.#watched = new Map();
    this.#variables = new Map();
  }

  /** The gradients of the weighted sum of the targets; `undefined` where they do not depend on a source. */
  gradients(
    targets: readonly (readonly [target: Tensor, cotangent: Tensor])[],
    sources: readonly Source[],
  ): (Tensor | undefined)[] {
    enterTurn();
    state.internal++;
    try {
      const nodes = this.#nodes.slice();
      const known = reachedNodes(nodes, this.#watched).active;
      const from = new Map<Tensor, number>();
      const tensorsOf = sources.map((source) => {
        const tensors = "take" in source ? [...this.#variables.get(source) ?? []] : [source];
        const usable = tensors.filter((it) => this.#watched.has(it) || known.has(it));
        for (const it of usable) from.set(it, known.has(it) ? 0 : this.#watched.get(it)!);
        return usable;
      });
      const { path, active } = reachedNodes(nodes, from);
      const isActive = (tensor: Tensor) => active.has(tensor) || from.has(tensor);
      const usable = targets.filter(([target]) => isDifferentiable(target) && isActive(target));
      const gradients = usable.length > 0
        ? backpropagate(path, isActive, usable)
        : new Map<Tensor, Tensor>();
      return tensorsOf.map((tensors) => {
        let sum: Tensor | undefined;
        for (const tensor of tensors) {
          const part = gradients.get(tensor);
          if (part !== undefined) sum = sum === undefined ? part : add(sum, part);
        }
        if (sum !== undefined && state.internal === 1) sum.internal = false;
        return sum;
      });
    } finally {
      state.internal--;
    }
  }
}
