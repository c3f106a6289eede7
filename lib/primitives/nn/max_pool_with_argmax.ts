/**
 * The largest element under each window, with its place. A window's first element counts even if it
 * is not a number, as in TensorFlow.
 *
 * @module
 */
import { aval } from "../../tensor/aval.ts";
import { defineFamily } from "../../tensor/primitive.ts";
import { recordAll } from "../../tensor/record.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { given, sample } from "../support/samples.ts";
import { maxPool2d, requirePoolable } from "./max_pool.ts";
import { axesOfPool, type PoolAttributes, poolAttributes, pooledShape, POOLS } from "./pool.ts";
import { elementsUnderWindows, firstForNone, gatherMembers } from "./window_table.ts";

interface Attributes extends PoolAttributes {
  /** Whether places count from the start of the tensor, or of each image. */
  readonly batched: boolean;
  readonly index: "int32" | "int64";
}

const NAME = "nn.maxPoolWithArgmax";

const bind = defineFamily<Attributes>({
  name: NAME,
  infer([x], { index, ...attrs }) {
    requirePoolable(NAME, x);
    const shape = pooledShape(x.shape, axesOfPool(`tf.${NAME}`, 2, x.shape, attrs));
    return [aval(x.dtype, shape), aval(index, shape)];
  },
  lower(to, [x], [out], { batched, index, ...attrs }) {
    const windows = firstForNone(elementsUnderWindows(axesOfPool(`tf.${NAME}`, 2, x.shape, attrs)));
    const { places, members, table } = windows;
    const [batch, channels] = [x.shape[0]!, x.shape[3]!];
    const shape = [batch, places, channels];
    const under = gatherMembers(to, x, windows);
    const which = to.op("ArgMax", [under], "int64", shape, { axis: 2, keepdims: 0 });
    const largest = to.op(
      "GatherElements",
      [under, to.reshape(which, [batch, places, 1, channels])],
      x.type,
      [batch, places, 1, channels],
      { axis: 2 },
    );
    const starts = BigInt64Array.from({ length: places }, (_, i) => BigInt(i * members));
    const at = to.binary("Add", which, to.constant(starts, "int64", [places, 1]));
    const flat = to.constant(BigInt64Array.from(table, BigInt), "int64", [table.length]);
    const element = to.op("Gather", [flat, at], "int64", shape, { axis: 0 });
    const scaled = to.binary("Mul", element, to.number(channels, "int64"));
    const channel = BigInt64Array.from({ length: channels }, (_, i) => BigInt(i));
    let place = to.binary("Add", scaled, to.constant(channel, "int64", [channels]));
    if (batched) {
      const image = BigInt(x.shape[1]! * x.shape[2]! * channels);
      const images = BigInt64Array.from({ length: batch }, (_, i) => BigInt(i) * image);
      place = to.binary("Add", place, to.constant(images, "int64", [batch, 1, 1]));
    }
    return [to.reshape(largest, out.shape), to.cast(to.reshape(place, out.shape), index)];
  },
  vjp([g], { inputs: [x], outputs: [y], attrs: { window, strides, padding } }) {
    return [maxPool2d.back(x, y, g, { window, strides, padding })];
  },
  tensorflow: {
    name: "MaxPoolWithArgmax",
    attributes: ({ batched, index, ...attrs }) => ({
      ...poolAttributes(attrs),
      Targmax: { type: index },
      include_batch_in_index: batched,
    }),
  },
  *samples() {
    for (const dtype of ["float32", "float64"] as const) {
      for (const { image, attrs, batch = 2 } of POOLS) {
        // TensorFlow refuses no images at all.
        if (batch === 0) continue;
        const x = sample([batch, ...image, 3], { dtype });
        yield { inputs: [x], attrs: { ...attrs, batched: false, index: "int64" } };
        yield { inputs: [x], attrs: { ...attrs, batched: true, index: "int32" } };
      }
    }
    const ties = given(Array.from({ length: 40 }, (_, i) => i * i % 3), [1, 5, 4, 2]);
    const attrs = { window: [3, 2], strides: [2, 1], padding: "SAME" } as const;
    yield { inputs: [ties], attrs: { ...attrs, batched: false, index: "int64" }, kink: true };
    const [a, b] = [NaN, -Infinity];
    const odd = given([a, 1, 1, a, a, a, b, b, b, a, a, b, Infinity, a, 2, 2], [1, 1, 16, 1]);
    const pairs = { window: [1, 2], strides: [1, 2], padding: "VALID" } as const;
    yield { inputs: [odd], attrs: { ...pairs, batched: false, index: "int64" }, kink: true };
    for (const dtype of ["int32", "int16", "uint8", "int64"] as const) {
      const x = sample([2, 4, 6, 2], { dtype, max: 9 });
      yield { inputs: [x], attrs: { ...attrs, batched: false, index: "int64" }, kink: true };
    }
  },
});

/** The largest element under each window of images `[batch, height, width, channels]`, and its place. */
export function maxPoolWithArgmax(
  x: Tensor,
  attrs: PoolAttributes,
  batched: boolean,
  index: "int32" | "int64",
): readonly [Tensor, Tensor] {
  return recordAll(bind({ ...attrs, batched, index }), [x]) as unknown as readonly [Tensor, Tensor];
}
