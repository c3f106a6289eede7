/**
 * `tf.einsum`: two tensors at a time, cheapest first.
 *
 * @module
 */
import { formatValue } from "../../errors/format.ts";
import { distinct } from "../../primitives/array/identity.ts";
import { reshape } from "../../primitives/array/reshape.ts";
import { transpose } from "../../primitives/array/transpose.ts";
import { diagPart } from "../../primitives/linalg/diagonal.ts";
import { reduceSum } from "../../primitives/reduction/reduce_sum.ts";
import { requireNumber, requireSameDType } from "../../primitives/support/infer.ts";
import { internally } from "../../tensor/state.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { atCaller } from "../../errors/caller.ts";
import type { Named } from "../array/named.ts";
import { asTensors } from "../as_tensor.ts";
import type { TensorLike } from "../../tensor/like.ts";
import { isOptions, named, unknownArgument } from "../bind.ts";
import { arrange, contract, type Labelled } from "./contraction.ts";
import { type Equation, readEquation } from "./einsum_equation.ts";

/** Options of {@linkcode einsum}. */
export interface EinsumOptions extends Named {
  /**
   * Taken for the sake of TensorFlow's signature: what to multiply first is always chosen so that
   * results in between are small.
   */
  optimize?: "greedy" | "optimal" | "branch-2" | "branch-all" | "auto";
}

const equations = new Map<string, Equation>();
const LIMIT = 512;

/** An equation for shapes, read once. */
function equationOf(equation: string, inputs: readonly Tensor[]): Equation {
  const key = `${equation}:${inputs.map(({ shape }) => shape.join()).join(":")}`;
  let known = equations.get(key);
  if (known === undefined) {
    known = readEquation(equation, inputs.map(({ shape }) => shape));
    if (equations.size >= LIMIT) equations.clear();
    equations.set(key, known);
  }
  return known;
}

/** A tensor whose labels occur once: axes with the same label become their diagonal. */
function withoutRepeats({ tensor, labels }: Labelled): Labelled {
  const second = labels.findIndex((label, axis) => labels.indexOf(label) !== axis);
  if (second < 0) return { tensor, labels };
  const first = labels.indexOf(labels[second]!);
  const others = labels.map((_, axis) => axis).filter((axis) => axis !== first && axis !== second);
  const diagonal = diagPart(transpose(tensor, [...others, first, second]), 0);
  const left = [...others.map((axis) => labels[axis]!), labels[first]!];
  return withoutRepeats({ tensor: diagonal, labels: left });
}

/** A tensor without axes of length 1 that broadcast. */
function withoutBroadcasts({ tensor, labels }: Labelled, { sizes }: Equation): Labelled {
  const isOpen = (label: string, axis: number) => tensor.shape[axis] === sizes.get(label);
  if (labels.every(isOpen)) return { tensor, labels };
  const shape = tensor.shape.filter((_, axis) => isOpen(labels[axis]!, axis));
  return { tensor: reshape(tensor, shape), labels: labels.filter(isOpen) };
}

/** A tensor summed over the axes that nothing else needs. */
function summed({ tensor, labels }: Labelled, isNeeded: (label: string) => boolean): Labelled {
  const axes = labels.flatMap((label, axis) => isNeeded(label) ? [] : [axis]);
  if (axes.length === 0) return { tensor, labels };
  return { tensor: reduceSum(tensor, axes), labels: labels.filter(isNeeded) };
}

/** The two operands to multiply next: those whose product grows least beyond them. */
function nextPair(
  operands: readonly Labelled[],
  { output, sizes }: Equation,
): readonly [number, number] {
  if (operands.length === 2) return inOrder(operands, output);
  let best: readonly [number, number] = [0, 1];
  let least = Infinity;
  for (let i = 0; i < operands.length; i++) {
    for (let j = i + 1; j < operands.length; j++) {
      const [a, b] = [operands[i]!, operands[j]!];
      const rest = operands.filter((_, k) => k !== i && k !== j);
      const isKept = (label: string) =>
        output.includes(label) || rest.some(({ labels }) => labels.includes(label));
      const kept = new Set([...a.labels, ...b.labels].filter(isKept));
      const size = [...kept].reduce((product, label) => product * sizes.get(label)!, 1);
      const growth = size - a.tensor.size - b.tensor.size;
      if (growth < least) [best, least] = [[i, j], growth];
    }
  }
  return best;
}

/** The last two operands, that first whose own axes come first in the output. */
function inOrder(
  [a, b]: readonly Labelled[],
  output: readonly string[],
): readonly [number, number] {
  const firstOf = (one: Labelled, other: Labelled) =>
    output.findIndex((label) => one.labels.includes(label) && !other.labels.includes(label));
  const [left, right] = [firstOf(a!, b!), firstOf(b!, a!)];
  return right >= 0 && right < left ? [1, 0] : [0, 1];
}

/** The result for operands. */
function evaluate(equation: Equation, inputs: readonly Tensor[]): Tensor {
  const { output } = equation;
  let operands = inputs.map((tensor, i) =>
    withoutBroadcasts(withoutRepeats({ tensor, labels: equation.inputs[i]! }), equation)
  );
  const isNeededBeside = (...own: Labelled[]) => (label: string) =>
    output.includes(label) ||
    operands.some((it) => !own.includes(it) && it.labels.includes(label));
  operands = operands.map((it) => summed(it, isNeededBeside(it)));
  while (operands.length > 1) {
    const [i, j] = nextPair(operands, equation);
    const [a, b] = [operands[i]!, operands[j]!];
    const product = contract(a, b, isNeededBeside(a, b));
    operands = [...operands.filter((it) => it !== a && it !== b), product];
  }
  return arrange(operands[0]!, output);
}

/**
 * The sum of products that an equation says: each letter is an axis, the same one wherever it
 * stands; letters that the result lacks are summed over. `"ij,jk->ik"` is the matrix product,
 * `"ii->i"` the diagonal, `"ij->ji"` the transpose, `"...ij,...jk->...ik"` the product of stacks.
 * Without `->` the result has the letters that occur once, in alphabetical order.
 *
 * @param equation Letters, `...` for axes that broadcast, `,` between inputs, `->` before the result.
 * @param inputs Tensors of numbers of one dtype, one for each term; options may follow.
 * @throws {RangeError} for an equation that is none.
 * @throws {TypeError} for inputs that do not fit it, or of two dtypes.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const m = tf.constant([[1, 2], [3, 4]]);
 * assertEquals(tf.einsum("ij,j->i", m, [1, 10]).numpy().toArray(), [21, 43]);
 * assertEquals(Number(tf.einsum("ii", m)), 5);
 * ```
 */
export function einsum(
  equation: string,
  ...inputs: readonly TensorLike[] | readonly [...TensorLike[], EinsumOptions]
): Tensor {
  try {
    const last = inputs.at(-1);
    const options = isOptions(last) ? last : undefined;
    for (const name in options) {
      if (name !== "optimize" && name !== "name") {
        throw unknownArgument("tf.einsum", name, ["optimize", "name"]);
      }
    }
    const given = (options === undefined ? inputs : inputs.slice(0, -1)) as TensorLike[];
    const tensors = asTensors("tf.einsum", given, "inputs");
    if (typeof equation === "string" && tensors.length === 0) {
      throw new TypeError(
        `tf.einsum: expected inputs after equation=${formatValue(equation)}, received none`,
      );
    }
    const read = equationOf(equation, tensors);
    for (const { aval } of tensors) {
      requireNumber("einsum", aval);
      requireSameDType("einsum", tensors[0]!.aval, aval);
    }
    return internally(() => distinct(evaluate(read, tensors), ...tensors));
  } catch (error) {
    throw atCaller(named("tf.einsum", error), einsum);
  }
}
