/**
 * Random scans: bodies of products, sums, functions, parts that are taken out and put together, with
 * several states, sequences, values from outside, masks, in both directions.
 */
import type { Attribute, GraphNode, Plan, Value } from "../../../lib/engine/plan/graph_types.ts";
import type { HostData, OnnxType } from "../../../lib/engine/onnx/onnx_types.ts";
import { newValue } from "../../../lib/engine/plan/value.ts";
import { type Draw, drawsOf } from "./random_plan.ts";

const ROWS = [1, 2, 3, 4, 5, 16];
const COLUMNS = [1, 3, 4, 8, 13, 16, 16, 20, 24, 32, 33];

/** Puts the nodes of a plan together. */
class Maker {
  readonly nodes: GraphNode[] = [];
  readonly constants: Value[] = [];
  readonly inputs: Value[] = [];
  #slots = 0;

  input(shape: readonly number[], type: OnnxType = "float32"): Value {
    const value = newValue(type, shape, { slot: this.#slots++ });
    this.inputs.push(value);
    return value;
  }

  constant(host: HostData, type: OnnxType, shape: readonly number[]): Value {
    const value = newValue(type, shape, { host, slot: this.#slots++ });
    this.constants.push(value);
    return value;
  }

  list(numbers: readonly number[]): Value {
    return this.constant(BigInt64Array.from(numbers, BigInt), "int64", [numbers.length]);
  }

  nodeOf(
    op: string,
    inputs: readonly Value[],
    shapes: readonly (readonly number[])[],
    more: Partial<Pick<GraphNode, "attributes" | "body">> = {},
  ): Value[] {
    const outputs: Value[] = [];
    const node: GraphNode = { op, kernel: op, inputs, attributes: {}, outputs, ...more };
    for (const shape of shapes) {
      outputs.push(newValue("float32", shape, { producer: node, slot: this.#slots++ }));
    }
    this.nodes.push(node);
    return outputs;
  }

  node(
    op: string,
    inputs: readonly Value[],
    shape: readonly number[],
    attributes: Readonly<Record<string, Attribute>> = {},
  ): Value {
    return this.nodeOf(op, inputs, [shape], { attributes })[0]!;
  }

  /** Equal parts along the columns. */
  split(x: Value, count: number): Value[] {
    const [rows, columns] = x.shape as [number, number];
    const size = columns / count;
    const sizes = this.list(new Array<number>(count).fill(size));
    const shapes = Array.from({ length: count }, () => [rows, size]);
    return this.nodeOf("Split", [x, sizes], shapes, { attributes: { axis: 1 } });
  }
}

/** What a step takes besides its states. */
interface Given {
  readonly elements: readonly Value[];
  readonly mask: Value | undefined;
  readonly weights: Value;
  readonly wide: Value;
  readonly bias: Value;
}

/** The next of a state, which stays between -1 and 1. */
function next(to: Maker, draw: Draw, h: Value, others: readonly Value[], given: Given): Value {
  const { shape } = h;
  const [rows, columns] = shape as [number, number];
  const { elements, mask, weights, wide, bias } = given;
  const x = elements[draw(elements.length)]!;
  const kind = draw(4);
  let value: Value;
  if (kind === 0) {
    value = to.node("Add", [to.node("MatMul", [h, weights], shape), x], shape);
  } else if (kind === 1) {
    // Gates of a sum, as cells have them.
    const four = [rows, 4 * columns];
    const gates = to.node("Add", [to.node("MatMul", [h, wide], four), bias], four);
    const [i, f, g, o] = to.split(gates, 4) as [Value, Value, Value, Value];
    const kept = to.node("Mul", [to.node("Sigmoid", [f], shape), x], shape);
    const taken = to.node(
      "Mul",
      [to.node("Sigmoid", [i], shape), to.node("Tanh", [g], shape)],
      shape,
    );
    value = to.node("Sub", [to.node("Add", [kept, taken], shape), o], shape);
  } else if (kind === 2) {
    // Parts that are put together and taken apart again.
    const ofOthers = draw(2) === 0;
    const parts = [
      ofOthers ? h : to.node("Abs", [h], shape),
      to.node("Mul", [h, x], shape),
      ofOthers ? x : to.node("Add", [h, x], shape),
      to.node("Neg", [x], shape),
    ];
    const joined = to.node("Concat", parts, [rows, 4 * columns], { axis: 1 });
    const [a, b, c] = to.split(to.node("Mul", [joined, bias], joined.shape), 4);
    value = to.node("Add", [to.node("Sub", [a!, b!], shape), c!], shape);
  } else {
    value = to.node("Sub", [others[draw(others.length)]!, x], shape);
  }
  value = to.node("Tanh", [value], shape);
  return mask === undefined ? value : to.node("Where", [mask, value, h], shape);
}

/** A plan with one scan, and arrays for its inputs. */
export function randomLoop(seed: number): { plan: Plan; data: (Float32Array | Uint8Array)[] } {
  const draw = drawsOf(seed);
  for (let i = 0; i < 5; i++) draw(7);
  const shape = [ROWS[draw(ROWS.length)]!, COLUMNS[draw(COLUMNS.length)]!];
  const [, columns] = shape as [number, number];
  const length = 1 + draw(6);
  const reverse = draw(2) === 1;
  const counts = { states: 1 + draw(3), elements: 1 + draw(2) };

  const step = new Maker();
  const states = Array.from({ length: counts.states }, () => step.input(shape));
  const elements = Array.from({ length: counts.elements }, () => step.input(shape));
  const mask = draw(2) === 0 ? step.input([shape[0]!, 1], "bool") : undefined;
  const weights = step.input([columns, columns]);
  const wide = step.input([columns, 4 * columns]);
  const bias = step.input([4 * columns]);
  const given = { elements, mask, weights, wide, bias };
  const followers = states.map((h) => next(step, draw, h, states, given));
  const results = Array.from({ length: draw(3) }, (_, i) => {
    const x = followers[i % followers.length]!;
    return draw(2) === 0 ? step.node("Identity", [x], shape) : step.node("Mul", [x, x], shape);
  });
  const outputs = [...followers, ...results];
  const body = {
    plan: { nodes: step.nodes, inputs: step.inputs, constants: step.constants, outputs },
    states: counts.states,
    sequences: counts.elements + (mask ? 1 : 0),
    length,
    reverse,
  };

  const outer = new Maker();
  const isSequence = (i: number) => i >= body.states && i < body.states + body.sequences;
  const inputs = step.inputs.map((it, i) =>
    outer.input(isSequence(i) ? [length, ...it.shape] : it.shape, it.type)
  );
  // Some come from kernels, some from sessions, some from outside.
  const taken = inputs.map((it, i) => {
    if (it.type === "bool" || draw(2) === 0) return it;
    return i < body.states && draw(2) === 0
      ? outer.node("Softmax", [it], it.shape, { axis: -1 })
      : outer.node("Neg", [it], it.shape);
  });
  const shapes = outputs.map((it, i) => i < body.states ? it.shape : [length, ...it.shape]);
  const made = outer.nodeOf("Scan", taken, shapes, { body });
  const after = made.map((it) => draw(2) === 0 ? it : outer.node("Abs", [it], it.shape));
  const data = inputs.map(({ type, shape }) => {
    const size = shape.reduce((product, dim) => product * dim, 1);
    if (type === "bool") return Uint8Array.from({ length: size }, () => draw(2));
    return Float32Array.from({ length: size }, () => (draw(2000) - 1000) / 900);
  });
  return {
    plan: { nodes: outer.nodes, inputs, constants: outer.constants, outputs: [...new Set(after)] },
    data,
  };
}
