/**
 * Derivatives of graphs, as graphs: backwards for gradients, forwards for gradients of gradients.
 *
 * @module
 */
import { newStorage } from "../../arrays/dtypes.ts";
import { fill } from "../../primitives/array/fill.ts";
import { leaf, type Tensor } from "../../tensor/tensor.ts";
import { isDifferentiable } from "../backpropagate.ts";
import { hasOddGradient } from "../custom_primitive.ts";
import { type Source, Tape } from "../tape.ts";
import type { Branch } from "./branch.ts";

/** Places of the tensors through which gradients flow. */
export function floatPlaces(tensors: readonly Pick<Tensor, "dtype">[]): number[] {
  return tensors.flatMap((tensor, i) => isDifferentiable(tensor) ? [i] : []);
}

/** Records a graph on a tape that watches some of its inputs, by their places in the graph. */
function recordOn(
  tape: Tape,
  { graph, variables }: Branch,
  inputs: readonly Tensor[],
  places: readonly number[],
): { outputs: readonly Tensor[]; sources: readonly Source[] } {
  const sources = places.map((place): Source => {
    const variable = variables.get(place);
    if (variable === undefined) tape.watch(inputs[place]!);
    else tape.adopt(variable, inputs[place]!);
    return variable ?? inputs[place]!;
  });
  return { outputs: tape.record(() => graph.replay(inputs)), sources };
}

/**
 * Records a graph and its gradients: for each source, that of the sum of the outputs of floats, each
 * weighted by its cotangent; `undefined` where none depends on it.
 *
 * @param inputs Inputs of the graph, each a tensor of its own.
 * @param places Inputs that are sources. That of a variable stands for all reads of it.
 */
export function pullBack(
  branch: Branch,
  inputs: readonly Tensor[],
  cotangents: readonly Tensor[],
  places: readonly number[],
): (Tensor | undefined)[] {
  const tape = new Tape(false);
  const { outputs, sources } = recordOn(tape, branch, inputs, places);
  const floats = floatPlaces(outputs);
  return tape.gradients(floats.map((place, i) => [outputs[place]!, cotangents[i]!]), sources);
}

/**
 * Records a graph and what its outputs of floats change by when the sources change by tangents:
 * the gradient of a gradient with respect to its cotangents, in which it is linear.
 */
export function pushForward(
  branch: Branch,
  inputs: readonly Tensor[],
  places: readonly number[],
  tangents: readonly Tensor[],
): { outputs: readonly Tensor[]; changes: Tensor[] } {
  if (hasOddGradient(branch.graph)) {
    throw new TypeError(
      "tf.whileLoop: cannot take the gradient of its gradient where the body has a function of tf.customGradient whose gradient is not linear in the one it takes; write the rounds out, or make it linear",
    );
  }
  const inner = new Tape(false);
  const { outputs, sources } = recordOn(inner, branch, inputs, places);
  const floats = floatPlaces(outputs).map((place) => outputs[place]!);
  // Any numbers do, as the result does not depend on them; tensors that are used for nothing else.
  const cotangents = floats.map(({ aval }) => leaf(newStorage(aval.dtype, aval.size), aval));
  const outer = new Tape(false);
  for (const cotangent of cotangents) outer.watch(cotangent);
  const gradients = outer.record(() =>
    inner.gradients(floats.map((output, i) => [output, cotangents[i]!]), sources)
  );
  const weighted = gradients.flatMap((gradient, i) =>
    gradient === undefined ? [] : [[gradient, tangents[i]!] as const]
  );
  const changes = outer.gradients(weighted, cotangents)
    .map((change, i) => change ?? fill(0, floats[i]!.aval));
  return { outputs, changes };
}
