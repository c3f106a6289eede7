import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { function_ } from "../../lib/functions/function.ts";
import { GradientTape } from "../../lib/functions/gradient_tape.ts";
import { Variable } from "../../lib/functions/variable.ts";
import { stopGradient } from "../../lib/ops/array/identity.ts";
import { add, multiply, negative, square } from "../../lib/ops/math/arithmetic.ts";
import { cast } from "../../lib/ops/math/cast.ts";
import { greater } from "../../lib/ops/math/comparison.ts";
import { exp, log, sigmoid, sqrt } from "../../lib/ops/math/exponential.ts";
import { tanh } from "../../lib/ops/math/hyperbolic.ts";
import { cos, sin } from "../../lib/ops/math/trigonometric.ts";
import { where } from "../../lib/ops/math/where.ts";
import { state } from "../../lib/tensor/state.ts";
import type { Tensor } from "../../lib/tensor/tensor.ts";
import { derivative, difference, double, plain, tensor, value } from "./support.ts";

const FUNCTIONS: Readonly<Record<string, (x: Tensor) => Tensor>> = {
  exp,
  log,
  sqrt,
  sigmoid,
  tanh,
  sin,
  cos,
  "x^4": (x) => square(square(x)),
  "masked": (x) => where(greater(x, double(0)), multiply(x, exp(x)), x) as Tensor,
};

for (const [name, f] of Object.entries(FUNCTIONS)) {
  Deno.test(`nested tapes, plain and persistent, give derivatives of ${name} up to the fourth`, () => {
    const nest = (persistent: boolean) => {
      const orders = [f];
      for (let order = 1; order <= 4; order++) {
        const below = orders[order - 1]!;
        orders.push((x) => {
          const tape = new GradientTape({ persistent });
          const y = tape.run(() => (tape.watch(x), below(x)));
          return tape.gradient(y, x) ?? multiply(x, 0);
        });
      }
      return orders;
    };
    const [plainly, persistent] = [nest(false), nest(true)];
    for (let order = 1; order <= 4; order++) {
      const expected = difference((x) => value(plainly[order - 1]!(double(x))), 0.7);
      assertAlmostEquals(value(plainly[order]!(double(0.7))), expected, 1e-5, `order ${order}`);
      assertEquals(value(persistent[order]!(double(0.7))), value(plainly[order]!(double(0.7))));
      assertAlmostEquals(value(function_(plainly[order]!)(double(0.7))), expected, 1e-5);
    }
  });
}

Deno.test("gradient() takes targets and sources in lists and dictionaries, and keeps their structure", () => {
  const [v, w] = [new Variable(2), new Variable(3)];
  const tape = new GradientTape({ persistent: true });
  const x = tensor(5);
  const [a, b] = tape.run(() => (tape.watch(x), [multiply(v, w), multiply(w, x)] as const));
  assertEquals(plain(tape.gradient({ a, b }, { v, rest: [w, { x }] })), {
    v: [3],
    rest: [[7], { x: [3] }],
  });
  assertEquals(plain(tape.gradient([a, [b]], [v], { outputGradients: [2, [10]] })), [[6]]);
  assertEquals(plain(tape.gradient({ target: a, sources: w })), [2]);
  assertEquals(
    plain(tape.gradient({ target: b, sources: { v, w }, unconnectedGradients: "zero" })),
    { v: [0], w: [5] },
  );
  assertEquals(tape.gradient(a, x), null);
  assertEquals(plain(tape.gradient(a, [v, v, w])), [[3], [3], [2]]);
});

Deno.test("gradient() watches trainable variables by itself, others and tensors when told", () => {
  const [v, frozen] = [
    new Variable(2, { name: "v" }),
    new Variable(3, { trainable: false, name: "f" }),
  ];
  const x = tensor(4);
  const run = (tape: GradientTape, watched: (Tensor | Variable)[]) => {
    const y = tape.run(() => (tape.watch(watched), multiply(multiply(v, frozen), x)));
    return [
      tape.watchedVariables().map(({ name }) => name),
      plain(tape.gradient(y, [v, frozen, x])),
    ];
  };
  assertEquals(run(new GradientTape(), []), [["v:0"], [[12], null, null]]);
  assertEquals(run(new GradientTape(), [frozen, x]), [["f:0", "v:0"], [[12], [8], [6]]]);
  assertEquals(run(new GradientTape({ watchAccessedVariables: false }), [x]), [[], [null, null, [
    6,
  ]]]);
  assertEquals(run(new GradientTape(false, false), [v]), [["v:0"], [[12], null, null]]);
});

Deno.test("gradient() counts what came before a watch for nothing", () => {
  const x = tensor(2);
  const tape = new GradientTape({ persistent: true });
  const [y, z] = tape.run(() => {
    const y = multiply(x, x);
    tape.watch(x);
    return [y, multiply(y, x)] as const;
  });
  assertEquals([tape.gradient(y, x), value(tape.gradient(z, x))], [null, 4]);
});

Deno.test("gradient() of an intermediate result, and of results that are sources", () => {
  const x = tensor(3);
  const tape = new GradientTape({ persistent: true });
  const [y, z] = tape.run(() => {
    tape.watch(x);
    const y = multiply(x, x);
    return [y, multiply(y, y)] as const;
  });
  assertEquals([tape.gradient(z, y), tape.gradient(z, x), tape.gradient(y, y)].map(value), [
    18,
    108,
    1,
  ]);
  assertEquals(plain(tape.gradient([z, y], [y, x])), [[19], [114]]);
});

Deno.test("gradient() ends at comparisons, casts to integers and stopGradient, without an error", () => {
  const x = tensor([1, -2, 3]);
  const f = (x: Tensor) => {
    const mask = cast(greater(x, 0), "float32");
    const whole = cast(cast(x, "int32"), "float32");
    return multiply(multiply(add(mask, whole), stopGradient(x)), x);
  };
  assertEquals(plain(derivative(f)(x)), [2, 4, 12]);
});

Deno.test("a persistent tape records the gradients that are taken while it runs", () => {
  const x = double(3);
  const tape = new GradientTape({ persistent: true });
  const first = tape.run(() => {
    tape.watch(x);
    return tape.gradient(multiply(multiply(x, x), x), x)!;
  });
  assertEquals([value(first), value(tape.gradient(first, x))], [27, 18]);
});

Deno.test("a tape goes on where it is run again, and forgets when it is reset or disposed", () => {
  const v = new Variable(3);
  const tape = new GradientTape({ persistent: true });
  const y = tape.run(() => multiply(v, v));
  const z = tape.run(() => multiply(y, v));
  assertEquals(value(tape.gradient(z, v)), 27);
  tape.reset();
  assertEquals([tape.gradient(z, v), tape.watchedVariables()], [null, []]);
  {
    using inner = new GradientTape({ persistent: true });
    inner.run(() => multiply(v, v));
  }
  const once = new GradientTape();
  once.gradient(once.run(() => multiply(v, 2)), v);
  assertEquals(value(once.gradient(once.run(() => multiply(v, 5)), v)), 5);
});

Deno.test("a tape refuses what it cannot do, and says why", () => {
  const v = new Variable(2);
  const tape = new GradientTape();
  assertThrows(
    () => tape.gradient(v, v),
    TypeError,
    "this tape has recorded nothing; call tape.run",
  );
  const y = tape.run(() => multiply(v, 2));
  tape.gradient(y, v);
  assertThrows(
    () => tape.gradient(y, v),
    TypeError,
    "gives gradients once; make it with { persistent: true }",
  );
  const other = new GradientTape({ persistent: true });
  const z = other.run(() => multiply(v, 2));
  const bad: [() => unknown, string][] = [
    [
      () => other.gradient(cast(z, "int32"), v),
      "expected a target of floats, received dtype int32",
    ],
    [
      () => other.gradient(z, 3 as never),
      "expected sources to be tensors or variables, received 3",
    ],
    [
      () => other.gradient([z, null as never], v),
      "expected target to be tensors or variables, received null",
    ],
    [
      () => other.gradient(z, v, { outputGradients: [1, 2] }),
      "expected outputGradients of the target's shape (), received shape (2,)",
    ],
    [
      () => other.gradient([z, z], v, { outputGradients: [1] }),
      "expected outputGradients in the structure of target",
    ],
    [
      () => other.gradient(z, v, { output_gradients: 1 } as never),
      "output_gradients is called outputGradients here",
    ],
    [
      () => other.watch(tensor(1, "int32")),
      "tf.GradientTape.watch: expected a tensor of floats, received dtype int32",
    ],
    [() => other.watch("x" as never), 'expected tensor to be tensors or variables, received "x"'],
    [() => other.run(3 as never), "tf.GradientTape.run: expected a function, received 3"],
    [() => other.run((() => Promise.resolve()) as never), "received one that returns a promise"],
    [() => other.run(() => other.run(() => 1)), "this tape is recording already"],
    [() => new GradientTape({ persistant: true } as never), "did you mean persistent?"],
    [() => new GradientTape("yes" as never), "expected persistent to be true or false"],
    [() => other.jacobian([z] as never, v), "expected target to be a tensor"],
    [
      () => other.batchJacobian(z, v),
      "expected target and source with equally many rows, received shapes () and ()",
    ],
  ];
  for (const [run, message] of bad) {
    const error = assertThrows(run, TypeError, message);
    const frame = error.stack!.split("\n").find((line) => /^\s+at /.test(line))!;
    assertEquals(frame.includes("tape_test.ts"), true, error.stack);
  }
  assertThrows(
    () => other.gradient(z, v, { unconnectedGradients: "ones" as never }),
    RangeError,
    'expected unconnectedGradients to be one of "none", "zero"',
  );
  assertEquals([state.tapes.length, state.internal], [0, 0]);
});

Deno.test("jacobian() of what does not depend, of nothing, and of variables", () => {
  const v = new Variable([1, 2]);
  const tape = new GradientTape({ persistent: true });
  const [y, e] = tape.run(() =>
    [multiply(v, v), multiply(tensor(new Float32Array(0)), v.at(0))] as const
  );
  assertEquals(plain(tape.jacobian(y, { v })), { v: [2, 0, 0, 4] });
  assertEquals(tape.jacobian(y, tensor(1)), null);
  assertEquals(tape.jacobian(e, v)!.shape, [0, 2]);
  assertEquals(plain(tape.batchJacobian({ target: y, source: v })), [2, 4]);
  assertEquals(plain(tape.jacobian({ target: y, sources: v, experimentalUsePfor: false })), [
    2,
    0,
    0,
    4,
  ]);
});

Deno.test("stopRecording() affects its own tape only", () => {
  const x = tensor(3);
  const [a, b] = [new GradientTape(), new GradientTape()];
  const y = a.run(() => {
    a.watch(x);
    return b.run(() => {
      b.watch(x);
      return a.stopRecording(() => negative(multiply(x, x)));
    });
  });
  assertEquals([a.gradient(y, x), value(b.gradient(y, x))], [null, -6]);
});
