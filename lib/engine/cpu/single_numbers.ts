/**
 * Plans of single numbers, such as the sum of two scalars: a session takes microseconds to be
 * called, JavaScript a tenth of one. Only sums, differences, products and quotients of float32 are
 * computed here, whose results IEEE 754 says to the last bit. JavaScript's numbers have more than
 * twice the digits, so that rounding their results again rounds right.
 *
 * @module
 */
import type { Executable, GraphNode, Held, Plan, Value } from "../plan/graph_types.ts";
import { hostOf } from "../ort/port.ts";
import { flushesSubnormals } from "../ort/subnormals.ts";

/** The operators by ONNX's names. */
const OPERATORS: Readonly<Record<string, (a: number, b: number) => number>> = {
  Add: (a, b) => a + b,
  Sub: (a, b) => a - b,
  Mul: (a, b) => a * b,
  Div: (a, b) => a / b,
};

/** Nodes from which a session is as fast. */
const MOST_NODES = 32;

/** Memory that such a plan counts for. */
const BYTES = 2_000;

/** Bytes of a float32. */
const SIZE = 4;

/** The smallest float32 that is not subnormal. */
const SMALLEST = 2 ** -126;
/** Numbers from here on are rounded to that one, or above; the processor counts those before as 0. */
const ROUNDED_TO_SMALLEST = SMALLEST - 2 ** -151;

/** A number with zero, of its sign, for one that is nearer to it than `bound`. */
function unless(x: number, bound: number): number {
  return x < bound && x > -bound ? x * 0 : x;
}

const isSingle = ({ type, shape }: Value): boolean =>
  type === "float32" && shape.every((dim) => dim === 1);

/** One step: the operator, and where its operands and its result are. */
function stepOf({ op, inputs, outputs }: GraphNode, places: ReadonlyMap<Value, number>) {
  const [a, b] = inputs.map((it) => places.get(it!)!) as [number, number];
  return { apply: OPERATORS[op]!, a, b, to: places.get(outputs[0]!)! };
}

/** The plan as steps of JavaScript, if it is one of single numbers. */
export function singleNumbers(plan: Plan): Executable | undefined {
  const { nodes, inputs, constants, outputs } = plan;
  if (nodes.length > MOST_NODES) return undefined;
  const values = [...inputs, ...constants, ...nodes.flatMap((node) => node.outputs)];
  if (!values.every(isSingle)) return undefined;
  if (!nodes.every(({ op, domain }) => OPERATORS[op] && domain === undefined)) return undefined;

  const flushes = flushesSubnormals();
  const places = new Map(values.map((value, i) => [value, i]));
  const numbers = new Float64Array(values.length);
  const load = (place: number, x: number) => {
    numbers[place] = flushes ? unless(x, SMALLEST) : x;
  };
  constants.forEach((it) => load(places.get(it)!, it.host![0] as number));
  const steps = nodes.map((node) => stepOf(node, places));
  const results = outputs.map((it) => places.get(it)!);
  return {
    bytes: BYTES,
    release() {},
    run(given: readonly Held[], wanted: readonly Held[]) {
      for (let i = 0; i < given.length; i++) load(i, hostOf(given[i]!, SIZE)[0] as number);
      for (const { apply, a, b, to } of steps) {
        const x = apply(numbers[a]!, numbers[b]!);
        numbers[to] = Math.fround(flushes ? unless(x, ROUNDED_TO_SMALLEST) : x);
      }
      for (let i = 0; i < results.length; i++) {
        wanted[i]!.host = Float32Array.of(numbers[results[i]!]!);
        wanted[i]!.owned = false;
      }
    },
  };
}
