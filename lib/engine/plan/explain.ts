/**
 * Notes what a run consists of, while somebody asks: which operators ran together, where, and how long
 * they took.
 *
 * @module
 */
import { enterTurn, onNewTurn } from "../../scopes/turn.ts";
import type { Executable, GraphNode } from "./graph_types.ts";

/** What computes a step. */
export type Runner = "ONNX Runtime" | "kernel" | "JavaScript";

/** One step of a run. */
export interface ExplainedStep {
  /** What computed it. */
  readonly by: Runner;
  /** ONNX's operators in it, in their order; of JavaScript's steps, the operation. */
  readonly operators: readonly string[];
  /** Dimensions of its largest result. */
  readonly shape: readonly number[];
  /** How long it took. */
  readonly milliseconds: number;
}

let noted: ExplainedStep[] | undefined;

// A notebook's stop button ends a run without its `finally`.
onNewTurn(() => {
  noted = undefined;
});

/** Whether steps are noted. */
export function isExplaining(): boolean {
  return noted !== undefined;
}

/** Notes a step, which has taken the time since `start`. */
export function note(step: Omit<ExplainedStep, "milliseconds">, start: number): void {
  noted?.push({ ...step, milliseconds: performance.now() - start });
}

/** What nodes are in a table. */
export function describe(by: Runner, nodes: readonly GraphNode[]) {
  const size = (shape: readonly number[]) => shape.reduce((product, dim) => product * dim, 1);
  const shapes = nodes.flatMap(({ outputs }) => outputs.map(({ shape }) => shape));
  const shape = shapes.reduce((a, b) => size(b) > size(a) ? b : a);
  return { by, operators: nodes.map(({ op }) => op), shape };
}

/** An executable that is one step. */
export function explained(nodes: readonly GraphNode[], executable: Executable): Executable {
  return {
    ...executable,
    run(inputs, outputs) {
      if (noted === undefined) return executable.run(inputs, outputs);
      const start = performance.now();
      executable.run(inputs, outputs);
      note(describe("ONNX Runtime", nodes), start);
    },
  };
}

/** The steps of whatever `run` computes. */
export function explain(run: () => void): readonly ExplainedStep[] {
  const steps: ExplainedStep[] = [];
  enterTurn();
  noted = steps;
  try {
    run();
  } finally {
    noted = undefined;
  }
  return steps;
}
