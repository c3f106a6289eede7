/**
 * Indices that only a run can tell. On the processor one that is out of range ends the run; shaders
 * take another element, or write into one, and nobody would know. So a plan for the WebGPU provider
 * counts them, and looks the count up in a table of one number: of doubles, as ONNX Runtime runs
 * those on the processor, where the look-up ends the run.
 *
 * @module
 */
import type { GraphNode, Value } from "../plan/graph_types.ts";
import { onnxCode } from "../onnx/onnx_types.ts";
import type { Rewriter } from "./rewrites.ts";

/** Operators that change nothing but shape, place or type of indices. */
const MOVES: ReadonlySet<string> = new Set("Reshape Cast Concat Transpose Unsqueeze".split(" "));

/** Whether indices come from the user, as those that the lowering replaced where they are negative. */
function areGiven(indices: Value): boolean {
  const { producer } = indices;
  if (producer === undefined) return false;
  if (producer.op === "Where") return true;
  return MOVES.has(producer.op) && producer.inputs.some((it) => it !== undefined && areGiven(it));
}

/** What the indices of a node have to be below: one number, or one for each in the last axis. */
function limitsOf({ op, inputs: [x, indices], attributes }: GraphNode): readonly number[] {
  const { shape } = x!;
  if (!op.endsWith("ND")) {
    const axis = (attributes["axis"] ?? 0) as number;
    return [shape[axis < 0 ? axis + shape.length : axis]!];
  }
  const from = (attributes["batch_dims"] ?? 0) as number;
  return shape.slice(from, from + indices!.shape.at(-1)!);
}

/** The inputs of a node that indexes, with indices whose range is looked at; `undefined`: as is. */
export function guardIndices(node: GraphNode, to: Rewriter): GraphNode["inputs"] | undefined {
  const [x, indices, ...rest] = node.inputs;
  if (indices === undefined || indices.shape.includes(0) || !areGiven(indices)) return undefined;
  const { type, shape } = indices;
  const cast = (it: Value, wanted: Value["type"]) =>
    to.op("Cast", [it], it.shape, { to: onnxCode(wanted) }, wanted);
  const limits = cast(to.list(limitsOf(node)), type);
  const isOut = to.op("GreaterOrEqual", [indices, limits], shape, {}, "bool");
  const any = to.op("ReduceMax", [cast(isOut, "float32")], [], { keepdims: 0 });
  const table = to.reshape(to.number(0, "float64"), [1]);
  const looked = to.op("Gather", [table, cast(any, "int64")], [], { axis: 0 });
  return [x, to.op("Add", [indices, cast(looked, type)], shape), ...rest];
}
