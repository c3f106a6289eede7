/**
 * Keras's rules of element types: what two of them have in common, and what floats whole numbers
 * become. Plain numbers beside a tensor take its element type.
 *
 * @module
 */
import { type DType, isFloating, isInteger } from "../arrays/dtypes.ts";
import { asTensor, isPlain } from "../ops/as_tensor.ts";
import { add } from "../primitives/math/arithmetic.ts";
import { less } from "../primitives/math/comparison.ts";
import { where } from "../primitives/math/where.ts";
import { cast } from "../primitives/math/cast.ts";
import type { TensorLike } from "../tensor/like.ts";
import type { Tensor } from "../tensor/tensor.ts";

const bits = (dtype: DType): number =>
  dtype === "bfloat16" ? 16 : Number(/\d+$/.exec(dtype)?.[0] ?? 1);

const isComplex = (dtype: DType): boolean => dtype === "complex64";

/** The whole numbers that hold both. */
function commonInteger(a: DType, b: DType): DType {
  const isUnsigned = (it: DType) => it.startsWith("u");
  if (isUnsigned(a) === isUnsigned(b)) return bits(a) >= bits(b) ? a : b;
  const [signed, unsigned] = isUnsigned(a) ? [b, a] : [a, b];
  if (bits(signed) > bits(unsigned)) return signed;
  return bits(unsigned) === 64 ? "float32" : `int${2 * bits(unsigned)}` as DType;
}

/** The element type that Keras takes for both. */
export function commonDType(a: DType, b: DType): DType {
  if (a === b) return a;
  if (a === "bool") return b;
  if (b === "bool") return a;
  if (isComplex(a) || isComplex(b)) return "complex64";
  if (isInteger(a) && isInteger(b)) return commonInteger(a, b);
  if (isFloating(a) && isFloating(b)) {
    if (bits(a) === bits(b)) return "float32";
    return bits(a) > bits(b) ? a : b;
  }
  return isFloating(a) ? a : b;
}

/** A tensor of what was given. */
export function tensorOf(x: TensorLike): Tensor {
  return asTensor("x", x);
}

/** A tensor of floats: whole numbers and truth values become float32. */
export function floats(x: TensorLike): Tensor {
  const tensor = tensorOf(x);
  return isFloating(tensor.dtype) || isComplex(tensor.dtype) ? tensor : cast(tensor, "float32");
}

/** Tensors of the element type that all have in common; plain numbers take that of the tensors. */
export function alike(values: readonly TensorLike[]): Tensor[] {
  const typed = values.filter((it) => !isPlain(it)).map(tensorOf);
  const common = typed.map((it) => it.dtype).reduce<DType | undefined>(
    (sofar, it) => sofar === undefined ? it : commonDType(sofar, it),
    undefined,
  );
  const beside = common === undefined || common === "bool" ? "float32" : common;
  const dtype = typed.length === values.length ? common! : beside;
  return values.map((it) => isPlain(it) ? asTensor("x", it, dtype) : cast(typed.shift()!, dtype));
}

/** Two tensors of the element type that they have in common. */
export function pair(a: TensorLike, b: TensorLike): [Tensor, Tensor] {
  return alike([a, b]) as [Tensor, Tensor];
}

/** Two tensors of floats. */
export function floatPair(a: TensorLike, b: TensorLike): [Tensor, Tensor] {
  const [x, y] = pair(a, b);
  return [floats(x), floats(y)];
}

/** Truth values: whether each is not 0. */
export function truths(x: TensorLike): Tensor {
  return cast(tensorOf(x), "bool");
}

/** Places along an axis of `length`, as whole numbers from the front. */
export function fromFront(indices: Tensor, length: number): Tensor {
  const whole = isInteger(indices.dtype) ? indices : cast(indices, "int32");
  const zero = cast(tensorOf(0), whole.dtype);
  return where(less(whole, zero), add(whole, cast(tensorOf(length), whole.dtype)), whole);
}
