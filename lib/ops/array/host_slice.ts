/**
 * Slices of values that are there already. Where nothing records, such a slice is copied at once: a
 * loop over batches or rows compiles no program for each. Whole numbers that are known stay known
 * while a function is traced, so that parts of `tf.shape(x)` can be dimensions.
 *
 * @module
 */
import { isInteger, newStorage } from "../../arrays/dtypes.ts";
import { reshape } from "../../primitives/array/reshape.ts";
import { type Steps, stridedSlice } from "../../primitives/array/strided_slice.ts";
import { type Aval, aval, type Shape } from "../../tensor/aval.ts";
import { state } from "../../tensor/state.ts";
import { type HostData, leaf, type Tensor } from "../../tensor/tensor.ts";

/** Elements of a known tensor that may be read while a function is traced: those of shapes. */
const KNOWN_LIMIT = 64;

/** Whether a slice of a tensor is to be copied at once. */
function isCopied({ host, trace, dtype, size, failure }: Tensor): boolean {
  if (host === undefined || trace !== undefined || failure !== undefined) return false;
  if (state.trace === undefined && state.tapes.length === 0) return true;
  return isInteger(dtype) && size <= KNOWN_LIMIT;
}

/** The elements of `x` at the places `steps` names, in a shape with as many elements. */
export function sliceOf(x: Tensor, steps: Steps, shape: Shape = steps.size): Tensor {
  if (!isCopied(x)) return reshape(stridedSlice(x, steps), shape);
  const result = aval(x.dtype, shape);
  return leaf(copySlice(x.host!, x.aval, result.size, steps), result);
}

/** Runs up to this length are copied one by one. */
const SHORT = 16;

/** Copies runs of neighbouring elements. */
function copySlice(from: HostData, { dtype, shape }: Aval, count: number, steps: Steps): HostData {
  const { begin, strides, size } = steps;
  const units = dtype === "complex64" ? 2 : 1;
  const to = newStorage(dtype, count) as { [index: number]: unknown };
  if (count === 0) return to as HostData;
  const pitch = pitches(shape);
  // The last axes that are taken whole, and the one before, make one run.
  let axis = size.length;
  let run = units;
  while (axis > 0 && strides[axis - 1] === 1) {
    axis--;
    run *= size[axis]!;
    if (size[axis] !== shape[axis]) break;
  }
  const source = from as { readonly [index: number]: unknown };
  let at = 0;
  const visit = (level: number, start: number): void => {
    if (level === axis) {
      const first = (start + offset(level)) * units;
      if (run > SHORT && ArrayBuffer.isView(from)) {
        (to as unknown as Float32Array).set(
          (from as Float32Array).subarray(first, first + run),
          at,
        );
        at += run;
        return;
      }
      for (let i = 0; i < run; i++) to[at++] = source[first + i];
      return;
    }
    if (run === 1 && level === size.length - 1) {
      const [step, end] = [strides[level]!, at + size[level]!];
      for (let place = start + begin[level]!; at < end; place += step) to[at++] = source[place];
      return;
    }
    for (let i = 0; i < size[level]!; i++) {
      visit(level + 1, start + (begin[level]! + i * strides[level]!) * pitch[level]!);
    }
  };
  const offset = (level: number): number => {
    let sum = 0;
    for (let i = level; i < size.length; i++) sum += begin[i]! * pitch[i]!;
    return sum;
  };
  visit(0, 0);
  return to as HostData;
}

/** Distances between neighbours along each axis. */
function pitches(shape: Shape): number[] {
  const result = new Array<number>(shape.length).fill(1);
  for (let axis = shape.length - 2; axis >= 0; axis--) {
    result[axis] = result[axis + 1]! * shape[axis + 1]!;
  }
  return result;
}
