/**
 * Functions of which one is run: in eager code that is all; where what chooses is abstract, all of
 * them are traced, and a node of the graph runs the one that is chosen.
 *
 * @module
 */
import { formatAval } from "../../tensor/aval.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import type { VariableCore } from "../../tensor/variable_core.ts";
import { pack, structureKey } from "../nest.ts";
import { Inputs } from "./branch.ts";
import { branch, type Choice } from "./cond_primitive.ts";
import { agreeing, type Traced, traceInside } from "./traced.ts";

/** A function with the name it has in messages. */
export interface Named {
  readonly name: string;
  readonly run: () => unknown;
}

/**
 * Traces functions and records a node that runs one of them.
 *
 * @param choosing Tensors that choose.
 * @throws {TypeError} if the functions return different kinds of things.
 */
export function traceBranches(
  where: string,
  functions: readonly Named[],
  choice: Choice,
  choosing: readonly Tensor[],
): unknown {
  const traced = functions.map(({ run }) => traceInside(where, run));
  const names = functions.map(({ name }) => name);
  checkStructures(where, names, traced);
  const results = tensorsOf(where, traced);
  checkAvals(where, names, results);
  const assigned = [...new Set(traced.flatMap(({ trace }) => [...trace.assigned.keys()]))];
  const inputs = new Inputs(choosing);
  const branches = traced.map(({ trace }, i) =>
    inputs.branch(
      trace,
      [...results[i]!, ...assigned.map((variable) => trace.variable(variable))],
      new Map(),
    )
  );
  const outputs = branch(choice, branches, inputs.tensors);
  const count = results[0]!.length;
  assigned.forEach((variable: VariableCore, i) => variable.put(outputs[count + i]!));
  return pack(traced[0]!.structure, outputs.slice(0, count));
}

/** Results of branches, plain values as tensors made where the branch is traced. */
function tensorsOf(where: string, traced: readonly Traced[]): Tensor[][] {
  return agreeing(where, traced.map(({ leaves }) => leaves));
}

function checkStructures(
  where: string,
  names: readonly string[],
  traced: readonly Traced[],
): void {
  const keys = traced.map(({ structure }) => structureKey(structure));
  const odd = keys.findIndex((key) => key !== keys[0]);
  if (odd < 0) return;
  throw new TypeError(
    `${where}: expected ${names[0]} and ${names[odd]} to return the same structure, received ${
      describe(traced[0]!)
    } and ${describe(traced[odd]!)}; while a function is traced, both are part of its graph`,
  );
}

/** A structure in words: `[tensor, {a: tensor}]`. */
function describe({ structure, leaves }: Traced): string {
  const visit = (it: Traced["structure"]): string => {
    switch (it.kind) {
      case "leaf":
        return typeof leaves[it.index] === "object" ? "tensor" : String(leaves[it.index]);
      case "list":
        return `[${it.items.map(visit).join(", ")}]`;
      case "record":
        return `{${it.entries.map(([key, item]) => `${key}: ${visit(item)}`).join(", ")}}`;
      case "other":
        return typeof it.value === "function" ? "a function" : String(it.value);
    }
  };
  return visit(structure);
}

function checkAvals(
  where: string,
  names: readonly string[],
  results: readonly (readonly Tensor[])[],
): void {
  results.forEach((tensors, index) => {
    const odd = tensors.findIndex(({ aval }, i) => aval !== results[0]![i]!.aval);
    if (odd < 0) return;
    throw new TypeError(
      `${where}: expected ${names[0]} and ${
        names[index]
      } to return tensors of one shape and dtype, received ${formatAval(results[0]![odd]!)} and ${
        formatAval(tensors[odd]!)
      } as result ${odd}`,
    );
  });
}
