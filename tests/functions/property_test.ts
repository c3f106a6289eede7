/**
 * Random programs give in traced functions what they give in eager code: results, variables, draws,
 * first and second derivatives, at the call that traces and at later ones.
 *
 * @module
 */
import fc from "fast-check";
import { fail } from "@std/assert";
import { function_ } from "../../lib/functions/function.ts";
import { GradientTape } from "../../lib/functions/gradient_tape.ts";
import { Variable } from "../../lib/functions/variable.ts";
import { multiply } from "../../lib/ops/math/arithmetic.ts";
import { reduceSum } from "../../lib/ops/reduction/reductions.ts";
import type { Tensor } from "../../lib/tensor/tensor.ts";
import { type Program, programs, run, type World } from "./programs.ts";
import { Counter, double, values } from "./support.ts";

const INPUTS = [
  [[0.3, -0.8], [1.1, 0.2]],
  [[-1.2, 0.4], [0.1, -0.3]],
  [[0.9, 0.7], [-0.6, 1.3]],
];

function newWorld(): World {
  const variables = [new Variable([[0.5, -0.2], [0.1, 0.9]], { dtype: "float64" })];
  return { variables, counter: new Counter(), functions: new Map() };
}

/** Results, variables and draws of calls with all inputs, one after the other. */
function record(make: (world: World) => (x: Tensor) => readonly Tensor[]): number[][] {
  const world = newWorld();
  const f = make(world);
  return INPUTS.map((input) => {
    const results = f(double(input)).flatMap(values) as number[];
    return [...results, ...values(world.variables[0]!) as number[], world.counter.count];
  });
}

function compare(name: string, actual: readonly number[][], expected: readonly number[][]): void {
  expected.forEach((row, call) =>
    row.forEach((y, i) => {
      const x = actual[call]![i]!;
      const isSame = Number.isNaN(y)
        ? Number.isNaN(x)
        : Math.abs(x - y) <= 1e-9 * (1 + Math.abs(y));
      if (!isSame) fail(`${name}, call ${call}, number ${i}: ${x} instead of ${y}`);
    })
  );
}

/** The first derivatives, and those of their squares, with respect to the input and the variable. */
function derivatives(f: (x: Tensor) => Tensor, { variables }: World): (x: Tensor) => Tensor[] {
  const options = { unconnectedGradients: "zero" } as const;
  return (x) => {
    const outer = new GradientTape();
    const [y, first] = outer.run(() => {
      outer.watch(x);
      const tape = new GradientTape();
      const y = tape.run(() => {
        tape.watch(x);
        return f(x);
      });
      return [y, tape.gradient(y, [x, variables[0]!], options) as Tensor[]] as const;
    });
    const weighted = outer.stopRecording(() => first);
    const second = outer.gradient(weighted, [x, variables[0]!], options) as Tensor[];
    return [y, ...first, ...second];
  };
}

const settings = { numRuns: 40, seed: 20 };

Deno.test("random programs give the same results, variables and draws traced as in eager code", () => {
  fc.assert(
    fc.property(programs, (program: Program) => {
      const eager = record((world) => (x) => [run(program, world, x)]);
      const traced = record((world) => {
        const f = function_((x: Tensor) => run(program, world, x));
        return (x) => [f(x)];
      });
      compare("traced", traced, eager);
    }),
    settings,
  );
});

Deno.test("random programs have the same derivatives traced, and seen by tapes, as in eager code", () => {
  fc.assert(
    fc.property(programs, (program: Program) => {
      const eager = record((world) => derivatives((x) => run(program, world, x), world));
      const seen = record((world) => {
        const f = function_((x: Tensor) => run(program, world, x));
        return derivatives((x) => f(x), world);
      });
      compare("seen by tapes", seen, eager);
      const inside = record((world) => {
        const f = derivatives((x) => run(program, world, x), world);
        return function_((x: Tensor) => f(x)) as (x: Tensor) => Tensor[];
      });
      compare("tapes inside", inside, eager);
    }),
    settings,
  );
});

Deno.test("random programs train a variable for several steps as in eager code", () => {
  fc.assert(
    fc.property(programs, (program: Program) => {
      const step = (world: World) => (x: Tensor) => {
        const tape = new GradientTape();
        const loss = tape.run(() => reduceSum(run(program, world, x)));
        const [v] = world.variables;
        const gradient = tape.gradient(loss, v!, { unconnectedGradients: "zero" })!;
        v!.assignSub(multiply(gradient, 0.01));
        return [loss];
      };
      const traced = record((world) => function_(step(world)) as (x: Tensor) => Tensor[]);
      compare("training", traced, record(step));
    }),
    settings,
  );
});
