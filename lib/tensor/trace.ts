/**
 * A function while it is traced: what it records stays apart from what waits to be computed, and
 * whatever may differ between calls (arguments, variables, draws) is abstract. An abstract tensor
 * has no values at all, so that none can be frozen into the graph by reading it.
 *
 * @module
 */
import type { Aval } from "./aval.ts";
import { state, within } from "./state.ts";
import { type Node, Tensor, type TraceScope } from "./tensor.ts";
import type { VariableCore } from "./variable_core.ts";

/** What is being traced, and what it has met so far. */
export class Trace implements TraceScope {
  readonly name: string;
  readonly parent: Trace | undefined;
  readonly signature: string | undefined;
  readonly nodes: Node[] = [];
  ended = false;
  /** What stands for each variable it reads: its value when it begins. */
  readonly variables = new Map<VariableCore, Tensor>();
  /** What it has assigned to variables, the latest. */
  readonly assigned = new Map<VariableCore, Tensor>();
  /** Variables that it or something in it has made. */
  readonly created: VariableCore[];

  /**
   * @param name Name of the function, for messages.
   * @param parent The function of which it is a branch, a body or a function of its own.
   * @param signature What is traced, of a function for certain arguments.
   */
  constructor(name: string, parent?: Trace, signature?: string) {
    this.name = name;
    this.parent = parent;
    this.signature = signature;
    this.created = parent === undefined ? [] : parent.created;
  }

  /** A tensor that differs between calls. */
  abstract(aval: Aval, label: string): Tensor {
    const tensor = new Tensor(aval);
    tensor.trace = this;
    tensor.label = label;
    return tensor;
  }

  /**
   * What a variable's value is at this point. A branch or a body has its own tensor for it, apart
   * from one that was read before: a later round of a loop may find another value.
   */
  variable(variable: VariableCore): Tensor {
    return this.assigned.get(variable) ?? this.standIn(variable);
  }

  /** What a variable's value is when it begins. */
  standIn(variable: VariableCore): Tensor {
    const now = this.variables.get(variable);
    if (now !== undefined) return now;
    const tensor = this.abstract(variable.aval, `tf.Variable '${variable.name}'`);
    this.variables.set(variable, tensor);
    return tensor;
  }

  /** Runs `run` as a part of it; its tensors are out of reach once it has ended. */
  record<T>(run: () => T): T {
    try {
      // A branch belongs to whatever tapes run around it: they get the node of the whole branch.
      return within({ trace: this, tapes: [], internal: 0, log: undefined }, run);
    } finally {
      this.ended = true;
    }
  }
}

/** Whether a function is being traced. */
export function isTracing(): boolean {
  return state.trace !== undefined;
}

/** Runs `run` as no part of the function that is being traced, nor of a tape: it makes variables. */
export function outsideTrace<T>(run: () => T): T {
  const { trace, tapes, log } = state;
  if (trace === undefined && tapes.length === 0 && log === undefined) return run();
  return within({ trace: undefined, tapes: [], internal: 0, log: undefined }, run);
}
