import { assertEquals, assertThrows } from "@std/assert";
import { NdArray } from "../../lib/display/ndarray.ts";
import { cond } from "../../lib/functions/control/cond.ts";
import { function_ } from "../../lib/functions/function.ts";
import { GradientTape } from "../../lib/functions/gradient_tape.ts";
import { TensorSpec } from "../../lib/functions/tensor_spec.ts";
import { Variable } from "../../lib/functions/variable.ts";
import { expandDims, squeeze } from "../../lib/ops/array/expand_dims.ts";
import { gather } from "../../lib/ops/array/gather.ts";
import { reshape } from "../../lib/ops/array/reshape.ts";
import { concat, stack } from "../../lib/ops/array/concat.ts";
import { matmul } from "../../lib/ops/linalg/matmul.ts";
import { tensordot } from "../../lib/ops/linalg/tensordot.ts";
import { add, multiply, subtract } from "../../lib/ops/math/arithmetic.ts";
import { pow } from "../../lib/ops/math/exponential.ts";
import { round } from "../../lib/ops/math/rounding.ts";
import { argmax } from "../../lib/ops/reduction/arg_extremes.ts";
import { reduceSum } from "../../lib/ops/reduction/reductions.ts";
import { state } from "../../lib/tensor/state.ts";
import { Tensor } from "../../lib/tensor/tensor.ts";
import { Counter, plain, tensor, value, values } from "./support.ts";

Deno.test("function() freezes no reshape of an argument, a variable or a draw", () => {
  const v = new Variable([[1, 2], [3, 4]]);
  const c = new Counter();
  const f = function_((x: Tensor) => [
    reshape(x, [4]),
    expandDims(x, 0),
    squeeze(expandDims(x, 0)),
    stack([x, x]),
    tensordot(x, x, 1),
    reshape(v, [4]),
    matmul(reshape(x, [1, 2, 2]), x),
    reshape(c.draw([2, 2]), [4]),
  ]);
  for (const first of [1, 10, 100]) {
    const x = tensor([[first, 2], [3, 4]]);
    const drawn = [1, 2, 3, 4].map((it) => c.count + it);
    const flat = [first, 2, 3, 4];
    const square = [first * first + 6, 2 * first + 8, 3 * first + 12, 22];
    v.assign([[first, first], [0, 1]]);
    assertEquals(plain(f(x)), [
      flat,
      flat,
      flat,
      [...flat, ...flat],
      square,
      [first, first, 0, 1],
      square,
      drawn,
    ]);
  }
  assertEquals(f.experimentalGetTracingCount(), 1);
});

Deno.test("function() refuses to read what has no values, and names it and the cure", () => {
  const v = new Variable(2, { name: "rate" });
  const c = new Counter();
  const reads: Record<string, (x: Tensor) => unknown> = {
    "argument 0": (x) => Number(x) > 0 ? x : v,
    "argument 0 ": (x) => x.numpy(),
    "tf.Variable 'rate:0'": () => Number(v),
    "tf.Variable 'rate:0' ": () => v.numpy(),
    "the result of tf.random.draw": () => c.draw().numpy(),
    "the result of tf.multiply": (x) => multiply(x, 2).numpy(),
  };
  for (const [what, read] of Object.entries(reads)) {
    const f = function_(read as (x: Tensor) => Tensor, { name: "step" });
    assertThrows(
      () => f(tensor(1)),
      TypeError,
      `tf.function 'step': cannot read ${what.trim()} while the function is traced; use tf.cond or tf.whileLoop`,
    );
  }
  assertEquals([state.trace, state.tapes.length, state.internal], [undefined, 0, 0]);
});

Deno.test("function() freezes no value in int32 round and pow, concat with nothing, gather by argmax", () => {
  const f = function_((x: Tensor, y: Tensor) => [
    round(x),
    pow(x, x),
    concat([x, tensor(new Int32Array(0))], 0),
    gather(x, argmax(y)),
  ]);
  const at = (...x: number[]) => plain(f(tensor(x, "int32"), tensor(x)));
  assertEquals(at(1, 2, 3), [[1, 2, 3], [1, 4, 27], [1, 2, 3], [3]]);
  assertEquals(at(3, 1, 2), [[3, 1, 2], [27, 1, 4], [3, 1, 2], [3]]);
  assertEquals(at(0, 4, 1), [[0, 4, 1], [1, 256, 1], [0, 4, 1], [4]]);
});

Deno.test("function() takes typed arrays and host arrays as tensors, refilled between calls", () => {
  const f = function_((x: Float32Array, { y }: { y: NdArray }) => add(multiply(x, 1), y));
  const x = new Float32Array([1, 2]);
  const y = new NdArray(new Float32Array([10, 20]), [2], "float32");
  assertEquals(values(f(x, { y })), [11, 22]);
  x[0] = 5;
  (y.data as Float32Array)[1] = 100;
  assertEquals(values(f(x, { y })), [15, 102]);
  assertEquals(f.experimentalGetTracingCount(), 1);
});

Deno.test("function() takes reshapes of what is still to be computed", () => {
  const f = function_((x: Tensor) => multiply(x, 2));
  for (let i = 1; i < 4; i++) {
    const pending = multiply(tensor([[i, 2], [3, 4]]), 3);
    assertEquals(values(f(reshape(pending, [4]))), [6 * i, 12, 18, 24]);
  }
});

Deno.test("function() looks at no variable besides those it uses", () => {
  class Guarded extends Variable {
    override peek(): Tensor {
      throw new Error("looked at");
    }
  }
  const others = Array.from({ length: 3 }, () => new Guarded(0));
  const v = new Variable(1);
  const f = function_((x: Tensor) => {
    v.assignAdd(x);
    return v.value();
  });
  for (let i = 0; i < 3; i++) f(tensor(1));
  assertEquals([value(v), others.length], [4, 3]);
});

Deno.test("function() returns arguments, variables, constants, the same twice, nothing, nested values", () => {
  const v = new Variable([5]);
  const c = tensor([7]);
  const f = function_((x: Tensor) => {
    const y = multiply(x, 2);
    return { x, v, c, y, twice: [y, y, x], none: null, empty: [], text: "t", one: 1 };
  });
  const expected = (x: number, v: number) => ({
    x: [x],
    v: [v],
    c: [7],
    y: [2 * x],
    twice: [[2 * x], [2 * x], [x]],
    none: null,
    empty: [],
    text: "t",
    one: 1,
  });
  assertEquals(plain(f(tensor([1]))), expected(1, 5));
  const before = f(tensor([2]));
  v.assign([6]);
  assertEquals(plain(f(tensor([3]))), expected(3, 6));
  assertEquals(plain(before), expected(2, 5));
  assertEquals(function_(() => undefined)(), undefined);
  assertEquals(function_(() => v)() instanceof Tensor, true);
});

Deno.test("function() swaps variables, and assigns arguments, constants and other variables", () => {
  const big = (x: number) => new Float32Array(3000).fill(x);
  const [a, b] = [new Variable(big(1)), new Variable(big(2))];
  const swap = function_(() => {
    const before = a.value();
    a.assign(b);
    b.assign(before);
  });
  const step = function_(() => {
    a.assign(add(a, 10));
    b.assign(multiply(b, 3));
  });
  const firsts = () => [values(a)[7], values(a)[2999], values(b)[7], values(b)[2999]];
  swap();
  assertEquals(firsts(), [2, 2, 1, 1]);
  step();
  step();
  swap();
  step();
  swap();
  assertEquals(firsts(), [66, 66, 19, 19]);
  const x = tensor(big(5));
  const put = function_((x: Tensor) => {
    a.assign(x);
    b.assign(a);
    return [a.value(), b.value()];
  });
  const [p] = put(x);
  step();
  step();
  assertEquals([values(x)[0], values(p!)[0], values(a)[0], values(b)[0]], [5, 5, 25, 45]);
});

Deno.test("function() uses no memory again that anybody still sees", () => {
  const v = new Variable(new Float32Array(5000).fill(1));
  const w = new Variable(new Float32Array(5000).fill(0));
  const step = function_((x: Tensor) => {
    v.assign(add(v, x));
    return [v.value(), v.value()];
  });
  const quiet = function_((x: Tensor) => void v.assign(add(v, x)));
  const kept: [unknown, number][] = [];
  const x = tensor(new Float32Array(5000).fill(1));
  const keep = (it: Tensor) => kept.push([it, kept.length + 2]);
  keep(step(x)[0]!);
  quiet(x);
  kept.push([v.value(), 3]);
  quiet(x);
  w.assign(v);
  quiet(x);
  kept.push([w.value(), 4]);
  const pending = multiply(v, 1);
  const tape = new GradientTape();
  const held = tape.run(() => multiply(v, v));
  for (let i = 0; i < 6; i++) quiet(x);
  kept.push([pending, 5], [held, 25], [tape.gradient(held, v), 10]);
  for (let i = 0; i < 6; i++) quiet(x);
  for (const [it, expected] of kept) {
    const all = values(it as Tensor);
    assertEquals([all[0], all[4999]], [expected, expected]);
  }
  assertEquals(value(v), 17);
});

Deno.test("function() reads a variable after its own assignment", () => {
  const v = new Variable(1);
  const f = function_((x: Tensor) => {
    const before = v.value();
    v.assign(x);
    const between = v.value();
    v.assignAdd(v);
    return [before, between, v.value()];
  });
  assertEquals(plain(f(tensor(3))), [[1], [3], [6]]);
  assertEquals(plain(f(tensor(5))), [[6], [5], [10]]);
  assertEquals(value(v), 10);
});

Deno.test("function() may create variables on its first call only", () => {
  let w: Variable | undefined;
  const f = function_((x: Tensor) => {
    w ??= new Variable(() => [1, 2], { name: "made" });
    return add(w, x);
  });
  assertEquals(values(f(tensor([1, 1]))), [2, 3]);
  w!.assign([5, 5]);
  assertEquals(values(f(tensor([1, 1]))), [6, 6]);
  assertEquals(values(f(tensor(1))), [6, 6]);
  const g = function_((x: Tensor) => add(new Variable(1, { name: "new" }), x), { name: "g" });
  // TensorFlow refuses it at the first call too: one variable for all calls would add up.
  for (const x of [tensor(1), tensor(1), tensor([1])]) {
    assertThrows(
      () => g(x),
      TypeError,
      "tf.function 'g': expected variables to be created on the first call only, received a new variable 'new:0' on a later one; create it outside of the function, or only where it does not exist yet",
    );
  }
  let made: Variable | undefined;
  const late = function_((x: Tensor) => add(made ??= new Variable(multiply(tensor([2, 3]), 2)), x));
  assertEquals(values(late(tensor([1, 1]))), [5, 7]);
  assertEquals(late.experimentalGetTracingCount(), 2);
  assertThrows(
    () => function_((x: Tensor) => new Variable(multiply(x, 2)))(tensor(1)),
    TypeError,
    "expected an initial value that is known while a function is traced",
  );
});

Deno.test("function() creates variables of nested functions and branches on its first call", () => {
  let [a, b]: (Variable | undefined)[] = [];
  const inner = function_((x: Tensor) => add(a ??= new Variable(10), x));
  const f = function_((x: Tensor) =>
    cond(x, () => inner(tensor(1)), () => multiply(b ??= new Variable(3), 1))
  );
  assertEquals([value(f(tensor(true))), value(f(tensor(false)))], [11, 3]);
  assertEquals([value(a!), value(b!)], [10, 3]);
});

Deno.test("function() inlines traced functions, whose closures hold tensors of the outer one", () => {
  const v = new Variable(2);
  const f = function_((x: Tensor) => {
    const inner = function_((y: Tensor) => {
      v.assignAdd(1);
      return multiply(multiply(x, y), v);
    });
    return [inner(tensor(10)), inner(x)];
  });
  assertEquals(plain(f(tensor(2))), [[60], [16]]);
  assertEquals(plain(f(tensor(3))), [[150], [54]]);
  const shared = function_((y: Tensor) => multiply(y, v));
  const g = function_((x: Tensor) => add(shared(x), shared(multiply(x, 2))));
  assertEquals([value(g(tensor(1))), value(shared(tensor(1)))], [18, 6]);
  assertEquals(shared.experimentalGetTracingCount(), 1);
});

Deno.test("function() is seen by tapes around it, and by tapes within it", () => {
  const v = new Variable(3);
  const square = function_((x: Tensor) => multiply(multiply(x, x), v));
  const tape = new GradientTape({ persistent: true });
  const x = tensor(2);
  const y = tape.run(() => (tape.watch(x), square(square(x))));
  assertEquals(plain([y, ...tape.gradient(y, [x, v])]), [[432], [864], [432]]);
  const grad = function_((x: Tensor) => {
    const tape = new GradientTape();
    const y = tape.run(() => (tape.watch(x), square(x)));
    return tape.gradient(y, [x, v]);
  });
  assertEquals(plain(grad(tensor(5))), [[30], [25]]);
});

Deno.test("function() keeps large constants out of the model, and small ones right", () => {
  const large = tensor(new Float32Array(1000).fill(2));
  const f = function_((x: Tensor) => reduceSum(add(multiply(large, x), 1)));
  assertEquals([value(f(tensor(1))), value(f(tensor(2)))], [3000, 5000]);
  const path = Deno.makeTempFileSync({ suffix: ".onnx" });
  try {
    f.getConcreteFunction(tensor(1)).toOnnx(path);
    assertEquals(Deno.statSync(path).size > 4000, true);
  } finally {
    Deno.removeSync(path);
  }
});

Deno.test("toOnnx() refuses what is computed on the host, by name", () => {
  const f = function_((p: Tensor) => cond(p, () => tensor(1), () => tensor(2)), { name: "f" });
  const concrete = f.getConcreteFunction(tensor(true));
  assertThrows(
    () => concrete.toOnnx("never.onnx"),
    TypeError,
    "tf.function 'f': expected operations that ONNX has, received tf.cond",
  );
});

Deno.test("TensorSpec has TensorFlow's text, and says what is compatible", () => {
  assertEquals(
    String(new TensorSpec([null, 3])),
    "TensorSpec(shape=(None, 3), dtype=tf.float32, name=None)",
  );
  assertEquals(
    String(new TensorSpec(null, "int32", "a")),
    "TensorSpec(shape=<unknown>, dtype=tf.int32, name='a')",
  );
  assertEquals(
    String(TensorSpec.fromTensor(tensor([1]))),
    "TensorSpec(shape=(1,), dtype=tf.float32, name=None)",
  );
  const spec = new TensorSpec({ shape: [null, 3] });
  const fits = ([[2, 3], [3], [2, 4], [0, 3]] as const).map((shape) =>
    spec.isCompatibleWith({ shape, dtype: "float32" })
  );
  assertEquals(fits, [true, false, false, true]);
  assertEquals(spec.isCompatibleWith({ shape: [2, 3], dtype: "int32" }), false);
  assertThrows(
    () => new TensorSpec([-1]),
    RangeError,
    "tf.TensorSpec: expected shape[0] to be a whole number >= 0",
  );
  assertThrows(
    () => new TensorSpec([1], "float33" as never),
    RangeError,
    "expected dtype to be one of",
  );
  assertThrows(
    () => new (TensorSpec as unknown as new () => TensorSpec)(),
    TypeError,
    "tf.TensorSpec: expected shape",
  );
});

Deno.test("function() reads a learning rate in a variable anew at each call", () => {
  const [w, rate] = [new Variable(10), new Variable(0.5, { trainable: false })];
  const step = function_(() => {
    const tape = new GradientTape();
    const loss = tape.run(() => multiply(w, w));
    w.assignSub(multiply(rate, tape.gradient(loss, w)!));
    return subtract(w, 0);
  });
  assertEquals(value(step()), 0);
  w.assign(10);
  rate.assign(0.25);
  assertEquals(value(step()), 5);
});
