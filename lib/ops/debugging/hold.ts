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
import type { IntegerLike } from "../../tensor/like.ts";
import type { HostData, Tensor } from "../../tensor/tensor.ts";
import { asInteger } from "../integers.ts";
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

/** A condition on each element, and what its error shows. */
interface Condition {
  readonly where: string;
  /** The user's words, if there are any. */
  readonly message: unknown;
  /** What is expected. */
  readonly words: string;
  /** Where it holds. */
  readonly held: Tensor;
  /** The tensors that it is about, by name. */
  readonly shown: Readonly<Record<string, Tensor>>;
  /** Elements of each that are shown at most; default 3. */
  readonly summarize?: IntegerLike | null | undefined;
}

/** Throws where a condition does not hold throughout, now or when its values are there. */
export function holdThroughout(condition: Condition): void {
  const { where, message, words, held, shown, summarize } = condition;
  const begin = beginning(where, message);
  const most = asInteger(where, "summarize", summarize ?? 3, { min: 0 });
  const tensors = Object.entries(shown);
  hold((flags, ...values) => {
    const failed = Array.from(flags as Uint8Array).filter((it) => it === 0).length;
    if (failed === 0) return;
    const texts = tensors.map(([name, it], i) => `${name}=${first(values[i]!, it.aval, most)}`);
    throw new RangeError(
      `${begin}${where}: expected ${words}, received ${failed} of ${held.size} elements for which it does not hold: ${
        texts.join(" and ")
      }`,
    );
  }, [held, ...Object.values(shown)]);
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
