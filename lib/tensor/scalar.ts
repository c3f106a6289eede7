/**
 * Tensors of one number, made once each: numbers beside tensors are inputs of a plan, so that a new
 * learning rate compiles nothing.
 *
 * @module
 */
import { type DType, isInteger, newStorage, readElement, writeElement } from "../arrays/dtypes.ts";
import { aval } from "./aval.ts";
import { leaf, type Tensor } from "./tensor.ts";

const LIMIT = 1024;
const floats = new Map<number, Tensor>();
const others = new Map<string, Tensor>();

/** A scalar of a number; -0 is not 0. */
export function scalar(x: number, dtype: DType): Tensor {
  if (dtype === "float32" && x !== 0) {
    let it = floats.get(x);
    if (it === undefined) {
      if (floats.size >= LIMIT) floats.clear();
      floats.set(x, it = makeScalar(x, dtype));
    }
    return it;
  }
  const key = Object.is(x, -0) ? `${dtype}-0` : `${dtype}${x}`;
  let it = others.get(key);
  if (it === undefined) {
    if (others.size >= LIMIT) others.clear();
    others.set(key, it = makeScalar(x, dtype));
  }
  return it;
}

function makeScalar(x: number, dtype: DType): Tensor {
  if (dtype === "string") {
    throw new TypeError("a tensor: expected numbers, received a tensor of dtype string");
  }
  const host = newStorage(dtype, 1);
  const isWide = dtype === "int64" || dtype === "uint64";
  writeElement(dtype, host, 0, isWide ? BigInt(x) : dtype === "bool" ? x !== 0 : x);
  if (isInteger(dtype) && Number(readElement(dtype, host, 0)) !== x) {
    throw new RangeError(`internal: ${x} is no ${dtype}`);
  }
  return leaf(host, aval(dtype, []));
}
