/**
 * Computes cases on a device, all in one program: compiling one a case would take the most time.
 *
 * @module
 */
import { read } from "../../lib/tensor/graph.ts";
import type { Many } from "../../lib/tensor/primitive.ts";
import type { Backend } from "../../lib/tensor/backend.ts";
import type { HostData, Tensor } from "../../lib/tensor/tensor.ts";
import { using } from "../support/backends.ts";
import { type Case, recordCase } from "./cases.ts";

/** Values of an output. */
export interface Output {
  readonly tensor: Tensor;
  readonly values: HostData;
}

/** What a case gave: its outputs, or why it failed. */
export type Outcome = readonly Output[] | Error;

/** The values of tensors, or why there are none. */
export function valuesOf(tensors: readonly Tensor[] | Error): Outcome {
  if (tensors instanceof Error) return tensors;
  try {
    return tensors.map((tensor) => ({ tensor, values: read(tensor) }));
  } catch (error) {
    return error as Error;
  }
}

/** Computes cases on a device; `record` records one. */
export function evaluate(
  cases: readonly Case[],
  backend: Backend,
  record: (it: Case) => readonly Tensor[] | Error = recordCase,
): Outcome[] {
  return using(backend, () => cases.map(record).map(valuesOf));
}

/** Records a case in other primitives. */
export function recordComposed({ primitive, inputs, attrs }: Case): readonly Tensor[] {
  const result = primitive.compose!(inputs as unknown as Many<Tensor>, attrs);
  return Array.isArray(result) ? result as readonly Tensor[] : [result as Tensor];
}
