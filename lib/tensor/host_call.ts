/**
 * Functions of values on the host whose shape is known beforehand: at once, or in each run of the
 * function being traced. They have no gradients.
 *
 * @module
 */
import type { Aval } from "./aval.ts";
import { read } from "./graph.ts";
import { defineUnique } from "./primitive.ts";
import { recordAll } from "./record.ts";
import { state } from "./state.ts";
import { type HostData, leaf, type Tensor } from "./tensor.ts";

interface Attributes {
  readonly aval: Aval;
  readonly run: (...given: HostData[]) => HostData;
}

const bind = defineUnique<Attributes>({
  name: "hostCall",
  infer: (_, { aval }) => aval,
  host: (inputs, _avals, { run }) => [run(...inputs)],
  vjp: "none",
  *samples() {},
});

/** A tensor of the values that `run` makes of those of the inputs. */
export function hostCall(
  aval: Aval,
  inputs: readonly Tensor[],
  run: (...given: HostData[]) => HostData,
): Tensor {
  const isTraced = state.trace !== undefined && inputs.some((it) => it.trace !== undefined);
  return isTraced
    ? recordAll(bind({ aval, run }), inputs)[0]!
    : leaf(run(...inputs.map(read)), aval);
}
