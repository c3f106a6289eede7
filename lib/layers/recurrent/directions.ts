/**
 * The two layers of a bidirectional one, and how their outputs are put together.
 *
 * @module
 * @internal
 */
import type { DType } from "../../arrays/dtypes.ts";
import type { Option } from "../../configuration/options.ts";
import { checkOneOf } from "../../errors/checks.ts";
import { formatValue } from "../../errors/format.ts";
import type { Variable } from "../../functions/variable.ts";
import { concat } from "../../primitives/array/concat.ts";
import { reverse } from "../../primitives/array/reverse.ts";
import { add, divide, multiply } from "../../primitives/math/arithmetic.ts";
import { cast } from "../../primitives/math/cast.ts";
import { scalar } from "../../tensor/scalar.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import type { Layer } from "../base/layer.ts";

/** How two outputs are put together. */
export type MergeMode = "concat" | "sum" | "mul" | "ave";

const MODES = ["concat", "sum", "mul", "ave"] as const;

/** How two outputs are put together; `null` leaves them apart. */
export function mergeMode(): Option<MergeMode | null, MergeMode | null> {
  return {
    required: false,
    ifMissing: "concat",
    read: (where, name, given) => given === null ? null : checkOneOf(where, name, given, MODES),
    write: (made) => made,
  };
}

/** A layer that runs in a direction. */
export interface Directed extends Layer<Tensor, unknown> {
  readonly goBackwards: boolean;
  readonly returnSequences: boolean;
  readonly returnState: boolean;
  readonly stateful: boolean;
  readonly states?: readonly Variable[] | null;
  zeroOutputForMask?: boolean;
  resetStates?(): void;
}

const FLAGS = ["goBackwards", "returnSequences", "returnState", "stateful"] as const;

/** A recurrent layer whose outputs of masked steps are zeros, so that both directions go together. */
export function aligned(where: string, name: string, layer: Layer): Directed {
  const directed = layer as unknown as Directed;
  const missing = FLAGS.find((flag) => typeof directed[flag] !== "boolean");
  if (missing !== undefined) {
    throw new TypeError(
      `${where}: expected ${name} to be a recurrent layer with ${
        FLAGS.join(", ")
      }, received ${name}=${formatValue(layer)}, without ${missing}`,
    );
  }
  if (directed.zeroOutputForMask !== undefined) {
    directed.zeroOutputForMask = directed.returnSequences;
  }
  return directed;
}

/** A layer like another one that runs in a direction, under a name that says so. */
export function inDirection(
  where: string,
  name: string,
  layer: Layer,
  direction: "forward" | "backward",
): Directed {
  const prefix = `${direction}_`;
  const config = layer.getConfig();
  const Class = layer.constructor as unknown as {
    fromConfig(config: Record<string, unknown>): Layer;
  };
  const copy = Class.fromConfig({
    ...config,
    name: `${prefix}${layer.name.replace(new RegExp(`^${prefix}`), "")}`,
    ...(direction === "backward" ? { go_backwards: true } : {}),
  });
  return aligned(where, name, copy);
}

/** Throws unless two layers run in different directions and give the same kinds of things. */
export function checkDirections(where: string, forward: Directed, backward: Directed): void {
  if (forward.goBackwards === backward.goBackwards) {
    throw new TypeError(
      `${where}: expected layers of different goBackwards, received goBackwards=${forward.goBackwards} of both`,
    );
  }
  for (const flag of ["stateful", "returnSequences", "returnState"] as const) {
    if (forward[flag] === backward[flag]) continue;
    throw new TypeError(
      `${where}: expected layers of the same ${flag}, received ${
        forward[flag]
      } of the forward layer and ${backward[flag]} of the backward layer`,
    );
  }
}

/** The states that each of two layers begins with. */
export function halves(label: string, states: unknown): [forward: unknown, backward: unknown] {
  if (states === undefined || states === null) return [undefined, undefined];
  if (Array.isArray(states) && states.length > 0 && states.length % 2 === 0) {
    return [states.slice(0, states.length / 2), states.slice(states.length / 2)];
  }
  throw new TypeError(
    `Cannot call ${label}: expected initialState to be a list of the states of both layers, received ${
      formatValue(states)
    }`,
  );
}

/** The outputs of both directions, put together. */
export function merge(
  mode: MergeMode | null,
  forward: Tensor,
  backward: Tensor,
  isSequence: boolean,
  dtype: DType,
): readonly Tensor[] {
  const y = cast(forward, dtype);
  const other = cast(backward, dtype);
  const z = isSequence ? reverse(other, [1]) : other;
  switch (mode) {
    case "concat":
      return [concat([y, z], y.rank - 1)];
    case "sum":
      return [add(y, z)];
    case "mul":
      return [multiply(y, z)];
    case "ave":
      return [divide(add(y, z), scalar(2, dtype))];
    case null:
      return [y, z];
  }
}
