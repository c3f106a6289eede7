/**
 * Texts of values and steps for reports.
 *
 * @module
 */
import { expected } from "./api.ts";
import type { HostValue } from "./compare.ts";
import { type Encoded, fromBfloat16, type Program, references, type Step } from "./program.ts";

/** A value in a few characters. */
export function describe({ dtype, shape, elements }: HostValue): string {
  const data = dtype === "bfloat16" ? fromBfloat16(elements as ArrayLike<number>) : elements;
  const some = Array.from(data as ArrayLike<unknown>).slice(0, 10).map(String);
  return `${dtype}[${[...shape]}] = ${some.join(" ")}${data.length > 10 ? " ..." : ""}`;
}

/** The encoded value of a reference. */
export function valueOf(program: Program, index: number): Encoded {
  const value = index < 0 ? program.leaves[-index - 1] : program.values[index];
  if (value === undefined) throw new RangeError(`the program has no value ${index}`);
  return value;
}

/** A step with its arguments and the values of its inputs. */
export function describeInputs(step: Step, program: Program): string {
  const call = JSON.stringify({ args: step.args, named: step.named });
  const outer = [...new Set(references(step))].filter((i) => i < program.values.length);
  const inputs = outer.slice(0, 4).map((i) =>
    `\n      ${i}: ${describe(expected(valueOf(program, i)))}`
  );
  return `\n      ${step.op} ${call}${inputs.join("")}`;
}
