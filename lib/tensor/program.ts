/**
 * Programs of several steps. A plan is cut where values have to be on the host or decide what runs:
 * what does not depend on such a step is computed before it, in as few runs as possible.
 *
 * @module
 */
import { newStorage } from "../arrays/dtypes.ts";
import { isExplaining, note } from "../engine/plan/explain.ts";
import type { Aval } from "./aval.ts";
import type { Backend, Outline, Program } from "./backend.ts";
import { type Bound, many } from "./primitive.ts";
import { type HostData, type Node, Tensor } from "./tensor.ts";

/** One step: takes and gives tensors in the order it was made for. */
export interface Step {
  run(inputs: readonly Tensor[], outputs: readonly Tensor[]): void;
  readonly bytes: number;
  release(): void;
}

/** A step that was compiled, with the tensors it was compiled of. */
export interface PlacedStep {
  readonly step: Step;
  readonly inputs: readonly Tensor[];
  readonly outputs: readonly Tensor[];
}

/** Compiles what can run in one step, given which of its values others need. */
export type SegmentCompiler = (outline: Outline) => PlacedStep[];

/** The values of a tensor on the host. */
export function hostOf(tensor: Tensor): HostData {
  tensor.host ??= tensor.resident!.read();
  return tensor.host;
}

/** Whether a node is a step of its own on a device of ONNX Runtime. */
export function isCut({ bound, inputs }: Node): boolean {
  const { primitive } = bound;
  if (primitive.control !== undefined || primitive.lower === undefined) return true;
  if (primitive.host === undefined || primitive.onHost === undefined) return false;
  return primitive.onHost(many(inputs.map(({ aval }) => aval)), bound.attrs);
}

/** Nodes that run together: first those of the device, then those on the host. */
interface Level {
  readonly device: Node[];
  readonly host: Node[];
}

/** Sorts nodes into levels: each node comes after what it needs, effects in their order. */
function levelsOf(nodes: readonly Node[], isHost: (node: Node) => boolean): Level[] {
  const levelOf = new Map<Tensor, number>();
  const levels: Level[] = [];
  let effects = 0;
  for (const node of nodes) {
    let level = 0;
    for (const input of node.inputs) level = Math.max(level, levelOf.get(input) ?? 0);
    const host = isHost(node);
    if (host && node.bound.stateful) effects = level = Math.max(level, effects);
    while (levels.length <= level) levels.push({ device: [], host: [] });
    (host ? levels[level]!.host : levels[level]!.device).push(node);
    for (const output of node.outputs) levelOf.set(output, host ? level + 1 : level);
    // Nodes on the host of one level run in order, so that one may use another's result.
  }
  return levels;
}

/** Puts values into outputs. Memory of a device has one owner: what is somebody's already is copied. */
function give(values: readonly Tensor[], outputs: readonly Tensor[], owned: Set<Tensor>): void {
  outputs.forEach((output, i) => {
    const value = values[i]!;
    if (value.resident !== undefined && owned.has(value)) output.host = hostOf(value);
    else {
      output.host = value.host;
      output.resident = value.resident;
    }
    owned.add(value);
  });
}

/** A step that computes one node on the host. */
function hostStep(
  bound: Bound,
  avals: readonly Aval[],
  results: readonly Aval[],
  wanted: readonly boolean[],
  backend: Backend,
): Step {
  const { primitive, attrs } = bound;
  const run = (inputs: readonly Tensor[], outputs: readonly Tensor[]): void => {
    if (primitive.control !== undefined) {
      const given = primitive.control(inputs, attrs, backend, wanted);
      give(given, outputs, new Set(inputs));
      return;
    }
    const given = primitive.host!(
      many(inputs.map(hostOf)),
      many(avals),
      attrs,
      many(results),
    );
    outputs.forEach((output, i) => output.host = given[i]);
  };
  const explainedRun: Step["run"] = (inputs, outputs) => {
    if (!isExplaining()) return run(inputs, outputs);
    const start = performance.now();
    run(inputs, outputs);
    const { shape } = outputs[0] ?? { shape: [] };
    note({ by: "JavaScript", operators: [primitive.name], shape }, start);
  };
  return { run: explainedRun, bytes: 0, release: () => {} };
}

/** The steps of an outline: runs of the device with nodes on the host between. */
function placeSteps(
  outline: Outline,
  backend: Backend,
  compile: SegmentCompiler,
  isHost: (node: Node) => boolean,
): PlacedStep[] {
  const levels = levelsOf(outline.nodes, isHost);
  const wanted = new Set(outline.outputs);
  // What one level computes and another one, or a node on the host, needs.
  const levelOf = new Map<Tensor, Level>();
  for (const level of levels) {
    for (const node of level.device) {
      for (const output of node.outputs) levelOf.set(output, level);
    }
  }
  const needed = new Set<Tensor>();
  for (const level of levels) {
    for (const { inputs } of level.device) {
      for (const input of inputs) if (levelOf.get(input) !== level) needed.add(input);
    }
    for (const { inputs } of level.host) for (const input of inputs) needed.add(input);
  }
  return levels.flatMap(({ device, host }) => {
    const outputs = device.flatMap((node) => node.outputs)
      .filter((output) => wanted.has(output) || needed.has(output));
    const inner = new Set(device.flatMap((node) => node.outputs));
    const leaves = [...new Set(device.flatMap((node) => node.inputs))].filter((it) =>
      !inner.has(it)
    );
    const constants = outline.constants ? { constants: outline.constants } : {};
    const steps = device.length > 0
      ? compile({ nodes: device, leaves, outputs, ...constants })
      : [];
    const after = host.map((node): PlacedStep => ({
      step: hostStep(
        node.bound,
        node.inputs.map(({ aval }) => aval),
        node.outputs.map(({ aval }) => aval),
        node.outputs.map((output) => wanted.has(output) || needed.has(output)),
        backend,
      ),
      inputs: node.inputs,
      outputs: node.outputs,
    }));
    return [...steps, ...after];
  });
}

/** Where a step finds its inputs and puts its outputs. */
interface Wiring {
  readonly step: Step;
  readonly from: readonly number[];
  readonly to: readonly number[];
}

/**
 * Compiles an outline, cut into steps where it has to be.
 *
 * @param isHost Which nodes are steps of their own, on the host.
 */
export function compileProgram(
  outline: Outline,
  backend: Backend,
  compile: SegmentCompiler,
  isHost: (node: Node) => boolean = isCut,
): Program {
  const steps = placeSteps(outline, backend, compile, isHost);
  // The program keeps shapes and places, no tensors: their values could not be freed.
  const places = new Map<Tensor, number>();
  const avals: Aval[] = [];
  const placeOf = (tensor: Tensor): number => {
    let place = places.get(tensor);
    if (place === undefined) {
      places.set(tensor, place = avals.length);
      avals.push(tensor.aval);
    }
    return place;
  };
  for (const leaf of outline.leaves) placeOf(leaf);
  const results = outline.outputs.map(placeOf);
  const wirings = steps.map(({ step, inputs, outputs }): Wiring => ({
    step,
    from: inputs.map(placeOf),
    to: outputs.map(placeOf),
  }));
  const leafCount = outline.leaves.length;
  // Tensors without elements are computed by no device; they are there from the start.
  const empty = avals.flatMap(({ size }, place) => size === 0 && place >= leafCount ? [place] : []);
  const run = (leaves: readonly Tensor[], outputs: readonly Tensor[]): void => {
    const values = new Array<Tensor>(avals.length);
    for (let i = 0; i < leafCount; i++) values[i] = leaves[i]!;
    results.forEach((place, i) => values[place] = outputs[i]!);
    for (const place of empty) {
      const tensor = values[place] ??= new Tensor(avals[place]!);
      tensor.host = newStorage(tensor.dtype, 0);
    }
    for (const { step, from, to } of wirings) {
      step.run(
        from.map((place) => values[place]!),
        to.map((place) => values[place] ??= new Tensor(avals[place]!)),
      );
    }
  };
  return {
    run: isDirect(wirings, leafCount, results) ? wirings[0]!.step.run : run,
    bytes: steps.reduce((sum, { step }) => sum + step.bytes, 0),
    release: () => steps.forEach(({ step }) => step.release()),
  };
}

/** Whether a program is one step that takes its leaves and gives its outputs as they come. */
function isDirect(
  wirings: readonly Wiring[],
  leafCount: number,
  results: readonly number[],
): boolean {
  const [only] = wirings;
  if (wirings.length !== 1 || only!.from.length !== leafCount) return false;
  return only!.from.every((place, i) => place === i) &&
    only!.to.length === results.length && only!.to.every((place, i) => place === results[i]);
}
