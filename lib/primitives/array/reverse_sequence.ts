/**
 * The first elements of each part of a batch, in reverse order.
 *
 * @module
 */
import { formatShape } from "../../errors/format.ts";
import { defineFamily } from "../../tensor/primitive.ts";
import { record } from "../../tensor/record.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { axisOf, requireIndices } from "../support/infer.ts";
import { withinAxis } from "../support/indices.ts";
import { given, sample } from "../support/samples.ts";
import { toFront } from "./transpose.ts";

interface Attributes {
  readonly seqAxis: number;
  readonly batchAxis: number;
}

const bind = defineFamily<Attributes>({
  name: "reverseSequence",
  infer([x, lengths], { seqAxis, batchAxis }) {
    requireIndices("reverseSequence", "seqLengths", lengths);
    axisOf("reverseSequence", seqAxis, x.shape.length, "seqAxis");
    axisOf("reverseSequence", batchAxis, x.shape.length, "batchAxis");
    const fits = seqAxis !== batchAxis && lengths.shape.length === 1 &&
      lengths.shape[0] === x.shape[batchAxis];
    if (!fits) {
      throw new TypeError(
        `tf.reverseSequence: expected two axes, and a length for each of axis ${batchAxis} of shape ${
          formatShape(x.shape)
        }, received seqAxis=${seqAxis} and lengths of shape ${formatShape(lengths.shape)}`,
      );
    }
    return x;
  },
  lower(to, [x, lengths], _, { seqAxis, batchAxis }) {
    const order = toFront(x.shape.length, [batchAxis, seqAxis]);
    const moved = to.transpose(x, order);
    const counts = withinAxis(to, lengths, x.shape[seqAxis]! + 1);
    const turned = to.op("ReverseSequence", [moved, counts], x.type, moved.shape, {
      batch_axis: 0,
      time_axis: 1,
    });
    return to.transpose(turned, x.shape.map((_, axis) => order.indexOf(axis)));
  },
  vjp: ([g], { inputs: [, lengths], attrs: { seqAxis, batchAxis } }) => [
    reverseSequence(g, lengths, seqAxis, batchAxis),
  ],
  tensorflow: {
    name: "ReverseSequence",
    attributes: ({ seqAxis, batchAxis }) => ({ seq_dim: seqAxis, batch_dim: batchAxis }),
  },
  *samples() {
    for (const dtype of ["float32", "float64", "int32", "bool", "string", "complex64"] as const) {
      const lengths = given([3, 1], [2], "int32");
      const attrs = { seqAxis: 1, batchAxis: 0 };
      yield { inputs: [sample([2, 5], { dtype }), lengths], attrs };
      yield { inputs: [sample([2, 3, 5], { dtype }), lengths], attrs };
      yield { inputs: [sample([2, 3], { dtype }), given([0, 2], [2], "int64")], attrs };
      yield {
        inputs: [sample([3, 5, 2], { dtype }), lengths],
        attrs: { seqAxis: 0, batchAxis: 2 },
      };
      yield { inputs: [sample([2, 0], { dtype }), given([0, 0], [2], "int32")], attrs };
    }
  },
});

/** Along `seqAxis` the first `lengths[i]` elements in reverse order, for each `i` of `batchAxis`. */
export function reverseSequence(
  x: Tensor,
  lengths: Tensor,
  seqAxis: number,
  batchAxis: number,
): Tensor {
  return record(bind({ seqAxis, batchAxis }), [x, lengths]);
}
