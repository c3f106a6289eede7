/**
 * What TensorFlow is asked to compute for a sample: the kernel of the primitive's `tensorflow` facet
 * with its attributes and inputs. Goldens are kept by a hash of it, so that one that no longer
 * belongs to a sample is never compared with it.
 *
 * @module
 */
import { createHash } from "node:crypto";
import { type DType, newStorage, writeElement } from "../../lib/arrays/dtypes.ts";
import type { Aval } from "../../lib/tensor/aval.ts";
import {
  kernelFor,
  kernelName,
  type Many,
  type TensorFlowAttributes,
  type TensorFlowInput,
} from "../../lib/tensor/primitive.ts";
import type { HostData } from "../../lib/tensor/tensor.ts";
import { bytesOf, type Case } from "./cases.ts";

/** An input of a request: bytes in base 64, or texts. */
export interface RequestInput {
  readonly dtype: DType;
  readonly shape: readonly number[];
  readonly data: string | readonly string[];
}

/** One call of a kernel. */
export interface Request {
  readonly op: string;
  readonly attributes: TensorFlowAttributes;
  readonly inputs: readonly RequestInput[];
  /** Positions of the kernel's outputs that are the primitive's. */
  readonly outputs: readonly number[];
}

/** Base 64 of bytes. */
function base64(bytes: Uint8Array): string {
  return Array.from(
    { length: Math.ceil(bytes.length / 3000) },
    (_, i) => btoa(String.fromCharCode(...bytes.subarray(3000 * i, 3000 * (i + 1)))),
  ).join("");
}

function encoded({ dtype, shape }: Pick<Aval, "dtype" | "shape">, host: HostData): RequestInput {
  const data = ArrayBuffer.isView(host) ? base64(bytesOf(host)) : host as readonly string[];
  return { dtype, shape, data };
}

/** A constant input of a facet as a storage. */
export function constantOf(
  { dtype, values }: Exclude<TensorFlowInput, number>,
): HostData {
  const host = newStorage(dtype, values.length);
  const isWide = dtype === "int64" || dtype === "uint64";
  values.forEach((it, i) =>
    writeElement(dtype, host, i, isWide ? BigInt(it) : dtype === "bool" ? it !== 0 : it)
  );
  return host;
}

/** What TensorFlow is asked for a case; `undefined` where no kernel of it computes the primitive. */
export function requestOf({ primitive, bound, inputs, attrs }: Case): Request | undefined {
  const tensorflow = kernelFor(primitive, attrs, inputs.map(({ aval }) => aval));
  if (tensorflow === undefined) return undefined;
  const avals = inputs.map(({ aval }) => aval) as unknown as Many<Aval>;
  const results = bound.infer(inputs.map(({ aval }) => aval)) as unknown as Many<Aval>;
  const from = tensorflow.inputs?.(attrs, avals, results) ?? inputs.map((_, i) => i);
  return {
    op: kernelName(tensorflow, attrs, avals),
    attributes: tensorflow.attributes?.(attrs, avals, results) ?? {},
    inputs: from.map((it) =>
      typeof it === "number" ? encoded(inputs[it]!, inputs[it]!.host!) : encoded(it, constantOf(it))
    ),
    outputs: tensorflow.outputs ?? results.map((_, i) => i),
  };
}

/** The key of a request's golden. */
export function keyOf(request: Request): string {
  return createHash("sha256").update(JSON.stringify(request)).digest("hex").slice(0, 16);
}
