/**
 * What functions of texts share: tensors of dtype string, and a result for each text.
 *
 * @module
 */
import { bytesOf } from "./bytes_text.ts";
import type { DType } from "../../arrays/dtypes.ts";
import { formatValue } from "../../errors/format.ts";
import { formatAval } from "../../tensor/aval.ts";
import { aval } from "../../tensor/aval.ts";
import { hostCall } from "../../tensor/host_function.ts";
import type { TensorLike } from "../../tensor/like.ts";
import type { HostData, Tensor } from "../../tensor/tensor.ts";
import { asTensor } from "../as_tensor.ts";

/**
 * A tensor of texts.
 *
 * @throws {TypeError} for other dtypes.
 */
export function asTexts(where: string, name: string, value: TensorLike): Tensor {
  const x = Array.isArray(value) && value.length === 0
    ? asTensor(where, value, "string")
    : asTensor(where, value);
  if (x.dtype === "string") return x;
  throw new TypeError(`${where}: expected ${name} of dtype string, received ${formatAval(x)}`);
}

/**
 * One text.
 *
 * @throws {TypeError} for anything else.
 */
export function asText(where: string, name: string, value: unknown): string {
  if (typeof value === "string") return value;
  throw new TypeError(
    `${where}: expected ${name} to be a text, received ${name}=${formatValue(value)}`,
  );
}

/** A function of each text. */
export function mapTexts(x: Tensor, run: (text: string) => string): Tensor {
  return hostCall(x.aval, [x], (texts) => (texts as readonly string[]).map(run));
}

/** A number of a dtype for each text. */
export function mapToNumbers(
  x: Tensor,
  dtype: DType,
  run: (texts: readonly string[]) => HostData,
): Tensor {
  return hostCall(aval(dtype, x.shape), [x], (texts) => run(texts as readonly string[]));
}

/** How many bytes a text has: in UTF-8, and as many as a file that it was read of. */
export function byteLength(text: string): number {
  // deno-lint-ignore no-control-regex -- all of ASCII
  return /^[\x00-\x7f]*$/.test(text) ? text.length : bytesOf(text).length;
}

export { bytesOf };
