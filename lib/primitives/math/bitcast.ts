/**
 * The same bytes as another element type.
 *
 * @module
 */
import { type DType, DTYPES } from "../../arrays/dtypes.ts";
import { formatShape } from "../../errors/format.ts";
import { type Aval, aval, type Shape } from "../../tensor/aval.ts";
import { defineFamily } from "../../tensor/primitive.ts";
import { record } from "../../tensor/record.ts";
import type { HostData, Tensor } from "../../tensor/tensor.ts";
import { requireNumber } from "../support/infer.ts";
import { sample } from "../support/samples.ts";

const NAME = "bitcast";

/** The shape of elements of another size: the last axis is made of parts, or put together. */
function castShape({ dtype, shape }: Aval, to: DType): Shape {
  const [from, into] = [DTYPES[dtype].bytes, DTYPES[to].bytes];
  if (from === into) return shape;
  if (from > into) return [...shape, from / into];
  if (shape.at(-1) === into / from) return shape.slice(0, -1);
  throw new TypeError(
    `tf.${NAME}: expected a last dimension of ${
      into / from
    } to make ${to} of ${dtype}, received shape ${formatShape(shape)}`,
  );
}

const bind = defineFamily<{ dtype: DType }>({
  name: NAME,
  infer([x], { dtype }) {
    requireNumber(NAME, x);
    if (dtype === "bool" || dtype === "string") {
      throw new TypeError(`tf.${NAME}: expected a dtype of numbers, received dtype=${dtype}`);
    }
    return aval(dtype, castShape(x, dtype));
  },
  host([data], _, { dtype }) {
    const { buffer, byteOffset, byteLength } = data as Uint8Array;
    const bytes = buffer.slice(byteOffset, byteOffset + byteLength);
    const Storage = DTYPES[dtype].array as new (bytes: ArrayBufferLike) => HostData;
    return [new Storage(bytes)];
  },
  vjp: "none",
  tensorflow: { name: "Bitcast", attributes: ({ dtype }) => ({ type: { type: dtype } }) },
  *samples() {
    const pairs = [
      ["float32", "int32"],
      ["int32", "float32"],
      ["float64", "int64"],
      ["float16", "uint16"],
      ["uint16", "bfloat16"],
      ["float32", "uint8"],
      ["int64", "int16"],
      ["complex64", "float64"],
    ] as const;
    for (const [from, dtype] of pairs) {
      yield { inputs: [sample([2, 3], { dtype: from })], attrs: { dtype } };
      yield { inputs: [sample([0, 3], { dtype: from })], attrs: { dtype } };
    }
    yield { inputs: [sample([3, 4], { dtype: "uint8", max: 100 })], attrs: { dtype: "float32" } };
  },
});

/** The bytes of `x` as elements of another type. */
export function bitcast(x: Tensor, dtype: DType): Tensor {
  return record(bind({ dtype }), [x]);
}
