/**
 * Tensors of TensorFlow from arrays and back, of all element types. The addon knows some of them;
 * the bytes of others pass through one of the same size, which TensorFlow's `Bitcast` turns into
 * them. Texts do not come here.
 *
 * @module
 */
import { type DType, DTYPES, newStorage, type Storage } from "../../arrays/dtypes.ts";
import type { AddonInput, Binding } from "./addon.ts";
import { execute } from "./operations.ts";

/** Arrays of any type but texts. */
export type ArrayData = Exclude<Storage, readonly string[]>;

/** Types that the addon takes as they are. */
const TAKEN: ReadonlySet<DType> = new Set(["float32", "int32", "int64", "bool", "uint8"]);

/** Types that the addon gives as they are. */
const GIVEN: ReadonlySet<DType> = new Set(["float32", "complex64", "int32", "int64", "bool"]);

/** The type that the bytes of another one pass as, by their number. */
const CARRIER: Readonly<Record<number, DType>> = {
  1: "uint8",
  2: "uint8",
  4: "int32",
  8: "int64",
};

/** A tensor of the values of an array, whose memory TensorFlow may share. */
export function createTensor(
  binding: Binding,
  host: ArrayData,
  dtype: DType,
  shape: readonly number[],
): number {
  const { bytes } = DTYPES[dtype];
  const carrier = TAKEN.has(dtype) ? dtype : CARRIER[bytes]!;
  const isPair = bytes === 2;
  const values = viewOf(host, carrier);
  const id = binding.createTensor(
    isPair ? [...shape, 2] : shape,
    DTYPES[carrier].tensorflow,
    values,
  );
  return carrier === dtype ? id : convert(binding, "Bitcast", "type", id, dtype);
}

/** The bytes of an array, as the addon takes them. */
function viewOf({ buffer, byteOffset, byteLength }: ArrayData, carrier: DType): AddonInput {
  if (carrier === "float32") return new Float32Array(buffer, byteOffset, byteLength / 4);
  if (carrier === "uint8" || carrier === "bool") {
    return new Uint8Array(buffer, byteOffset, byteLength);
  }
  return new Int32Array(buffer, byteOffset, byteLength / 4);
}

/** Turns a tensor into one of another type, and deletes it. */
function convert(
  binding: Binding,
  operation: "Bitcast" | "Cast",
  attribute: string,
  id: number,
  dtype: DType,
  keep = false,
): number {
  try {
    const value = DTYPES[dtype].tensorflow;
    const attributes = [{ name: attribute, type: binding.TF_ATTR_TYPE, value }];
    return execute(binding, operation, attributes, [id], 1)[0]!.id;
  } finally {
    if (!keep) binding.deleteTensor(id);
  }
}

/** A copy of the values of a tensor. */
export function readTensor(binding: Binding, id: number, dtype: DType): ArrayData {
  if (GIVEN.has(dtype)) return binding.tensorDataSync(id) as ArrayData;
  const { bytes, array } = DTYPES[dtype];
  const make = array as Float32ArrayConstructor;
  if (bytes >= 4) {
    const same = convert(binding, "Bitcast", "type", id, CARRIER[bytes]!, true);
    const { buffer } = taken(binding, same);
    return new make(buffer as ArrayBuffer) as ArrayData;
  }
  // Whole numbers of fewer bits come as those of 32; 16-bit floats by their bits.
  const isFloat = DTYPES[dtype].kind === "float";
  const whole = isFloat ? convert(binding, "Bitcast", "type", id, "uint16", true) : id;
  const wide = taken(binding, convert(binding, "Cast", "DstT", whole, "int32", !isFloat));
  if (!isFloat) return make.from(wide as Int32Array) as ArrayData;
  const bits = Uint16Array.from(wide as Int32Array);
  const result = newStorage(dtype, bits.length) as ArrayData;
  new Uint16Array(result.buffer).set(bits);
  return result;
}

/** The values of a tensor, which is deleted. */
function taken(binding: Binding, id: number): ArrayData {
  try {
    return binding.tensorDataSync(id) as ArrayData;
  } finally {
    binding.deleteTensor(id);
  }
}
