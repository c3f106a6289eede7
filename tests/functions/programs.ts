/**
 * Random programs of tensors of one shape, with branches, loops, variables, draws, tapes and traced
 * functions within each other; written as data, so that a failing one can be made smaller.
 *
 * @module
 */
import fc from "fast-check";
import { cond } from "../../lib/functions/control/cond.ts";
import { foldl } from "../../lib/functions/control/fold.ts";
import { mapFn } from "../../lib/functions/control/map_fn.ts";
import { switchCase } from "../../lib/functions/control/switch_case.ts";
import { whileLoop } from "../../lib/functions/control/while_loop.ts";
import { customGradient } from "../../lib/functions/custom_gradient.ts";
import { function_ } from "../../lib/functions/function.ts";
import { GradientTape } from "../../lib/functions/gradient_tape.ts";
import { recomputeGrad } from "../../lib/functions/recompute_grad.ts";
import type { Variable } from "../../lib/functions/variable.ts";
import { stopGradient } from "../../lib/ops/array/identity.ts";
import { reverse } from "../../lib/ops/array/reverse.ts";
import { add, multiply, negative, subtract } from "../../lib/ops/math/arithmetic.ts";
import { cast } from "../../lib/ops/math/cast.ts";
import { greater, less } from "../../lib/ops/math/comparison.ts";
import { tanh } from "../../lib/ops/math/hyperbolic.ts";
import { cos, sin } from "../../lib/ops/math/trigonometric.ts";
import { where } from "../../lib/ops/math/where.ts";
import { reduceSum } from "../../lib/ops/reduction/reductions.ts";
import type { Tensor } from "../../lib/tensor/tensor.ts";
import { type Counter, double } from "./support.ts";

/** Shape of all tensors. */
export const SHAPE = [2, 2] as const;

/** One operation on a list of tensors, to which it adds its result; places count from the end. */
export type Step =
  | { readonly op: "unary"; readonly name: string; readonly a: number }
  | { readonly op: "binary"; readonly name: string; readonly a: number; readonly b: number }
  | { readonly op: "cond" | "switch"; readonly a: number; readonly branches: readonly Program[] }
  | { readonly op: "while"; readonly a: number; readonly rounds: number; readonly body: Program }
  | {
    readonly op: "map" | "fold" | "custom" | "recompute" | "function" | "tape";
    readonly a: number;
    readonly body: Program;
  }
  | { readonly op: "read" | "draw" }
  | { readonly op: "assign" | "assignAdd"; readonly a: number };

/** Steps in order; the result is the sum of the last two tensors. */
export type Program = readonly Step[];

/** What programs share. */
export interface World {
  readonly variables: readonly Variable[];
  readonly counter: Counter;
  /** Traced functions of the program, made once each. */
  readonly functions: Map<Program, (...args: Tensor[]) => Tensor>;
}

const UNARY: Readonly<Record<string, (x: Tensor) => Tensor>> = {
  tanh,
  sin,
  cos,
  negative,
  stopGradient,
  reverse: (x) => reverse(x, [0]),
  half: (x) => multiply(x, 0.5),
  masked: (x) => multiply(cast(greater(x, double(0.1)), "float64"), x),
};

const BINARY: Readonly<Record<string, (a: Tensor, b: Tensor) => Tensor>> = {
  add,
  subtract,
  product: (a, b) => multiply(tanh(a), b),
  where: (a, b) => where(less(a, b), a, multiply(b, 0.9)) as Tensor,
};

const place = fc.nat(3);
const { program } = fc.letrec<{ program: Program; step: Step; leaf: Step }>((tie) => ({
  leaf: fc.oneof(
    fc.record({
      op: fc.constant("unary" as const),
      name: fc.constantFrom(...Object.keys(UNARY)),
      a: place,
    }),
    fc.record({
      op: fc.constant("binary" as const),
      name: fc.constantFrom(...Object.keys(BINARY)),
      a: place,
      b: place,
    }),
    fc.record({ op: fc.constantFrom("read" as const, "draw" as const) }),
    fc.record({ op: fc.constantFrom("assign" as const, "assignAdd" as const), a: place }),
  ),
  step: fc.oneof(
    { maxDepth: 3, depthSize: "small", withCrossShrink: true },
    { arbitrary: tie("leaf"), weight: 4 },
    {
      arbitrary: fc.record({
        op: fc.constantFrom("cond" as const, "switch" as const),
        a: place,
        branches: fc.array(tie("program"), { minLength: 2, maxLength: 2 }),
      }),
      weight: 2,
    },
    {
      arbitrary: fc.record({
        op: fc.constant("while" as const),
        a: place,
        rounds: fc.nat(2),
        body: tie("program"),
      }),
      weight: 2,
    },
    {
      arbitrary: fc.record({
        op: fc.constantFrom(
          "map",
          "fold",
          "custom",
          "recompute",
          "function",
          "tape",
        ) as fc.Arbitrary<"map">,
        a: place,
        body: tie("program"),
      }),
      weight: 2,
    },
  ),
  program: fc.array(tie("step"), { minLength: 1, maxLength: 4 }),
}));

/** Random programs. */
export const programs: fc.Arbitrary<Program> = program;

/** Runs a program on tensors. */
export function run(program: Program, world: World, ...inputs: Tensor[]): Tensor {
  const all = [...inputs];
  const at = (place: number) => all[Math.max(0, all.length - 1 - place)]!;
  for (const step of program) all.push(...runStep(step, world, at));
  return add(all.at(-1)!, multiply(all.at(-2) ?? all.at(-1)!, 0.5));
}

function runStep(step: Step, world: World, at: (place: number) => Tensor): Tensor[] {
  const [v] = world.variables;
  switch (step.op) {
    case "unary":
      return [UNARY[step.name]!(at(step.a))];
    case "binary":
      return [BINARY[step.name]!(at(step.a), at(step.b))];
    case "read":
      return [v!.value()];
    case "draw":
      return [multiply(world.counter.draw([...SHAPE]), 0.01)];
    case "assign":
      v!.assign(tanh(at(step.a)));
      return [];
    case "assignAdd":
      v!.assignAdd(multiply(tanh(at(step.a)), 0.1));
      return [];
    case "cond": {
      const [a, b] = [at(step.a), at(step.a + 1)];
      const [yes, no] = step.branches;
      return [cond(
        less(reduceSum(a), double(0.2)),
        () => run(yes!, world, a, b),
        () => run(no!, world, b, a),
      )];
    }
    case "switch": {
      const a = at(step.a);
      const index = cast(multiply(reduceSum(cos(a)), 0.6), "int32");
      return [switchCase(index, step.branches.map((it) => () => run(it, world, a)))];
    }
    case "while": {
      const a = at(step.a);
      const [, y] = whileLoop(
        (i, y) => less(add(i, multiply(reduceSum(tanh(y)), 0.01)), double(step.rounds)),
        (i, y) => [add(i, 1), run(step.body, world, a, y)],
        [double(0), a],
      );
      return [y];
    }
    case "map":
      return [mapFn((row) => {
        const both = add(row, multiply(at(step.a), 0));
        return run(step.body, world, both).at(0);
      }, at(step.a))];
    case "fold": {
      const rows = at(step.a);
      return [
        foldl((sum, row) => run(step.body, world, sum, add(row, sum)), rows, { initializer: rows }),
      ];
    }
    case "custom":
      return [
        customGradient((x: Tensor) => [
          run(step.body.filter(isPure), world, x),
          (dy: Tensor) => multiply(dy, sin(x)),
        ])(at(step.a)),
      ];
    case "recompute":
      return [recomputeGrad((x: Tensor) => run(step.body, world, x))(at(step.a))];
    case "function": {
      let traced = world.functions.get(step.body);
      if (traced === undefined) {
        traced = function_((x: Tensor) => run(step.body, world, x)) as (x: Tensor) => Tensor;
        world.functions.set(step.body, traced);
      }
      return [traced(at(step.a))];
    }
    case "tape": {
      const x = multiply(at(step.a), 1);
      const tape = new GradientTape();
      const y = tape.run(() => {
        tape.watch(x);
        return run(step.body, world, x);
      });
      return [y, tanh(tape.gradient(y, x, { unconnectedGradients: "zero" }) as Tensor)];
    }
  }
}

/** Whether a step reads no variable, so that a gradient of the user's need not know of one. */
function isPure(step: Step): boolean {
  return step.op === "unary" || step.op === "binary";
}
