/**
 * Random draws. They are made on the host, so that every device starts from the same bits; in a
 * trace they are a step of the program that draws afresh in each run, in the order of the program.
 *
 * @module
 */
import type { Aval } from "./aval.ts";
import { read } from "./graph.ts";
import { defineUnique } from "./primitive.ts";
import { recordAll } from "./record.ts";
import { state } from "./state.ts";
import { type HostData, leaf, type Node, type Tensor } from "./tensor.ts";

interface Attributes {
  readonly aval: Aval;
  readonly next: (...given: HostData[]) => HostData;
}

const bind = defineUnique<Attributes>({
  name: "random.draw",
  infer: (_, { aval }) => aval,
  host: (inputs, _avals, { next }) => [next(...inputs)],
  vjp: "none",
  stateful: true,
  *samples() {},
});

/**
 * A tensor of values that `next` draws, at once or in each run of the function being traced.
 *
 * @param inputs Tensors whose values `next` is given.
 */
export function draw(
  aval: Aval,
  next: (...given: HostData[]) => HostData,
  inputs: readonly Tensor[] = [],
): Tensor {
  const { log } = state;
  const now = () => drawNow(aval, next, inputs);
  return log === undefined ? now() : log.next(now);
}

function drawNow(
  aval: Aval,
  next: (...given: HostData[]) => HostData,
  inputs: readonly Tensor[],
): Tensor {
  if (state.trace !== undefined) return recordAll(bind({ aval, next }), inputs)[0]!;
  const tensor = leaf(next(...inputs.map(read)), aval);
  tensor.owned = true;
  return tensor;
}

/** Whether a node draws. */
export function isDraw({ bound }: Node): boolean {
  return bound.primitive.name === "random.draw";
}

/** The outputs of a node that draws, drawn anew; `undefined` for other nodes. */
export function redraw(node: Node, inputs: readonly Tensor[]): readonly Tensor[] | undefined {
  if (!isDraw(node)) return undefined;
  const { aval, next } = node.bound.attrs as Attributes;
  return [draw(aval, next, inputs)];
}
