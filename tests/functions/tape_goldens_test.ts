/**
 * Gradients and Jacobians beside those of TensorFlow itself: `tests/goldens/functions/tapes.py` holds
 * the same programs under the same names.
 *
 * @module
 */
import { assertAlmostEquals, assertEquals } from "@std/assert";
import goldens from "../goldens/functions/tapes.json" with { type: "json" };
import { cond } from "../../lib/functions/control/cond.ts";
import { scan } from "../../lib/functions/control/fold.ts";
import { whileLoop } from "../../lib/functions/control/while_loop.ts";
import { function_ } from "../../lib/functions/function.ts";
import { GradientTape } from "../../lib/functions/gradient_tape.ts";
import { Variable } from "../../lib/functions/variable.ts";
import { stopGradient } from "../../lib/ops/array/identity.ts";
import { reshape } from "../../lib/ops/array/reshape.ts";
import { reverse } from "../../lib/ops/array/reverse.ts";
import { matmul } from "../../lib/ops/linalg/matmul.ts";
import {
  abs,
  add,
  multiply,
  negative,
  sign,
  squaredDifference,
} from "../../lib/ops/math/arithmetic.ts";
import { cast } from "../../lib/ops/math/cast.ts";
import { clipByValue } from "../../lib/ops/math/clip.ts";
import { greater, less } from "../../lib/ops/math/comparison.ts";
import { divide } from "../../lib/ops/math/division_true.ts";
import { exp } from "../../lib/ops/math/exponential.ts";
import { maximum, minimum } from "../../lib/ops/math/extremes.ts";
import { tanh } from "../../lib/ops/math/hyperbolic.ts";
import { floor, round } from "../../lib/ops/math/rounding.ts";
import { sin } from "../../lib/ops/math/trigonometric.ts";
import { where } from "../../lib/ops/math/where.ts";
import { relu, relu6, selu } from "../../lib/ops/nn/activations.ts";
import { reduceMax, reduceMin, reduceSum } from "../../lib/ops/reduction/reductions.ts";
import { Tensor } from "../../lib/tensor/tensor.ts";
import { double, tensor, values } from "./support.ts";

/** A tensor as a golden describes it, or several. */
type Golden = null | { shape: number[]; values: number[] } | Golden[];

const results = goldens.results as unknown as Readonly<Record<string, Golden>>;

/** Fails unless tensors are what the golden of a name describes. */
function check(name: string, actual: unknown, tolerance: number): void {
  const compare = (it: unknown, golden: Golden): void => {
    if (Array.isArray(golden)) {
      assertEquals((it as unknown[]).length, golden.length, name);
      golden.forEach((item, i) => compare((it as unknown[])[i], item));
    } else if (golden === null || !(it instanceof Tensor)) assertEquals(it, golden, name);
    else {
      assertEquals([...it.shape], golden.shape, name);
      values(it).forEach((x, i) =>
        assertAlmostEquals(Number(x), golden.values[i]!, tolerance, `${name} [${i}]`)
      );
    }
  };
  const golden = results[name];
  if (golden === undefined) throw new Error(`there is no golden of ${name}`);
  compare(actual, golden);
}

/** Runs a program in eager code and traced, whose results are what the golden of a name describes. */
function both(name: string, run: () => unknown, tolerance = 1e-12): void {
  check(name, run(), tolerance);
  check(name, function_(run)(), tolerance);
}

const X = double([[0.5, -1.25, 2.0], [1.5, 0.25, -0.75]]);
const W = double([[0.3, -0.2], [0.1, 0.4], [-0.5, 0.6]]);

/** A tape that has recorded a layer. */
function layer() {
  const tape = new GradientTape({ persistent: true });
  const [y, z] = tape.run(() => {
    tape.watch([X, W]);
    const y = tanh(matmul(X, W));
    return [y, reduceSum(multiply(y, y), 1)] as const;
  });
  return { tape, y, z };
}

Deno.test("jacobian() and batchJacobian() give TensorFlow's numbers", () => {
  both("jacobian", () => {
    const { tape, y } = layer();
    return tape.jacobian(y, [X, W]);
  });
  both("jacobian of a vector", () => {
    const { tape, z } = layer();
    return tape.jacobian(z, X);
  });
  both("batchJacobian", () => {
    const { tape, y } = layer();
    return tape.batchJacobian(y, X);
  });
  both("jacobian, unconnected", () => {
    const { tape, y } = layer();
    return tape.jacobian(y, double([1, 2]));
  });
  both("jacobian, zeros", () => {
    const { tape, z } = layer();
    return tape.jacobian(z, double([1]), { unconnectedGradients: "zero" });
  });
});

Deno.test("gradient() of several targets, with and without weights, is TensorFlow's", () => {
  both("several targets", () => {
    const { tape, y, z } = layer();
    return tape.gradient([y, z, X], [X, W]);
  });
  both("output gradients", () => {
    const { tape, y, z } = layer();
    return tape.gradient([y, z], X, [double([[1, 2], [3, 4]]), [1, -1]]);
  });
});

Deno.test("jacobian() of a gradient is the Hessian, and nested tapes give its products", () => {
  const v = double([0.5, -1.5, 2.0]);
  const nested = () => {
    const outer = new GradientTape();
    const g = outer.run(() => {
      outer.watch(v);
      const inner = new GradientTape();
      const s = inner.run(() => {
        inner.watch(v);
        return reduceSum(multiply(multiply(exp(v), sin(v)), reverse(v, [0])));
      });
      return inner.gradient(s, v)!;
    });
    return { outer, g };
  };
  both("hessian", () => {
    const { outer, g } = nested();
    return outer.jacobian(g, v);
  });
  both("hessian-vector product", () => {
    const { outer, g } = nested();
    return outer.gradient(g, v, { outputGradients: double([1, -2, 0.5]) });
  });
});

const KINKS: Readonly<Record<string, (t: Tensor) => Tensor>> = {
  abs,
  relu,
  relu6,
  selu,
  sign,
  floor,
  round,
  cast: (t) => cast(cast(t, "int32"), "float32"),
  stopGradient: (t) => multiply(stopGradient(t), t),
  where: (t) => where(greater(t, 0.5), multiply(t, t), negative(t)) as Tensor,
  mask: (t) => multiply(cast(greater(t, 0.5), "float32"), t),
  maximum: (t) => maximum(t, reverse(t, [0])),
  reduceMax: (t) => reduceMax(minimum(t, 6)),
  reduceMin: (t) => reduceMin(maximum(t, 0)),
  clip: (t) => clipByValue(t, 0, 6),
  cumulative: (t) => scan((a, b) => multiply(a, b), t),
};

for (const [name, f] of Object.entries(KINKS)) {
  Deno.test(`gradient() at kinks and ties is TensorFlow's: ${name}`, () => {
    const k = tensor([-1, 0, 1, 6, 7]);
    both(`kink ${name}`, () => {
      const tape = new GradientTape();
      const y = tape.run(() => (tape.watch(k), f(k)));
      return tape.gradient(y, k);
    }, 1e-6);
  });
}

const BROADCASTS: Readonly<Record<string, (a: Tensor, b: Tensor) => Tensor>> = {
  maximum,
  minimum,
  squaredDifference,
  divide: (a, b) => divide(a, b),
  matmul: (a, b) => matmul(reshape(a, [2, 1, 1]), reshape(b, [1, 3])),
};

for (const [name, f] of Object.entries(BROADCASTS)) {
  Deno.test(`gradient() undoes broadcasting as TensorFlow's: ${name}`, () => {
    const [a, b] = [tensor([[1], [2]]), tensor([3, 4, 5])];
    both(`broadcast ${name}`, () => {
      const tape = new GradientTape();
      const y = tape.run(() => (tape.watch([a, b]), f(a, b)));
      return tape.gradient(y, [a, b]);
    }, 1e-6);
  });
}

Deno.test("gradient() goes through no assignment, and counts all reads of a variable", () => {
  const t = new Variable(2);
  const tape = new GradientTape();
  const y = tape.run(() => {
    t.assign(multiply(t, 3));
    return multiply(t, t);
  });
  check("assigned in the tape", tape.gradient(y, t), 0);
});

const ASSIGNING: Readonly<Record<string, (t: Variable, u: Variable) => Tensor>> = {
  "assigned in function": (t, u) => {
    t.assign(multiply(t, 3));
    return add(multiply(t, t), multiply(u, t));
  },
  "assigned in cond": (t, u) => {
    const inside = cond(greater(u, 1), () => {
      const first = multiply(t, u);
      t.assign(multiply(t, 3));
      return add(first, multiply(multiply(t, t), 2));
    }, () => multiply(t, 1));
    return add(inside, multiply(t, 7));
  },
  "assigned unread in cond": (t, u) => {
    const inside = cond(greater(u, 1), () => {
      t.assign(multiply(u, 3));
      return multiply(t, t);
    }, () => multiply(u, 1));
    return add(inside, t);
  },
  "assigned in loop": (t, u) => {
    const [, total] = whileLoop((i, _) => less(i, 3), (i, total) => {
      const more = add(total, multiply(multiply(t, t), u));
      t.assign(multiply(t, 2));
      return [add(i, 1), add(more, t)];
    }, [0, 0]);
    return add(total, multiply(t, 100));
  },
  "assigned in cond in loop": (t, u) => {
    const [, total] = whileLoop((i, _) => less(i, 3), (i, total) => [
      add(i, 1),
      cond(greater(i, 0), () => {
        t.assign(add(t, u));
        return add(total, multiply(t, t));
      }, () => add(total, multiply(t, u))),
    ], [0, 0]);
    return total;
  },
};

/** A branch that is not taken in eager code gives none, where TensorFlow's graph gives zeros. */
const ZERO = { unconnectedGradients: "zero" } as const;

for (const [name, f] of Object.entries(ASSIGNING)) {
  Deno.test(`gradient() of a variable in a traced function is TensorFlow's: ${name}`, () => {
    for (const wrap of [(f: () => Tensor) => f, function_<[], Tensor>]) {
      const [t, u] = [new Variable(2), new Variable(5)];
      const run = wrap(() => f(t, u));
      const tape = new GradientTape();
      const y = tape.run(() => run());
      check(name, [y, ...tape.gradient(y, [t, u], ZERO), t.value(), u.value()], 1e-4);
    }
    const [t, u] = [new Variable(2), new Variable(5)];
    const all = function_(() => {
      const tape = new GradientTape();
      const y = tape.run(() => f(t, u));
      return [y, ...tape.gradient(y, [t, u], ZERO), t.value(), u.value()];
    });
    check(name, all(), 1e-4);
  });
}

Deno.test("stopRecording() leaves out what runs in it; a variable is a target of its own", () => {
  const t = new Variable(6);
  const tape = new GradientTape({ persistent: true });
  const [y, z, u] = tape.run(() => {
    const y = multiply(t, t);
    const z = tape.stopRecording(() => multiply(y, y));
    return [y, z, multiply(y, 2)] as const;
  });
  check("stopRecording", [y, z, u].map((it) => tape.gradient(it, t)), 0);
  check("target is the source", tape.gradient(t, t), 0);
});
