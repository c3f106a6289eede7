/**
 * Parts of sums as sums of parts: a kernel reads parts of a matrix where they are, and adds them where
 * it uses them, so that the gates of a recurrent cell need no pass for the sum that they are parts of.
 * The other way round, products of what is put together are put together from products of the parts.
 *
 * @module
 */
import { type PlanEditor, type Rule, sizeOf } from "../cpu/plan_editor.ts";
import type { GraphNode, Value } from "../plan/graph_types.ts";
import { placesOf } from "./node_places.ts";

/** Parts of a value along an axis, counted from the last one; where it has only one, that. */
function partsOf(value: Value, back: number, count: number, editor: PlanEditor): Value[] {
  const axis = value.shape.length - back;
  const dim = value.shape[axis] ?? 1;
  return dim === 1 ? new Array<Value>(count).fill(value) : editor.split(value, axis, count);
}

/** The sum that a value is, if nothing but one node uses it. */
function sumOf(value: Value, user: GraphNode, editor: PlanEditor): GraphNode | undefined {
  const sum = value.type === "float32" ? editor.producer(value, "Add") : undefined;
  return editor.onlyUser(value) === user ? sum : undefined;
}

/**
 * Splits what is added instead of the sum, where kernels add the parts.
 *
 * @param isWorth Whether kernels compute a value of this size.
 */
export function splitSums(isWorth: (value: Value) => boolean): Rule {
  return (node, editor) => {
    const [x] = node.inputs as readonly [Value];
    if (node.op !== "Split" || !sumOf(x, node, editor)) return false;
    const { length } = x.shape;
    const axis = (node.attributes["axis"] ?? 0) as number;
    const count = node.outputs.length;
    const isEqual = node.outputs.every(({ shape }) => shape[axis] === x.shape[axis]! / count);
    if (axis < 0 || !isEqual || sizeOf({ shape: x.shape.slice(0, axis) }) === 1) return false;
    const forKernels = node.outputs.every((value) =>
      isWorth(value) && editor.users(value).every((user) => placesOf(user) !== undefined)
    );
    if (!forKernels) return false;
    // Sums of sums, from the outermost one.
    const write = (value: Value, user: GraphNode, outputs?: readonly Value[]): Value[] => {
      const sum = `${value.shape}` === `${x.shape}` ? sumOf(value, user, editor) : undefined;
      if (sum === undefined) return partsOf(value, length - axis, count, editor);
      const [a, b] = sum.inputs.map((it) => write(it!, sum)) as [Value[], Value[]];
      return node.outputs.map(({ shape }, i) =>
        editor.add("Add", [a[i]!, b[i]!], {
          shape,
          ...(outputs === undefined ? {} : { output: outputs[i]! }),
        })
      );
    };
    write(x, node, node.outputs);
    return true;
  };
}

/** The node that puts a value together along an inner axis, if nothing but one node uses it. */
function joinOf(value: Value, user: GraphNode, editor: PlanEditor): GraphNode | undefined {
  const join = value.type === "float32" ? editor.producer(value, "Concat") : undefined;
  if (!join || editor.onlyUser(value) !== user) return undefined;
  const axis = join.attributes["axis"] as number;
  const shapes = new Set(join.inputs.map((it) => `${it!.shape}`));
  const isInner = axis > 0 && sizeOf({ shape: value.shape.slice(0, axis) }) > 1;
  return shapes.size === 1 && isInner ? join : undefined;
}

/**
 * Multiplies parts before they are put together, where kernels do it.
 *
 * @param isWorth Whether kernels compute a value of this size.
 */
export function joinProducts(isWorth: (value: Value) => boolean): Rule {
  return (node, editor) => {
    const [output] = node.outputs as [Value];
    if (node.op !== "Mul") return false;
    const [a, b] = node.inputs as readonly [Value, Value];
    const found = [[a, b], [b, a]].map(([joined, other]) => ({
      join: joinOf(joined!, node, editor),
      other: other!,
    })).find(({ join }) => join !== undefined);
    if (!found || `${a.shape}` !== `${b.shape}`) return false;
    const { join, other } = found;
    const parts = join!.inputs as readonly Value[];
    if (!parts.every(isWorth)) return false;
    const axis = join!.attributes["axis"] as number;
    const others = partsOf(other, output.shape.length - axis, parts.length, editor);
    const products = parts.map((part, i) =>
      editor.add("Mul", [part, others[i]!], { shape: part.shape })
    );
    editor.add("Concat", products, { attributes: { axis }, output });
    return true;
  };
}
