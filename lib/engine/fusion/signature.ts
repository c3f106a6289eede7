/**
 * What two plans have to have in common for one session to compute both: everything but what their
 * values are called. The steps of a recurrence that is written out are all the same.
 *
 * @module
 */
import type { GraphNode, Plan, Value } from "../plan/graph_types.ts";

/** The type, the dimensions, and of a constant the bytes. */
function described({ type, shape, host }: Value): string {
  if (host === undefined) return `${type} ${shape}`;
  const bytes = new Uint8Array(host.buffer, host.byteOffset, host.byteLength);
  return `${type} ${shape}=${bytes}`;
}

/** A number as JSON would not write it: those that are none, and zero with its sign. */
function distinct(_: string, it: unknown): unknown {
  return typeof it !== "number" ? it : Object.is(it, -0) ? "-0" : `${it}`;
}

/** Constants above this are not looked at, so that long texts are not made of them. */
const MOST_BYTES = 4096;

/** A text that is the same for plans that compute the same, by the order of their inputs and outputs. */
export function signatureOf({ nodes, inputs, constants, outputs }: Plan): string | undefined {
  if (nodes.some(({ body }) => body !== undefined)) return undefined;
  if (constants.some(({ host }) => (host?.byteLength ?? 0) > MOST_BYTES)) return undefined;
  const given = [...inputs, ...constants];
  const numbers = new Map(given.map((value, i) => [value, i]));
  const lines = given.map(described);
  const numberOf = (value: Value | undefined) => value === undefined ? "" : numbers.get(value);
  const line = ({ op, domain, inputs, attributes, outputs }: GraphNode) => {
    const from = inputs.map(numberOf);
    for (const output of outputs) numbers.set(output, numbers.size);
    return `${domain} ${op} ${from} ${JSON.stringify(attributes, distinct)} ${
      outputs.map(described)
    }`;
  };
  lines.push(`${inputs.length}`, ...nodes.map(line), `${outputs.map(numberOf)}`);
  return lines.join("\n");
}
