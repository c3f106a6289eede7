/**
 * The samples of primitives as cases of tests, with a name that says which one failed.
 *
 * @module
 */
import { DTYPES } from "../../lib/arrays/dtypes.ts";
import { formatShape } from "../../lib/errors/format.ts";
import { type Bound, boundOf, type Primitive } from "../../lib/tensor/primitive.ts";
import { recordAll } from "../../lib/tensor/record.ts";
import type { HostData, Tensor } from "../../lib/tensor/tensor.ts";

/** One sample of a primitive. */
export interface Case {
  // deno-lint-ignore no-explicit-any -- entries of all kinds of attributes in one table
  readonly primitive: Primitive<any>;
  readonly bound: Bound;
  readonly inputs: readonly Tensor[];
  readonly attrs: unknown;
  /** Whether no derivative is compared here. */
  readonly kink: boolean;
  /** Name of the primitive, number of the sample, and what it is given. */
  readonly label: string;
}

/** The samples of a primitive. */
// deno-lint-ignore no-explicit-any -- entries of all kinds of attributes in one table
export function casesOf(primitive: Primitive<any>): Case[] {
  return Array.from(primitive.samples(), ({ inputs, attrs, kink }, i): Case => {
    const given = inputs.map(({ dtype, shape }) => `${dtype} ${formatShape(shape)}`).join(", ");
    return {
      primitive,
      bound: boundOf(primitive.name, attrs),
      inputs,
      attrs,
      kink: kink === true,
      label: `${primitive.name}, sample ${i}: ${given} ${describe(attrs)}`,
    };
  });
}

/** Attributes in short. */
function describe(attrs: unknown): string {
  if (attrs === undefined) return "";
  const text = JSON.stringify(attrs, (_, value) => typeof value === "bigint" ? `${value}n` : value);
  return text.length > 200 ? `${text.slice(0, 200)}...` : text;
}

/** Records a case; what its inference refuses is given as an error. */
export function recordCase({ bound, inputs }: Case): readonly Tensor[] | Error {
  try {
    return recordAll(bound, inputs);
  } catch (error) {
    return error as Error;
  }
}

/** Numbers of a tensor's storage, as they are: complex ones as pairs. */
export function isFinite({ dtype, host }: Tensor): boolean {
  const { kind } = DTYPES[dtype];
  if (kind !== "float" && kind !== "complex") return true;
  return Array.from(host as Float32Array).every((it) =>
    dtype === "bfloat16" ? (it & 0x7f80) !== 0x7f80 : Number.isFinite(it)
  );
}

/** The bytes of a storage; texts each with a byte behind that ends it. */
export function bytesOf(host: HostData): Uint8Array {
  if (!ArrayBuffer.isView(host)) {
    return new TextEncoder().encode(host.map((it) => `${it}\0`).join(""));
  }
  return new Uint8Array(host.buffer, host.byteOffset, host.byteLength);
}
