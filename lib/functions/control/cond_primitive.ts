/**
 * The primitive of branches: runs one of several graphs, whichever a value says. Its gradient is
 * another one of the same primitive, whose branches are the gradients of the branches.
 *
 * @module
 */
import { readElement } from "../../arrays/dtypes.ts";
import { fill } from "../../primitives/array/fill.ts";
import type { Backend } from "../../tensor/backend.ts";
import { type Bound, defineUnique } from "../../tensor/primitive.ts";
import { hostOf } from "../../tensor/program.ts";
import { recordAll } from "../../tensor/record.ts";
import { recordCall, retrace } from "../../tensor/subgraph.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { type Branch, inputsOf, purified } from "./branch.ts";
import { carry, RECORD, runOf } from "./record.ts";
import { floatPlaces, pullBack } from "./transpose.ts";

/** What chooses the branch, of the first inputs. */
export interface Choice {
  /** How many inputs choose. */
  readonly count: number;
  /** The branch they choose. */
  choose(values: readonly (number | bigint | boolean)[]): number;
}

/** Attributes of a node. */
interface Attributes {
  /** How the branch is chosen; `undefined`: it is the one of the run that the last input carries. */
  readonly choice: Choice | undefined;
  readonly branches: readonly Branch[];
  /** Gradients made so far, by the inputs that need one. */
  readonly gradients: Map<string, Gradient>;
}

/** A node that computes gradients, with the known values it takes besides. */
interface Gradient {
  readonly bound: Bound;
  readonly constants: readonly Tensor[];
}

/** Whether a node gives a record of its run, as its last output. */
function isRecorded({ choice, branches }: Attributes): boolean {
  return choice !== undefined && branches.some(({ graph }) => graph.stateful);
}

/** Nodes that do once more what a run did, by the attributes of the nodes that ran. */
const resumed = new WeakMap<Attributes, Bound>();

const bind: (attrs: Attributes) => Bound = defineUnique<Attributes>({
  name: "cond",
  infer(_, attrs) {
    const results = attrs.branches[0]!.graph.outputs.map(({ aval }) => aval);
    return isRecorded(attrs) ? [...results, RECORD] : results;
  },
  control: run,
  graphs: ({ branches }) => branches.map(({ graph }) => graph),
  stateful: isRecorded,
  resume(inputs, attrs, record) {
    let bound = resumed.get(attrs);
    if (bound === undefined) {
      const branches = attrs.branches.map(purified);
      bound = bind({ choice: undefined, branches, gradients: new Map() });
      resumed.set(attrs, bound);
    }
    return [...recordAll(bound, [...inputs, record]), record];
  },
  vjp(cotangents, { attrs, inputs, outputs }, needs) {
    const isGiven = attrs.choice === undefined;
    const record = isGiven ? inputs.at(-1) : isRecorded(attrs) ? outputs.at(-1) : undefined;
    const own = isGiven ? inputs.slice(0, -1) : inputs;
    const isTaken = (place: number) => attrs.branches.some((it) => it.places.includes(place));
    const places = own.flatMap((_, place) => needs[place] && isTaken(place) ? [place] : []);
    const key = places.join();
    let gradient = attrs.gradients.get(key);
    if (gradient === undefined) {
      gradient = gradientOf(attrs, own.length, places, record !== undefined);
      attrs.gradients.set(key, gradient);
    }
    const results = attrs.branches[0]!.graph.outputs;
    const floats = floatPlaces(results).map((place) => cotangents[place]!);
    const given = [...own, ...floats, ...gradient.constants];
    const made = recordAll(gradient.bound, record === undefined ? given : [...given, record]);
    const parts = new Array<Tensor | undefined>(inputs.length).fill(undefined);
    places.forEach((place, i) => parts[place] = made[i]);
    return parts;
  },
  *samples() {},
});

/** Records a node that runs one of several branches; all give results of the same kinds. */
export function branch(
  choice: Choice,
  branches: readonly Branch[],
  inputs: readonly Tensor[],
): readonly Tensor[] {
  const outputs = recordCall(bind({ choice, branches, gradients: new Map() }), inputs);
  return outputs.slice(0, branches[0]!.graph.outputs.length);
}

function run(
  inputs: readonly Tensor[],
  attrs: Attributes,
  backend: Backend,
  wanted: readonly boolean[],
): readonly Tensor[] {
  const { choice, branches } = attrs;
  const before = choice === undefined ? runOf(inputs.at(-1)!) : undefined;
  const index = choice === undefined
    ? before!.branch
    : choice.choose(inputs.slice(0, choice.count).map(elementOf));
  const taken = branches[index]!;
  const given = inputsOf(taken, inputs, before?.drawn ?? []);
  if (!isRecorded(attrs)) return taken.graph.run(given, backend);
  const isKept = wanted.at(-1)!;
  const outputs = (isKept ? taken.graph.recording : taken.graph).run(given, backend);
  const count = taken.graph.outputs.length;
  const record = carry(isKept ? { branch: index, drawn: outputs.slice(count) } : undefined);
  return [...outputs.slice(0, count), record];
}

/** The only element of a tensor. */
function elementOf(tensor: Tensor): number | bigint | boolean {
  return readElement(tensor.dtype, hostOf(tensor), 0) as number | bigint | boolean;
}

/** The gradients of a node for the inputs at some places; they take its inputs and cotangents. */
function gradientOf(
  { choice, branches }: Attributes,
  inputCount: number,
  places: readonly number[],
  isGiven: boolean,
): Gradient {
  const constants: Tensor[] = [];
  const gradients = branches.map((it): Branch => {
    const pure = purified(it);
    const results = pure.graph.outputs;
    const floats = floatPlaces(results);
    const count = pure.graph.inputs.length;
    const avals = [...pure.graph.inputs, ...floats.map((i) => results[i]!)].map(({ aval }) => aval);
    const { graph, constants: own } = retrace(avals, (given) => {
      const inputs = given.slice(0, count);
      const sources = places.filter((place) => pure.places.includes(place));
      const made = pullBack(
        pure,
        inputs,
        given.slice(count),
        sources.map((place) => pure.places.indexOf(place)),
      );
      return places.map((place) =>
        made[sources.indexOf(place)] ?? fill(0, typeAt(branches, place))
      );
    });
    const first = inputCount + floats.length;
    const rest = own.map((constant) => first + constants.push(constant) - 1);
    const all = [...pure.places, ...floats.map((_, i) => inputCount + i), ...rest];
    return { graph, places: all, variables: pure.variables };
  });
  const bound = bind({
    choice: isGiven ? undefined : choice,
    branches: gradients,
    gradients: new Map(),
  });
  return { bound, constants };
}

/** Shape and dtype of a node's input, of a branch that takes it. */
function typeAt(branches: readonly Branch[], place: number): Tensor["aval"] {
  for (const { graph, places } of branches) {
    const index = places.indexOf(place);
    if (index >= 0) return graph.inputs[index]!.aval;
  }
  throw new Error("internal: no branch takes the input");
}
