/**
 * Writes the steps of scans one after the other, for providers that have no `Scan`: run by another
 * provider, each step would carry its values there and back.
 *
 * @module
 */
import type { Body, GraphNode, Plan, Value } from "./graph_types.ts";
import { newValue } from "./value.ts";

/** The plan without scans. */
export function unrollScans(plan: Plan): Plan {
  if (!plan.nodes.some(({ body }) => body)) return plan;
  const known = [...plan.inputs, ...plan.constants, ...plan.nodes.flatMap((it) => it.outputs)];
  let slot = known.reduce((last, value) => Math.max(last, value.slot), -1);
  const constants = [...plan.constants];
  const nodes: GraphNode[] = [];
  const add = (node: GraphNode): void => {
    if (node.body) unroll(node, node.body);
    else nodes.push(node);
  };
  const made = (like: Pick<Value, "type" | "shape">): Value =>
    newValue(like.type, like.shape, { slot: ++slot });
  const list = (numbers: readonly number[]): Value => {
    const host = BigInt64Array.from(numbers, BigInt);
    const value = newValue("int64", [numbers.length], { host, slot: ++slot });
    constants.push(value);
    return value;
  };
  const write = (node: Omit<GraphNode, "outputs">, output: Value): Value => {
    nodes.push({ ...node, outputs: [output] });
    return output;
  };
  const unroll = ({ kernel, inputs, outputs }: GraphNode, body: Body): void => {
    const { plan: step, states, sequences, length, reverse } = body;
    const fixed = new Map<Value, Value>();
    for (const value of step.constants) {
      const own = newValue(value.type, value.shape, { host: value.host, slot: ++slot });
      constants.push(own);
      fixed.set(value, own);
    }
    step.inputs.slice(states + sequences).forEach((it, i) =>
      fixed.set(it, inputs[states + sequences + i]!)
    );
    let now = inputs.slice(0, states) as Value[];
    const results: Value[][] = outputs.slice(states).map(() => []);
    for (let round = 0; round < length; round++) {
      const at = reverse ? length - 1 - round : round;
      const values = new Map(fixed);
      now.forEach((it, i) => values.set(step.inputs[i]!, it));
      for (let i = states; i < states + sequences; i++) {
        const { type, shape } = step.inputs[i]!;
        const bounds = [list([at]), list([at + 1]), list([0])];
        const part = write(
          { op: "Slice", kernel, inputs: [inputs[i], ...bounds], attributes: {} },
          made({ type, shape: [1, ...shape] }),
        );
        values.set(
          step.inputs[i]!,
          write(
            { op: "Reshape", kernel, inputs: [part, list(shape)], attributes: {} },
            made({ type, shape }),
          ),
        );
      }
      for (const node of step.nodes) {
        const own = node.outputs.map((it) => {
          const value = made(it);
          values.set(it, value);
          return value;
        });
        add({ ...node, inputs: node.inputs.map((it) => it && values.get(it)!), outputs: own });
      }
      now = step.outputs.slice(0, states).map((it) => values.get(it)!);
      results.forEach((rows, i) => {
        const { type, shape } = step.outputs[states + i]!;
        const all = [1, ...shape];
        rows[at] = write(
          {
            op: "Reshape",
            kernel,
            inputs: [values.get(step.outputs[states + i]!), list(all)],
            attributes: {},
          },
          made({ type, shape: all }),
        );
      });
    }
    now.forEach((it, i) =>
      write({ op: "Identity", kernel, inputs: [it], attributes: {} }, outputs[i]!)
    );
    results.forEach((rows, i) =>
      write({ op: "Concat", kernel, inputs: rows, attributes: { axis: 0 } }, outputs[states + i]!)
    );
  };
  plan.nodes.forEach(add);
  return { ...plan, nodes, constants };
}
