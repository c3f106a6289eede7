/**
 * Checks of values: at once, or in each run of the function that is being traced.
 *
 * @module
 * @internal
 */
import { formatShape } from "../../errors/format.ts";
import { type Aval, aval } from "../../tensor/aval.ts";
import { read } from "../../tensor/graph.ts";
import { defineUnique } from "../../tensor/primitive.ts";
import { recordAll } from "../../tensor/record.ts";
import { state } from "../../tensor/state.ts";
import type { HostData, Tensor } from "../../tensor/tensor.ts";
import { elementTexts } from "../strings/print.ts";
import { asText } from "../strings/texts.ts";

interface Attributes {
  readonly check: (...given: HostData[]) => void;
}

const checks = defineUnique<Attributes>({
  name: "assert",
  infer: () => aval("bool", []),
  host(inputs, _avals, { check }) {
    check(...inputs);
    return [Uint8Array.of(1)];
  },
  vjp: "none",
  stateful: true,
  *samples() {},
});

/** Throws what `check` throws for the values of tensors, now or when they are there. */
export function hold(check: (...given: HostData[]) => void, inputs: readonly Tensor[]): void {
  if (state.trace === undefined) check(...inputs.map(read));
  else recordAll(checks({ check }), inputs);
}

/** What an error begins with: the user's words, if there are any. */
export function beginning(where: string, message: unknown): string {
  return message === undefined || message === null ? "" : `${asText(where, "message", message)}: `;
}

/** The first elements of a tensor, in brackets. */
export function first(data: HostData, { dtype, shape }: Aval, most: number): string {
  const texts = Array.from(elementTexts(data, dtype, shape.length));
  const more = texts.length > most ? ", ..." : "";
  return `[${texts.slice(0, most).join(", ")}${more}] of shape ${formatShape(shape)}`;
}
