/**
 * The floats beside a float.
 *
 * @module
 */
import type { DType } from "../../arrays/dtypes.ts";
import { type Aval, aval } from "../../tensor/aval.ts";
import { broadcastShapes } from "../../tensor/broadcast.ts";
import { forEachPlace, stridesFor } from "../../tensor/host_map.ts";
import { define } from "../../tensor/primitive.ts";
import { record } from "../../tensor/record.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { requireDType, requireSameDType } from "../support/infer.ts";
import { given, PAIRS, sample, SPECIAL } from "../support/samples.ts";
import { unbroadcast } from "../support/unbroadcast.ts";
import { zerosLike } from "../array/fill.ts";

/** Steps from one float to the next: the bits of positive floats, as whole numbers, are in order. */
function stepper(dtype: DType): (x: number, towards: number) => number {
  const isWide = dtype === "float64";
  const bytes = new DataView(new ArrayBuffer(8));
  const smallest = isWide ? 2 ** -1074 : 2 ** -149;
  return (x, towards) => {
    if (Number.isNaN(x) || Number.isNaN(towards)) return NaN;
    if (x === towards) return towards;
    if (x === 0) return towards > 0 ? smallest : -smallest;
    const step = (towards > x) === (x > 0) ? 1 : -1;
    if (isWide) {
      bytes.setFloat64(0, x);
      bytes.setBigInt64(0, bytes.getBigInt64(0) + BigInt(step));
      return bytes.getFloat64(0);
    }
    bytes.setFloat32(0, x);
    bytes.setInt32(0, bytes.getInt32(0) + step);
    return bytes.getFloat32(0);
  };
}

function requireStepped(name: string, x: Aval): void {
  requireDType(name, x, (it) => it === "float32" || it === "float64", "float32 or float64");
}

const bound = define({
  name: "math.nextafter",
  infer([a, b]) {
    requireStepped("math.nextafter", a);
    requireSameDType("math.nextafter", a, b);
    return aval(a.dtype, broadcastShapes("math.nextafter", a.shape, b.shape));
  },
  host([from, to], [a, b], _, [out]) {
    const result = out.dtype === "float64"
      ? new Float64Array(out.size)
      : new Float32Array(out.size);
    const step = stepper(out.dtype);
    const rank = out.shape.length;
    forEachPlace(out.shape, [stridesFor(a.shape, rank), stridesFor(b.shape, rank)], (i, at) => {
      result[i] = step(from[at[0]!] as number, to[at[1]!] as number);
    });
    return [result];
  },
  vjp: ([g], { inputs: [a, b] }, needs) => [
    needs[0] ? unbroadcast(g, a) : undefined,
    needs[1] ? zerosLike(b) : undefined,
  ],
  tensorflow: { name: "NextAfter" },
  *samples() {
    const attrs = undefined;
    for (const dtype of ["float32", "float64"] as const) {
      for (const [a, b] of PAIRS) {
        yield { inputs: [sample(a, { dtype }), sample(b, { dtype, seed: 2 })], attrs };
      }
      const special = given(SPECIAL, [SPECIAL.length], dtype);
      yield { inputs: [special, given(SPECIAL, [SPECIAL.length, 1], dtype)], attrs };
    }
  },
});

/** The float next to `a` in the direction of `b`. */
export function nextafter(a: Tensor, b: Tensor): Tensor {
  return record(bound, [a, b]);
}
