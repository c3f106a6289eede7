/**
 * Products of matrices of complex numbers, on the host: ONNX Runtime has none.
 *
 * @module
 */
import type { Aval } from "../../tensor/aval.ts";
import { forEachPlace, stridesFor } from "../../tensor/host_map.ts";
import type { HostData } from "../../tensor/tensor.ts";

/** The product of each two matrices of stacks that broadcast; transposed ones are conjugated. */
export function complexMatmul(
  [left, right]: readonly [HostData, HostData],
  [a, b]: readonly [Aval, Aval, ...Aval[]],
  { transposeA, transposeB }: { readonly transposeA: boolean; readonly transposeB: boolean },
  out: Aval,
): Float32Array {
  const [x, y] = [left as Float32Array, right as Float32Array];
  const result = new Float32Array(2 * out.size);
  const [rows, columns] = [out.shape.at(-2)!, out.shape.at(-1)!];
  const inner = a.shape.at(transposeA ? -2 : -1)!;
  const [aDown, aAlong] = transposeA ? [1, rows] : [inner, 1];
  const [bDown, bAlong] = transposeB ? [1, inner] : [columns, 1];
  const [aSign, bSign] = [transposeA ? -1 : 1, transposeB ? -1 : 1];
  const stack = out.shape.slice(0, -2);
  const strides = [a, b].map(({ shape }) => stridesFor(shape.slice(0, -2), stack.length));
  forEachPlace(stack, strides, (item, [p, q]) => {
    const [aStart, bStart] = [p! * rows * inner, q! * inner * columns];
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < columns; j++) {
        let [re, im] = [0, 0];
        for (let k = 0; k < inner; k++) {
          const s = 2 * (aStart + i * aDown + k * aAlong);
          const t = 2 * (bStart + k * bDown + j * bAlong);
          const [aIm, bIm] = [aSign * x[s + 1]!, bSign * y[t + 1]!];
          re += x[s]! * y[t]! - aIm * bIm;
          im += x[s]! * bIm + aIm * y[t]!;
        }
        const at = 2 * ((item * rows + i) * columns + j);
        result[at] = re;
        result[at + 1] = im;
      }
    }
  });
  return result;
}
