/**
 * What is going on: the function being traced, the tapes that run, what waits to be computed. All
 * of it in one object, since an interrupt in a notebook leaves it as it is at that moment, without
 * running any `finally`: the next turn of the event loop puts it right.
 *
 * @module
 */
import { enterTurn, onNewTurn } from "../scopes/turn.ts";
import type { DType } from "../arrays/dtypes.ts";
import type { Backend } from "./backend.ts";
import type { Log } from "./log.ts";
import type { Node, Tensor } from "./tensor.ts";
import type { Trace } from "./trace.ts";
import type { VariableCore } from "./variable_core.ts";

/** What records operations in order to differentiate them. */
export interface Recorder {
  /** Takes an operation. */
  add(node: Node): void;
  /** Takes note of the value that a variable was read as. */
  sees(variable: VariableCore, value: Tensor): void;
}

/** The moment. */
export const state = {
  /** Operations that wait to be computed. */
  pending: [] as Node[],
  /** Bytes of what they compute. */
  pendingBytes: 0,
  /** The function that is being traced. */
  trace: undefined as Trace | undefined,
  /** Tapes that record, outermost first. */
  tapes: [] as readonly Recorder[],
  /** How many gradients, optimizers and composites are under way: what they make is internal. */
  internal: 0,
  /** What notes draws and values of variables, where a function will be run again. */
  log: undefined as Log | undefined,
  /** What float variables of layers are read as, in a layer that computes in another type. */
  autocast: undefined as DType | undefined,
  /** What names of variables begin with: nothing, or a scope with a slash at its end. */
  nameScope: "",
  /** Where operations are computed. */
  backend: undefined as Backend | undefined,
};

// Scopes end within their turn; what is open at the next one was left behind by an interrupt.
onNewTurn(() => {
  for (let trace = state.trace; trace !== undefined; trace = trace.parent) trace.ended = true;
  state.trace = undefined;
  if (state.tapes.length > 0) state.tapes = [];
  state.internal = 0;
  state.log = undefined;
  state.autocast = undefined;
  state.nameScope = "";
});

/** What scopes change for as long as they are open. */
type Scope = Partial<Pick<typeof state, "trace" | "tapes" | "internal" | "log" | "nameScope">>;

/** Runs `run` with a part of the moment changed. */
export function within<T>(scope: Scope, run: () => T): T {
  const { trace, tapes, internal, log, nameScope } = state;
  enterTurn();
  Object.assign(state, scope);
  try {
    return run();
  } finally {
    Object.assign(state, { trace, tapes, internal, log, nameScope });
  }
}

/** Runs `make`, whose intermediate results user code can not hold; only what it returns can be. */
export function internally<T extends Tensor>(make: () => T): T {
  enterTurn();
  state.internal++;
  try {
    const result = make();
    if (state.internal === 1) result.internal = false;
    return result;
  } finally {
    state.internal--;
  }
}

/** The same for what gives several tensors, among them places without one. */
export function internallyAll<T extends readonly (Tensor | null)[]>(make: () => T): T {
  enterTurn();
  state.internal++;
  try {
    const results = make();
    if (state.internal === 1) { for (const it of results) if (it !== null) it.internal = false; }
    return results;
  } finally {
    state.internal--;
  }
}
