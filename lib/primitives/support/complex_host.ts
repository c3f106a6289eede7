/**
 * Functions of complex numbers on the host: ONNX Runtime has no operators for them. The parts of a
 * number stand side by side in the storage.
 *
 * @module
 */
import type { Aval } from "../../tensor/aval.ts";
import { forEachPlace, stridesFor } from "../../tensor/host_map.ts";
import type { HostData } from "../../tensor/tensor.ts";

/** Real and imaginary part. */
export type Parts = readonly [re: number, im: number];

/** A function of each number. */
export function mapComplex(
  data: HostData,
  compute: (re: number, im: number) => Parts,
): Float32Array {
  const x = data as Float32Array;
  const result = new Float32Array(x.length);
  for (let i = 0; i < x.length; i += 2) {
    [result[i], result[i + 1]] = compute(x[i]!, x[i + 1]!);
  }
  return result;
}

/** Calls `visit` with the parts of each two numbers of arrays that broadcast. */
export function forEachComplexPair(
  [a, b]: readonly [HostData, HostData],
  [x, y]: readonly [Aval, Aval],
  out: Aval,
  visit: (index: number, a: Parts, b: Parts) => void,
): void {
  const [left, right] = [a as Float32Array, b as Float32Array];
  const rank = out.shape.length;
  forEachPlace(out.shape, [stridesFor(x.shape, rank), stridesFor(y.shape, rank)], (i, places) => {
    const [j, k] = [2 * places[0]!, 2 * places[1]!];
    visit(i, [left[j]!, left[j + 1]!], [right[k]!, right[k + 1]!]);
  });
}

/** `a b`. */
export function complexProduct([a, b]: Parts, [c, d]: Parts): Parts {
  return [a * c - b * d, a * d + b * c];
}

/** `a / b`. */
export function complexQuotient([a, b]: Parts, [c, d]: Parts): Parts {
  // Divided by the larger part first, so that the square of neither overflows.
  if (Math.abs(c) >= Math.abs(d)) {
    const ratio = d / c;
    const scale = c + d * ratio;
    return [(a + b * ratio) / scale, (b - a * ratio) / scale];
  }
  const ratio = c / d;
  const scale = c * ratio + d;
  return [(a * ratio + b) / scale, (b * ratio - a) / scale];
}
