/**
 * Wrong numbers on purpose: shows that the runner finds them.
 *
 * @module
 */
import { type Api, read, type Tamper, type Value } from "./api.ts";
import { ARRAYS, isFloating } from "./program.ts";

/** The value with its first element a little off. */
export function nudge(api: Api, value: Value): Value {
  const { dtype, shape, elements } = read(value);
  if (elements.length === 0 || dtype === "string") return value;
  const data = elements as ArrayLike<number> | ArrayLike<bigint>;
  if (typeof data[0] === "bigint") {
    const copy = BigInt64Array.from(data as ArrayLike<bigint>);
    copy[0]! ^= 1n;
    return encoded(api, dtype, shape, copy);
  }
  const copy = new ARRAYS[dtype as Narrow](data as ArrayLike<number>);
  const bits = !isFloating(dtype) ? 1 : dtype === "bfloat16" ? 64 : 0;
  if (bits) copy[0]! ^= bits;
  else copy[0] = Number.isFinite(copy[0]) ? copy[0]! * 1.01 + 0.01 : 1;
  return encoded(api, dtype, shape, copy);
}

/** Dtypes whose elements are numbers. */
type Narrow = Exclude<keyof typeof ARRAYS, "int64" | "uint64">;

/** A tensor of the bytes of an array. */
function encoded(api: Api, dtype: string, shape: readonly number[], array: ArrayBufferView): Value {
  const { buffer, byteOffset, byteLength } = array;
  let text = "";
  for (const byte of new Uint8Array(buffer, byteOffset, byteLength)) {
    text += String.fromCharCode(byte);
  }
  return api.constant({ dtype, shape, data: btoa(text) });
}

/** Changes the first result of an operation from its `from`-th call on. */
export function tamperWith(api: () => Api, op: string, from = 0): Tamper {
  let calls = 0;
  return (name, results) => {
    if (name !== op || calls++ < from || results.length === 0) return results;
    return [nudge(api(), results[0]!), ...results.slice(1)];
  };
}
