/**
 * The lazy graph: what is computed when, what is compiled once, and what stays computable after an
 * operation failed.
 */
import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import * as tf from "kerasaur";
import { flush } from "../../lib/tensor/graph.ts";

// The device's self-test runs before its first graph.
tf.zeros([1]).numpy();

/** What the counters gained while `run` ran. */
function gained(run: () => void) {
  const before = tf.config.engineStats();
  run();
  const after = tf.config.engineStats();
  return {
    compilations: after.compilations - before.compilations,
    runs: after.runs - before.runs,
    remade: after.remade - before.remade,
  };
}

const float = (value: tf.NestedArray) => tf.constant(value);
const values = (x: tf.Tensor) => x.numpy().toArray();

Deno.test("flush() computes nothing until a value is read, and everything in one run", () => {
  flush();
  const stats = gained(() => {
    const x = float([[1, 2], [3, 4]]);
    const y = tf.nn.relu(tf.subtract(tf.matmul(x, x), 10));
    assertEquals(gained(() => void tf.multiply(y, 3)).runs, 0);
    assertEquals(values(y), [[0, 0], [5, 12]]);
  });
  assertEquals(stats, { compilations: 1, runs: 1, remade: 0 });
});

Deno.test("flush() compiles nothing for a second step of the same structure", () => {
  const w = new tf.Variable([[0.5], [-1]]);
  const rate = new tf.Variable(0.5);
  const step = (x: number[][], scale: number) => {
    const tape = new tf.GradientTape();
    const loss = tape.run(() => tf.reduceSum(tf.square(tf.matmul(float(x), w))));
    w.assignSub(tf.multiply(tf.multiply(tape.gradient(loss, w)!, rate), scale));
    return Number(loss);
  };
  step([[1, 2], [3, 4]], 0);
  const again = gained(() => {
    assertEquals(step([[0, 1], [0, 2]], 0.1), 5, "another number beside tensors");
    rate.assign(0.25);
    step([[0, 1], [0, 2]], 0.1);
  });
  assertEquals([again.compilations, again.remade], [0, 0]);
  assertEquals(gained(() => step([[1, 2]], 0.1)).compilations, 1, "another shape");
});

Deno.test("flush() finds a program by its structure, and never by less than all of it", () => {
  const programs: (() => tf.Tensor)[] = [
    () => tf.add(float([1, 2]), float([3, 4])),
    () => tf.subtract(float([1, 2]), float([3, 4])),
    () => tf.reduceSum(float([[1, 2], [3, 5]]), 0),
    () => tf.reduceSum(float([[1, 2], [3, 4]]), 1),
    () => tf.reduceSum(float([[1, 2], [3, 4]]), 1, true),
    () => tf.add(tf.constant([1, 2], "int32"), 3),
    () => {
      const x = float([1, 2]);
      return tf.multiply(x, x);
    },
    () => tf.multiply(float([1, 2]), float([5, 7])),
  ];
  const first = programs.map((program) => String(tf.py.repr(program().numpy())));
  const stats = gained(() => {
    programs.forEach((program, i) => assertEquals(tf.py.repr(program().numpy()), first[i]));
  });
  assertEquals(stats.compilations, 0);
  assertEquals(new Set(first).size, programs.length);
});

Deno.test("flush() gives the same values whether each is read at once or all at the end", () => {
  const unary = [tf.tanh, tf.square, tf.negative, tf.nn.relu, tf.abs];
  const program = fc.array(fc.nat(unary.length * 2 - 1), { minLength: 1, maxLength: 10 });
  const run = (choices: number[], isEager: boolean) => {
    let x: tf.Tensor = float([0.5, -1.25, 2]);
    const seen: tf.Tensor[] = [];
    for (const choice of choices) {
      x = choice < unary.length
        ? unary[choice]!(x)
        : tf.subtract(tf.multiply(x, 0.5), seen.at(choice - unary.length) ?? x);
      seen.push(x);
      if (isEager) x.numpy();
    }
    return seen.map(values);
  };
  fc.assert(
    fc.property(program, (choices) => assertEquals(run(choices, true), run(choices, false))),
    { numRuns: 100, seed: 3 },
  );
});

Deno.test("read() computes a value that a run left out once more, and later runs give it at once", () => {
  const step = () => {
    const doubled = tf.multiply(float([1, 2, 3]), 2);
    const total = tf.reduceSum(doubled);
    assertEquals(Number(total), 12);
    return doubled;
  };
  const stats = gained(() => assertEquals(values(step()), [2, 4, 6]));
  assertEquals([stats.remade > 0, stats.runs], [true, 2]);
  step().numpy();
  const learned = gained(() => assertEquals(values(step()), [2, 4, 6]));
  assertEquals(learned, { compilations: 0, runs: 1, remade: 0 });
});

Deno.test("read() keeps what started from a variable as it was, though the variable changed", () => {
  const v = new tf.Variable([1, 2]);
  const doubled = tf.multiply(v, 2);
  const total = tf.reduceSum(doubled);
  assertEquals(Number(total), 6);
  v.assign([10, 20]);
  const stats = gained(() => assertEquals(values(doubled), [2, 4]));
  assertEquals(stats.remade, 0, "no value that waits holds an old weight");
});

Deno.test("flush() runs by itself before an unread loop piles up without bound", () => {
  flush();
  let x: tf.Tensor = float([1]);
  const stats = gained(() => {
    for (let i = 0; i < 10_000; i++) x = tf.add(x, 1);
  });
  assert(stats.runs >= 5 && stats.runs <= 20, `${stats.runs} runs`);
  assert(stats.compilations <= 3, `${stats.compilations} compilations`);
  assertEquals(values(x), [10_001]);
});

Deno.test("flush() runs by itself before results of more than a gibibyte wait", () => {
  flush();
  const x = tf.zeros([2 ** 24]);
  const stats = gained(() => {
    for (let i = 0; i < 18; i++) tf.reduceSum(tf.add(x, i));
  });
  assert(stats.runs >= 1);
  flush();
});

Deno.test("flush() runs once a step where nothing is read, and variables stay right", () => {
  const v = new tf.Variable([1, 2]);
  v.assignAdd([1, 1]).assignAdd([1, 1]);
  const stats = gained(() => {
    for (let i = 0; i < 50; i++) v.assignAdd([1, 1]);
    assertEquals(values(v.value()), [53, 54]);
  });
  assert(stats.compilations <= 2, `${stats.compilations} compilations`);
});

Deno.test("flush() loses what depends on a failing operation, and nothing else", () => {
  flush();
  const v = new tf.Variable([1, 2]);
  const zero = tf.constant([1, 0], "int32");
  const before = tf.multiply(v, 3);
  const broken = tf.math.floordiv(tf.constant([4, 4], "int32"), zero);
  const lost = tf.add(broken, 1);
  v.assignAdd([1, 1]);
  const after = tf.add(v, 10);
  for (let i = 0; i < 2; i++) {
    assertThrows(() => lost.numpy(), Error, "tf.math.floordiv: cannot compute on the");
  }
  assertThrows(() => broken.numpy(), Error, "tf.math.floordiv");
  assertThrows(() => tf.multiply(lost, 2), Error, "tf.math.floordiv");
  assertEquals([values(before), values(after), values(v.value())], [[3, 6], [12, 13], [2, 3]]);
  assertEquals(values(tf.add(v, 1)), [3, 4], "what comes later is computed");
});

Deno.test("flush() keeps a variable's value where what is assigned to it fails", () => {
  const v = new tf.Variable(tf.constant([6, 6], "int32"));
  const other = new tf.Variable([1]);
  v.assign(tf.math.floordiv(v, tf.constant([2, 0], "int32")));
  other.assignAdd([1]);
  assertThrows(() => v.numpy(), Error, "tf.math.floordiv");
  assertEquals(values(other.value()), [2]);
  v.assign(tf.constant([1, 2], "int32"));
  assertEquals(values(v.value()), [1, 2], "it can be assigned anew");
});

Deno.test("operations refuse at the call what can be known without values, and lose nothing", () => {
  const pending = tf.add(float([1, 2]), 1);
  const refused: [() => unknown, new (text: string) => Error, string][] = [
    [() => tf.matmul(tf.ones([2, 2, 3]), tf.ones([3, 3, 2])), TypeError, "tf.matmul"],
    [() => tf.matmul(tf.ones([2, 3]), tf.ones([2, 3])), TypeError, "tf.matmul"],
    [() => tf.add(tf.ones([2]), tf.ones([3])), TypeError, "tf.add"],
    [() => tf.concat([tf.ones([2, 1]), tf.ones([3, 2])], 1), TypeError, "tf.concat"],
    [() => tf.reshape(tf.ones([4]), [3]), TypeError, "tf.reshape"],
    [() => tf.reduceSum(tf.ones([4]), 1), RangeError, "tf.reduceSum"],
    [() => tf.transpose(tf.ones([4, 2]), [0, 0]), RangeError, "tf.transpose"],
    [() => tf.split(tf.ones([4]), 3), RangeError, "tf.split"],
    [
      () => tf.nn.conv2d(tf.ones([1, 4, 4, 3]), tf.ones([2, 2, 2, 1]), 1, "SAME"),
      TypeError,
      "conv2d",
    ],
    [() => tf.argmax(float([])), RangeError, "tf.argmax"],
  ];
  for (const [run, errorClass, text] of refused) {
    try {
      run();
    } catch (error) {
      assert(error instanceof errorClass, `${text}: ${error}`);
      assert(error.message.includes(text), error.message);
      continue;
    }
    throw new Error(`${text}: expected an error at the call`);
  }
  assertEquals(values(pending), [2, 3]);
});

Deno.test("a disposed tensor is an error where it is used, and what was made of it stays", () => {
  const x = tf.square(float([1, 2, 3]));
  const y = tf.add(x, 1);
  x.dispose();
  assertEquals(values(y), [2, 5, 10]);
  assertThrows(() => x.numpy(), TypeError, "Tensor is disposed");
  assertThrows(() => tf.add(x, 1), TypeError, "Tensor is disposed");
});

Deno.test("tensors without elements go through every kind of operation", () => {
  const empty = tf.zeros([0, 3]);
  assertEquals(values(tf.matmul(tf.zeros([2, 0]), empty)), [[0, 0, 0], [0, 0, 0]]);
  assertEquals(values(tf.reduceSum(empty, 0)), [0, 0, 0]);
  assertEquals(tf.add(empty, 1).shape, [0, 3]);
  assertEquals(values(tf.concat([empty, tf.ones([1, 3])], 0)), [[1, 1, 1]]);
  assertEquals(values(tf.reduceMax(empty, 0)), [-Infinity, -Infinity, -Infinity]);
  assertEquals(Number(tf.reduceAll(tf.zeros([0], "bool"))), 1);
});

Deno.test("constant() of as many values as its shape has needs no operation", () => {
  flush();
  const stats = gained(() => {
    assertEquals(values(tf.constant([1, 2, 3, 4], { shape: [2, 2] })), [[1, 2], [3, 4]]);
    assertEquals(values(tf.constant(new Float32Array(2), { shape: [2, 1] })), [[0], [0]]);
  });
  assertEquals(stats, { compilations: 0, runs: 0, remade: 0 });
  const x = float([1, 2, 3, 4]);
  const turned = tf.constant(x, { shape: [2, 2] });
  assertEquals(values(tf.add(turned, 1)), [[2, 3], [4, 5]]);
  assertEquals(values(x), [1, 2, 3, 4]);
});

Deno.test("a traced function computes what it captured in one run", () => {
  const [a, b] = [tf.add(float([1, 2]), 1), tf.multiply(float([3, 4]), 2)];
  const f = tf.function((x: tf.Tensor) => tf.add(tf.add(x, a), b));
  const stats = gained(() => void f(float([1, 1])));
  assertEquals(stats.runs, 2);
  assertEquals(values(f(float([1, 1]))), [9, 12]);
});

Deno.test("gradients that an optimizer took can be read afterwards, and are computed again once", () => {
  const w = new tf.Variable([1, 2]);
  const optimizer = new tf.keras.optimizers.SGD(0.5);
  const step = () => {
    const tape = new tf.GradientTape();
    const loss = tape.run(() => tf.reduceSum(tf.square(w)));
    const gradient = tape.gradient(loss, w)!;
    optimizer.applyGradients([[gradient, w]]);
    return { loss, gradient };
  };
  const remade = [0, 0, 0, 0].map(() => {
    w.assign([1, 2]);
    const { loss, gradient } = step();
    assertEquals(Number(loss), 5);
    assertEquals(values(w.value()), [0, 0]);
    return gained(() => assertEquals(values(gradient), [2, 4])).remade;
  });
  assert(remade[0]! > 0);
  assertEquals(remade.slice(2), [0, 0]);
});
