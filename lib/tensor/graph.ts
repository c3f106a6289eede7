/**
 * The lazy graph: what was recorded is computed when a value is read, everything pending in one
 * program, found compiled by its structure.
 *
 * Which values a run gives does not depend on the garbage collector: ends that no operation takes,
 * values of variables, what a tape holds, and what is read; where it starts from a variable, also
 * whatever user code could hold, so that no value that waits keeps old weights alive. A value that
 * was left out keeps its node, and is computed again if it is needed after all.
 *
 * @module
 */
import { formatAval } from "./aval.ts";
import type { Backend } from "./backend.ts";
import { nextEpoch, number, PlanTable } from "./plan_key.ts";
import { state } from "./state.ts";
import type { HostData, Node, Tensor } from "./tensor.ts";

/** Counters since the process started. */
export interface EngineStats {
  /** Programs compiled. */
  compilations: number;
  /** Programs run. */
  runs: number;
  /** Operations computed once more, since an earlier run had left their results out. */
  remade: number;
}

/** The counters themselves. */
export const stats: EngineStats = { runs: 0, compilations: 0, remade: 0 };

/** The counters so far. */
export function engineStats(): EngineStats {
  return { ...stats };
}

const tables = new WeakMap<Backend, PlanTable>();

function tableOf(backend: Backend): PlanTable {
  let table = tables.get(backend);
  if (table === undefined) tables.set(backend, table = new PlanTable());
  return table;
}

const isMissing = (tensor: Tensor): boolean =>
  tensor.host === undefined && tensor.resident === undefined;

/** Whether a value can't be had again. One that was disposed of can, for what was made of it. */
const isLost = (tensor: Tensor): boolean => isMissing(tensor) && tensor.node === undefined;

const NOTHING: readonly Tensor[] = [];

/** Computes everything that is pending; what is wanted is there afterwards. */
export function flush(wanted: readonly Tensor[] = NOTHING): void {
  const pending = state.pending;
  if (pending.length === 0) return;
  // Until all results are there, an interrupt leaves everything pending.
  compute(pending.filter((node) => node.outputs.some(isMissing)), wanted);
  state.pending = [];
  state.pendingBytes = 0;
}

/** Computes nodes; those that fail get their failure, and what needs them gets it too. */
function compute(nodes: readonly Node[], wanted: readonly Tensor[]): void {
  if (nodes.length === 0) return;
  const epoch = nextEpoch();
  for (const { outputs } of nodes) for (const output of outputs) output.epoch = epoch;
  const again: Node[] = [];
  let fromVariable = false;
  let failed = false;
  for (const { inputs } of nodes) {
    for (const input of inputs) {
      if (input.epoch === epoch) continue;
      if (isLost(input)) failed = true;
      else if (isMissing(input)) remake(input, again, epoch);
      else if (input.holders > 0) fromVariable = true;
    }
  }
  stats.remade += again.length;
  const list = again.length > 0 ? [...again, ...nodes] : nodes;
  if (failed) return computeOneByOne(list);
  const all = again.length > 0;
  run(list, (tensor) =>
    all || !tensor.used || tensor.holders > 0 || wanted.includes(tensor) ||
    (fromVariable && !tensor.internal));
}

/** Collects the nodes that compute a value which an earlier run left out. */
function remake(tensor: Tensor, into: Node[], epoch: number): void {
  const node = tensor.node;
  if (!isMissing(tensor) || node === undefined || tensor.epoch === epoch) return;
  for (const output of node.outputs) output.epoch = epoch;
  if (tensor.plan !== undefined) tensor.plan.learned = true;
  for (const input of node.inputs) remake(input, into, epoch);
  into.push(node);
}

const everything = (): boolean => true;

/** The backend in use. */
export function backendInUse(): Backend {
  if (state.backend === undefined) throw new Error("internal: no device was chosen");
  return state.backend;
}

function run(nodes: readonly Node[], isOutput: (tensor: Tensor) => boolean): void {
  const backend = backendInUse();
  let numbered = number(nodes, isOutput);
  let plan = tableOf(backend).find();
  if (plan.learned && isOutput !== everything) {
    numbered = number(nodes, everything);
    plan = tableOf(backend).find();
    plan.learned = true;
  }
  const { leaves, outputs } = numbered;
  try {
    backend.programs.run(
      plan,
      () => {
        stats.compilations++;
        return backend.compile({ nodes, leaves, outputs });
      },
      leaves,
      outputs,
    );
    stats.runs++;
  } catch {
    computeOneByOne(nodes);
    return;
  }
  for (let n = 0; n < nodes.length; n++) {
    for (const output of nodes[n]!.outputs) {
      if (isMissing(output)) output.plan = plan;
      else output.node = undefined;
    }
  }
}

/** Computes each node by itself, so that only what depends on a failing one is lost. */
function computeOneByOne(nodes: readonly Node[]): void {
  const backend = backendInUse();
  for (const node of nodes) {
    if (!node.outputs.some(isMissing)) continue;
    const lost = node.inputs.find(isLost);
    let failure = lost?.failure;
    if (failure === undefined) {
      const { leaves, outputs } = number([node], everything);
      const plan = tableOf(backend).find();
      try {
        backend.programs.run(
          plan,
          () => {
            stats.compilations++;
            return backend.compile({ nodes: [node], leaves, outputs });
          },
          leaves,
          outputs,
        );
        stats.runs++;
      } catch (error) {
        failure = failureOf(node, error as Error, backend);
      }
    }
    for (const output of node.outputs) {
      output.node = undefined;
      if (failure !== undefined) output.failure = failure;
    }
  }
}

/** What an operation failed for, with its name and what it was given. */
export function failureOf(node: Node, error: Error, backend: Backend): Error {
  const given = node.inputs.map(({ aval }) => formatAval(aval)).join(", ") || "no inputs";
  const text =
    `tf.${node.bound.primitive.name}: cannot compute on the ${backend.name} device with ${given}: ${error.message}`;
  return new (failureClass(error))(text, { cause: error });
}

/** The class of the error for what a run failed for; values out of range are found out by the run. */
export function failureClass(error: Error): ErrorConstructor {
  const isRange = error instanceof RangeError ||
    /out of (data )?bounds|Out of range value|invalid indice/.test(error.message);
  if (isRange) return RangeError;
  return error instanceof TypeError ? TypeError : Error;
}

/** Makes sure that a value is computed, on the host or on a device. */
export function settle(tensor: Tensor): void {
  if (isMissing(tensor)) settleMissing([tensor]);
}

/** Makes sure that values are computed, all in as few runs as one takes. */
export function settleAll(tensors: readonly Tensor[]): void {
  for (let i = 0; i < tensors.length; i++) {
    if (isMissing(tensors[i]!)) return settleMissing(tensors.filter(isMissing));
  }
}

function settleMissing(tensors: readonly Tensor[]): void {
  const abstract = tensors.find(({ trace }) => trace !== undefined);
  if (abstract !== undefined) throw abstractRead(abstract);
  const isPending = (tensor: Tensor) => isMissing(tensor) && tensor.node !== undefined;
  if (tensors.some(isPending)) {
    // A trace that is under way has its own nodes; what is pending outside of it can be computed.
    flush(tensors);
    const epoch = nextEpoch();
    const cone: Node[] = [];
    for (const tensor of tensors) if (isPending(tensor)) remake(tensor, cone, epoch);
    if (cone.length > 0) {
      stats.remade += cone.length;
      if (cone.some(({ inputs }) => inputs.some(isLost))) computeOneByOne(cone);
      else run(cone, everything);
    }
  }
  for (const tensor of tensors) {
    if (tensor.failure !== undefined) throw tensor.failure;
    if (isMissing(tensor)) throw new Error("internal: a value was dropped before its read");
  }
}

/**
 * The values of a tensor on the host; they must not be changed.
 *
 * @throws {TypeError} for a tensor of a function that is being traced.
 */
export function read(tensor: Tensor): HostData {
  if (tensor.failure !== undefined) throw tensor.failure;
  settle(tensor);
  tensor.host ??= tensor.resident!.read();
  tensor.owned = false;
  return tensor.host;
}

/** The error for reading what has no values. */
function abstractRead({ trace, label, node }: Tensor): TypeError {
  const what = label ?? `the result of tf.${node?.bound.primitive.name}`;
  if (trace!.ended) {
    return new TypeError(
      `tf.function '${
        trace!.name
      }': ${what} belongs to the trace of the function and has no values; return it from the function instead of keeping it in a variable outside`,
    );
  }
  return new TypeError(
    `tf.function '${
      trace!.name
    }': cannot read ${what} while the function is traced; use tf.cond or tf.whileLoop for what depends on values, return it and read it outside, or take the code that reads it out of the function`,
  );
}
