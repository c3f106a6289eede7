/**
 * New values of variables in some places.
 *
 * @module
 */
import { formatShape, formatValue } from "../errors/format.ts";
import { asIndices, asPlaces } from "../ops/array/indices.ts";
import { asTensor, isPlain } from "../ops/as_tensor.ts";
import type { TensorLike } from "../tensor/like.ts";
import { bindArguments } from "../ops/bind.ts";
import { gatherNd } from "../primitives/array/gather_nd.ts";
import { broadcastTo } from "../primitives/array/broadcast_to.ts";
import { reshape } from "../primitives/array/reshape.ts";
import { slice } from "../primitives/array/slice.ts";
import {
  tensorScatterNdAdd,
  tensorScatterNdMax,
  tensorScatterNdMin,
  tensorScatterNdSub,
  tensorScatterNdUpdate,
} from "../primitives/array/tensor_scatter.ts";
import { divide, multiply } from "../primitives/math/arithmetic.ts";
import { sameShape } from "../tensor/aval.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { checkBoolean } from "./arguments.ts";
import { IndexedSlices, isSparseDelta, type SparseDelta } from "./indexed_slices.ts";

/** Changes a tensor in places that indices name, by updates. */
type Change = (x: Tensor, places: Tensor, updates: Tensor) => Tensor;

/** What is done at each place. */
export type ScatterMode = "update" | "add" | "sub" | "mul" | "div" | "max" | "min";

const CHANGES: Readonly<Record<ScatterMode, Change>> = {
  update: tensorScatterNdUpdate,
  add: tensorScatterNdAdd,
  sub: tensorScatterNdSub,
  max: tensorScatterNdMax,
  min: tensorScatterNdMin,
  mul: oneByOne(multiply),
  div: oneByOne(divide),
};

/** A change at one place after the other, so that a place that comes twice is changed twice. */
function oneByOne(compute: (a: Tensor, b: Tensor) => Tensor): Change {
  return (x, places, updates) => {
    const [count, depth] = places.shape as readonly [number, number];
    const row = updates.shape.slice(1);
    let result = x;
    for (let i = 0; i < count; i++) {
      const place = slice(places, [i, 0], [1, depth]);
      const by = slice(updates, [i, ...row.map(() => 0)], [1, ...row]);
      result = tensorScatterNdUpdate(result, place, compute(gatherNd(result, place), by));
    }
    return result;
  };
}

/** Options of scattering. */
export interface ScatterOptions {
  /** Taken for the sake of Python's signature: nothing runs at the same time. */
  useLocking?: boolean;
  /** Taken for the sake of Python's signature; names nothing. */
  name?: string | null;
}

/** Rows of a variable changed, as `scatterAdd` and its like do. */
export function scatterRows(
  where: string,
  mode: ScatterMode,
  x: Tensor,
  args: readonly unknown[],
): Tensor {
  const objects = args.length === 1 && isSparseDelta(args[0]) ? ["sparseDelta"] : [];
  const names = ["sparseDelta", "useLocking", "name"];
  const [delta, useLocking] = bindArguments({ where, names, required: 1, objects }, args);
  checkBoolean(where, "useLocking", useLocking ?? false);
  if (!isSparseDelta(delta)) {
    throw new TypeError(
      `${where}: expected sparseDelta to be tf.IndexedSlices or { indices, updates }, received sparseDelta=${
        formatValue(delta)
      }`,
    );
  }
  const { indices: given, updates } = partsOf(delta);
  const [rows, ...row] = x.shape;
  if (rows === undefined) {
    throw new TypeError(
      `${where}: expected a variable of at least one dimension, received a scalar`,
    );
  }
  const indices = asIndices(where, "indices", given, rows);
  const shape = [...indices.shape, ...row];
  const values = asTensor(where, updates, isPlain(updates) ? x.dtype : undefined);
  const isOne = values.shape.length === 0;
  if (values.dtype !== x.dtype || !(isOne || sameShape(values.shape, shape))) {
    throw new TypeError(
      `${where}: expected updates of dtype ${x.dtype} and shape ${
        formatShape(shape)
      }, received dtype ${values.dtype} and shape ${formatShape(values.shape)}`,
    );
  }
  return CHANGES[mode](
    x,
    reshape(indices, [indices.size, 1]),
    reshape(isOne ? broadcastTo(values, shape) : values, [indices.size, ...row]),
  );
}

function partsOf(delta: SparseDelta): { indices: TensorLike; updates: TensorLike } {
  if (delta instanceof IndexedSlices) return { indices: delta.indices, updates: delta.values };
  const { indices, updates, values } = delta as Readonly<Record<string, TensorLike>>;
  return { indices: indices!, updates: (updates ?? values)! };
}

/** Places of a variable changed, as `scatterNdAdd` and its like do. */
export function scatterPlaces(
  where: string,
  mode: ScatterMode,
  x: Tensor,
  args: readonly unknown[],
): Tensor {
  const names = ["indices", "updates", "name"];
  const [given, updates] = bindArguments({ where, names, required: 2 }, args) as TensorLike[];
  const indices = asPlaces(where, "indices", given!, x.shape);
  const values = asTensor(where, updates!, isPlain(updates!) ? x.dtype : undefined);
  return CHANGES[mode](x, indices, values);
}
