/**
 * Recording: the only way to make a tensor that has to be computed. Nothing is computed here, and
 * nothing but the inference of a new combination of inputs takes longer than some nanoseconds.
 *
 * @module
 */
import { DTYPES } from "../arrays/dtypes.ts";
import type { Aval } from "./aval.ts";
import { flush } from "./graph.ts";
import type { Bound } from "./primitive.ts";
import { state } from "./state.ts";
import { Node, Tensor, type TraceScope } from "./tensor.ts";

/** Bound on ids that three of fit exactly into one number. */
const ID_LIMIT = 2 ** 17;

/** Operations, and bytes of their results, at which everything pending is computed. */
const PENDING_LIMIT = 1024;
const PENDING_BYTES = 2 ** 30;

/** Shapes and dtypes of the outputs, inferred once for each combination of inputs. */
function inferred(bound: Bound, inputs: readonly Tensor[]): readonly Aval[] {
  let key: number | string = 1;
  if (inputs.length <= 3) {
    for (let i = 0; i < inputs.length; i++) {
      const { id } = inputs[i]!.aval;
      if (id >= ID_LIMIT) {
        key = -1;
        break;
      }
      key = key * ID_LIMIT + id;
    }
  } else key = -1;
  if (key === -1) key = inputs.map(({ aval }) => aval.id).join();
  if (bound.lastKey === key) return bound.lastAvals;
  let avals = bound.inferred.get(key);
  if (avals === undefined) {
    avals = bound.infer(inputs.map(({ aval }) => aval));
    bound.inferred.set(key, avals);
  }
  bound.lastKey = key;
  bound.lastAvals = avals;
  return avals;
}

/** Records an operation with one output. */
export function record(bound: Bound, inputs: readonly Tensor[]): Tensor {
  return recordAll(bound, inputs)[0]!;
}

/** Records an operation. */
export function recordAll(bound: Bound, inputs: readonly Tensor[]): readonly Tensor[] {
  const avals = inferred(bound, inputs);
  const { trace, tapes } = state;
  for (let i = 0; i < inputs.length; i++) {
    const input = inputs[i]!;
    if (input.failure !== undefined) throw input.failure;
    if (input.trace !== undefined && input.trace !== trace) checkReach(input.trace, trace);
    input.used = true;
  }
  const outputs = new Array<Tensor>(avals.length);
  const node = new Node(bound, inputs, outputs);
  const internal = state.internal !== 0;
  for (let i = 0; i < avals.length; i++) {
    const output = new Tensor(avals[i]!);
    output.node = node;
    output.trace = trace;
    output.internal = internal;
    outputs[i] = output;
  }
  if (trace !== undefined) trace.nodes.push(node);
  else pend(node);
  for (let i = 0; i < tapes.length; i++) tapes[i]!.add(node);
  return outputs;
}

/** Lets an operation wait, if not too many do. */
function pend(node: Node): void {
  let bytes = 0;
  for (const { aval } of node.outputs) bytes += aval.size * DTYPES[aval.dtype].bytes;
  state.pendingBytes += bytes;
  if (state.pending.push(node) >= PENDING_LIMIT || state.pendingBytes > PENDING_BYTES) flush();
}

/** Throws unless what is recorded now may use a tensor of a trace: one of its own or further out. */
export function checkReach(owner: TraceScope, trace: TraceScope | undefined): void {
  for (let it = trace; it !== undefined; it = it.parent) if (it === owner) return;
  throw new TypeError(
    `tf.function '${owner.name}': expected its tensors to be used while it is traced, received one of them outside; return it from the function instead of keeping it in a variable outside`,
  );
}
