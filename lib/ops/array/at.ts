/**
 * Parts of tensors with Python's meanings of square brackets, and tensors with a part replaced.
 *
 * @module
 */
import { formatShape } from "../../errors/format.ts";
import { broadcastTo } from "../../primitives/array/broadcast_to.ts";
import { gather } from "../../primitives/array/gather.ts";
import { distinct } from "../../primitives/array/identity.ts";
import { reshape } from "../../primitives/array/reshape.ts";
import { unstack } from "../../primitives/array/split.ts";
import { tensorScatterNdUpdate } from "../../primitives/array/tensor_scatter.ts";
import { aval, formatAval, sameShape, type Shape } from "../../tensor/aval.ts";
import { broadcastShapes } from "../../tensor/broadcast.ts";
import { internally, state } from "../../tensor/state.ts";
import { leaf, Tensor } from "../../tensor/tensor.ts";
import { asTensor, isPlain } from "../as_tensor.ts";
import type { Index, TensorLike } from "../../tensor/like.ts";
import { sliceOf } from "./host_slice.ts";

import { cut, type Later, within } from "./cut.ts";
import { indexParts, type Part } from "./index_parts.ts";
import { asIndices } from "./indices.ts";
import { maskRows } from "./boolean_mask.ts";

const WHERE = "Tensor.at";

/** Throws where NumPy would move the picked axis to the front: two meanings are one too many. */
function requireOneMeaning(parts: readonly Part[]): void {
  const special = parts.flatMap(({ kind }, i) => kind === "pick" || kind === "mask" ? [i] : []);
  if (special.length > 1) {
    throw new TypeError(
      `${WHERE}: expected one array of indices or truth values, received ${special.length}; use tf.gatherNd, or index one after the other`,
    );
  }
  const first = parts.findIndex(({ kind }) => kind === "place");
  const last = parts.findLastIndex(({ kind }) => kind === "place");
  const [at] = special;
  if (at === undefined || first < 0) return;
  const isApart = parts.slice(Math.min(first, at), Math.max(last, at))
    .some(({ kind }) => kind === "range" || kind === "newAxis");
  if (isApart) {
    throw new TypeError(
      `${WHERE}: expected whole numbers beside an array of indices with no range between; index one after the other`,
    );
  }
}

function pick(x: Tensor, { axis, part }: Later): Tensor {
  if (part.kind === "mask") {
    const mask = part.mask instanceof Tensor ? part.mask : asTensor(WHERE, part.mask as boolean[]);
    return maskRows(WHERE, x, mask, axis);
  }
  const dim = x.shape[axis]!;
  const indices = part.indices instanceof Tensor
    ? part.indices
    : part.indices.map((place) => within(WHERE, place, dim, axis));
  return gather(x, asIndices(WHERE, "indices", indices, dim), axis);
}

/** The part of `x` that indices name. */
export function at(x: Tensor, ...indices: readonly Index[]): Tensor {
  const parts = indexParts(indices, x.shape);
  requireOneMeaning(parts);
  return internally(() => {
    const { result, later } = cut(WHERE, x, parts);
    return distinct(later.reduce(pick, result), x);
  });
}

/** The parts along the first axis, one after the other. */
export function* rows(x: Tensor): Generator<Tensor> {
  const [count, ...shape] = x.shape;
  if (count === undefined) {
    throw new TypeError(
      `Tensor: expected at least one dimension to iterate over, received shape ${
        formatShape(x.shape)
      }`,
    );
  }
  if (state.trace !== undefined || state.tapes.length > 0 || x.host === undefined) {
    yield* unstack(x, 0);
    return;
  }
  const rest: Shape = shape.map(() => 0);
  for (let i = 0; i < count; i++) {
    const steps = { begin: [i, ...rest], strides: x.shape.map(() => 1), size: [1, ...shape] };
    yield sliceOf(x, steps, shape);
  }
}

/** The places in row-major order of the part that indices name, as int32. */
function placesOf({ shape, size }: Tensor, indices: readonly Index[]): Tensor {
  const places = Int32Array.from({ length: size }, (_, i) => i);
  return at(leaf(places, aval("int32", shape)), ...indices);
}

/**
 * `x` with the part that indices name replaced: what `v[1:3] = value` does in NumPy.
 *
 * @param value Of the shape of that part, or one that broadcasts to it; plain numbers take the dtype
 * of `x`.
 * @throws {TypeError} for a value of another dtype or shape.
 */
export function slicedUpdate(x: Tensor, indices: readonly Index[], value: TensorLike): Tensor {
  const where = "tf.Variable.assignAt";
  const given = asTensor(where, value, isPlain(value) ? x.dtype : undefined);
  return internally(() => {
    const places = placesOf(x, indices);
    const fits = sameShape(
      broadcastShapes("Variable.assignAt", given.shape, places.shape),
      places.shape,
    );
    if (!fits || given.dtype !== x.dtype) {
      throw new TypeError(
        `${where}: expected a value of dtype ${x.dtype} that broadcasts to shape ${
          formatShape(places.shape)
        }, received ${formatAval(given)}`,
      );
    }
    const flat = tensorScatterNdUpdate(
      reshape(x, [x.size]),
      reshape(places, [places.size, 1]),
      reshape(broadcastTo(given, places.shape), [places.size]),
    );
    return reshape(flat, x.shape);
  });
}
