/**
 * Every way by which a tensor's values reach another holder: what one of them does never shows at
 * the other, in eager code and in traced functions, and a tape tells the two apart as TensorFlow does.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import * as tf from "kerasaur";

const list = (x: tf.TensorLike): unknown => tf.convertToTensor(x).numpy().toArray();
const VALUES = [1, 2, 3];

/** How a tensor is made of a variable or a tensor, so that it holds the same values. */
const WAYS: Readonly<Record<string, (x: tf.Variable) => tf.Tensor>> = {
  "value()": (v) => v.value(),
  "readValue()": (v) => v.readValue(),
  "tf.identity": (v) => tf.identity(v),
  "tf.convertToTensor": (v) => tf.convertToTensor(v),
  "tf.constant": (v) => tf.constant(v),
  "tf.stopGradient": (v) => tf.stopGradient(v),
  "tf.reshape to its own shape": (v) => tf.reshape(v, [3]),
  "tf.ensureShape": (v) => tf.ensureShape(v, [3]),
  "tf.cast to its own dtype": (v) => tf.cast(v, "float32"),
  "tf.saturateCast to its own dtype": (v) => tf.saturateCast(v, "float32"),
  "tf.bitcast to its own dtype": (v) => tf.bitcast(v, "float32"),
  "tf.broadcastTo its own shape": (v) => tf.broadcastTo(v, [3]),
  "tf.transpose of one axis": (v) => tf.transpose(v),
  "tf.squeeze of nothing": (v) => tf.squeeze(v),
  "tf.slice of everything": (v) => tf.slice(v, [0], [3]),
  "tf.stridedSlice of everything": (v) => tf.stridedSlice(v, [0], [3]),
  "at() of everything": (v) => v.at(":"),
  "tf.concat of one": (v) => tf.concat([v], 0),
  "tf.tile once": (v) => tf.tile(v, [1]),
  "tf.repeat once": (v) => tf.repeat(v, 1),
  "tf.pad by nothing": (v) => tf.pad(v, [[0, 0]]),
  "tf.roll by nothing": (v) => tf.roll(v, 0, 0),
  "tf.reverse of no axis": (v) => tf.reverse(v, []),
  "tf.add 0": (v) => tf.add(v, 0),
  "tf.multiply by 1": (v) => tf.multiply(v, 1),
  "tf.addN of one": (v) => tf.addN([v]),
  "tf.reduceSum over no axis": (v) => tf.reduceSum(v, []),
  "tf.einsum of one": (v) => tf.einsum("i->i", v),
  "tf.meshgrid of one": (v) => tf.meshgrid(v)[0]!,
  "tf.split in one": (v) => tf.split(v, 1)[0]!,
  "tf.math.real of real numbers": (v) => tf.math.real(v),
  "tf.math.conj of real numbers": (v) => tf.math.conj(v),
  "x.T": (v) => v.T,
  "a traced function's result": (v) => tf.function((x: tf.Tensor) => x)(v.value()),
  "a traced function's closure": (v) => tf.function(() => v.value())(),
  "a traced function's variable": (v) => tf.function((x: tf.Variable) => tf.identity(x))(v),
  "tf.cond": (v) => tf.cond(true, () => v.value(), () => tf.zeros([3])),
  "a variable's value of another": (v) => new tf.Variable(v).value(),
  "a variable assigned from it": (v) => new tf.Variable(tf.zeros([3])).assign(v).value(),
};

/** What changes a variable. */
const CHANGES: Readonly<Record<string, (v: tf.Variable) => unknown>> = {
  "assign()": (v) => v.assign([7, 8, 9]),
  "assignAdd()": (v) => v.assignAdd([1, 1, 1]),
  "assignSub()": (v) => v.assignSub([1, 1, 1]),
  "at().assign()": (v) => v.at(1).assign(9),
  "scatterNdUpdate()": (v) => v.scatterNdUpdate([[1]], [9]),
  "a traced function": (v) => tf.function(() => void v.assignAdd([1, 1, 1]))(),
  "a traced function, twice": (v) => {
    const step = tf.function(() => void v.assignAdd([1, 1, 1]));
    step();
    step();
  },
};

for (const [way, take] of Object.entries(WAYS)) {
  Deno.test(`${way}: a change of the variable does not show at what was taken, read or unread`, () => {
    for (const [name, change] of Object.entries(CHANGES)) {
      for (const isRead of [false, true]) {
        const v = new tf.Variable(VALUES);
        const taken = take(v);
        if (isRead) assertEquals(list(taken), VALUES, way);
        change(v);
        assertEquals(list(taken), VALUES, `${way}, then ${name}`);
        assert(`${list(v)}` !== `${VALUES}`, `${name} changed nothing`);
        // Memory that is used again must not be the one that was given away.
        for (let i = 0; i < 3; i++) v.assign(tf.add(tf.multiply(v, 2), 1)).numpy();
        assertEquals(list(taken), VALUES, `${way}, then ${name} and three steps`);
      }
    }
  });

  Deno.test(`${way}: values read out can be written to without changing anything`, () => {
    const v = new tf.Variable(VALUES);
    const taken = take(v);
    for (const holder of [taken, v]) {
      const copy = holder.numpy();
      (copy.data as Float32Array).fill(-1);
      assertEquals([list(taken), list(v)], [VALUES, VALUES]);
    }
  });

  // Variables can't be made at each call of a traced function.
  if (/another|assigned from/.test(way)) continue;
  Deno.test(`${way}: a traced function that changes the variable returns what was before`, () => {
    const v = new tf.Variable(VALUES);
    const step = tf.function(() => {
      const before = take(v);
      v.assignAdd([1, 1, 1]);
      return [before, v.value()];
    });
    for (let i = 0; i < 3; i++) {
      const results = step();
      const at = (by: number) => VALUES.map((it) => it + i + by);
      v.numpy().data;
      assertEquals(results.map(list), [at(0), at(1)]);
    }
  });
}

Deno.test("a tape tells a watched tensor from a tensor made of it", () => {
  for (const [way, take] of Object.entries(WAYS)) {
    if (/stopGradient|bitcast|constant/.test(way)) continue;
    const v = new tf.Variable(VALUES);
    const tape = new tf.GradientTape({ persistent: true, watchAccessedVariables: false });
    const [y, taken, other] = tape.run(() => {
      const taken = take(v);
      tape.watch(taken);
      const other = take(v);
      return [tf.add(tf.square(taken), tf.multiply(other, 3)), taken, other] as const;
    });
    assertEquals(list(tape.gradient(y, taken)!), [2, 4, 6], way);
    assertEquals(tape.gradient(y, other), null, way);
    assertEquals(tape.gradient(y, v), null, way);
  }
});

Deno.test("a watched variable's gradient is the sum over all that was taken of it", () => {
  for (const [way, take] of Object.entries(WAYS)) {
    if (/stopGradient|bitcast|constant|another|assigned from/.test(way)) continue;
    const v = new tf.Variable(VALUES);
    const tape = new tf.GradientTape({ persistent: true });
    const [y, first] = tape.run(() => {
      const [first, second] = [take(v), take(v)];
      return [tf.multiply(first, second), first] as const;
    });
    assertEquals(list(tape.gradient(y, v)!), [2, 4, 6], way);
    assertEquals(list(tape.gradient(y, first)!), VALUES, way);
  }
});

Deno.test("assigning cuts the path of gradients, as TensorFlow does", () => {
  const [v, w] = [new tf.Variable(VALUES), new tf.Variable([1, 1, 1])];
  const tape = new tf.GradientTape({ persistent: true });
  const y = tape.run(() => {
    w.assign(tf.multiply(v, 2));
    return tf.square(w);
  });
  assertEquals(tape.gradient(y, v), null);
  assertEquals(list(tape.gradient(y, w)!), [4, 8, 12]);
});

Deno.test("variables that were assigned one tensor stay apart", () => {
  const shared = tf.constant(VALUES);
  const [a, b] = [new tf.Variable(shared), new tf.Variable(tf.zeros([3]))];
  b.assign(shared);
  const tape = new tf.GradientTape({ persistent: true });
  const y = tape.run(() => {
    tape.watch(shared);
    return tf.add(tf.add(tf.square(a), tf.multiply(b, 3)), tf.multiply(shared, 5));
  });
  assertEquals(list(tape.gradient(y, a)!), [2, 4, 6]);
  assertEquals(list(tape.gradient(y, b)!), [3, 3, 3]);
  assertEquals(list(tape.gradient(y, shared)!), [5, 5, 5]);
  a.assignAdd([1, 1, 1]);
  assertEquals([list(a), list(b), list(shared)], [[2, 3, 4], VALUES, VALUES]);
  const swap = tf.function(() => {
    const kept = a.value();
    a.assign(b);
    b.assign(kept);
  });
  swap();
  assertEquals([list(a), list(b)], [VALUES, [2, 3, 4]]);
  swap();
  assertEquals([list(a), list(b)], [[2, 3, 4], VALUES]);
  const same = tf.function(() => {
    a.assign(shared);
    b.assign(shared);
    a.assignAdd([1, 1, 1]);
  });
  same();
  assertEquals([list(a), list(b), list(shared)], [[2, 3, 4], VALUES, VALUES]);
});

/** Typed arrays by the dtype of the tensors they give. */
const ARRAYS = {
  float32: Float32Array,
  float64: Float64Array,
  float16: Float16Array,
  int8: Int8Array,
  int16: Int16Array,
  int32: Int32Array,
  uint8: Uint8Array,
  uint16: Uint16Array,
  uint32: Uint32Array,
} as const;

/** How a tensor is made of a typed array or host array. */
const MAKERS: Readonly<Record<string, (values: tf.TypedArray | tf.NdArray) => tf.TensorLike>> = {
  "tf.constant": (it) => tf.constant(it),
  "tf.convertToTensor": (it) => tf.convertToTensor(it),
  "tf.Variable": (it) => new tf.Variable(it),
  "assign": (it) => new tf.Variable(tf.zerosLike(it)).assign(it),
  "tf.identity": (it) => tf.identity(it),
  "tf.reshape": (it) => tf.reshape(it, [3]),
  "tf.cast": (it) => tf.cast(it, tf.convertToTensor(it).dtype),
  "a traced function": (it) => tf.function((x: tf.TensorLike) => tf.identity(x))(it),
  "a traced function's argument": (it) => tf.function((x: tf.TensorLike) => x)(it) as tf.TensorLike,
};

for (const [maker, make] of Object.entries(MAKERS)) {
  Deno.test(`${maker}: typed and host arrays are copied on their way in`, () => {
    for (const [dtype, Array] of Object.entries(ARRAYS)) {
      const values = Array.of(1, 2, 3);
      const made = make(values as tf.TypedArray);
      values.fill(9);
      assertEquals([list(made), tf.convertToTensor(made).dtype], [VALUES, dtype], dtype);
      const host = tf.constant(VALUES, dtype as tf.DType).numpy();
      const again = make(host);
      (host.data as Float32Array).fill(9);
      assertEquals(list(again), VALUES, `NdArray of ${dtype}`);
      const copy = tf.convertToTensor(again).numpy();
      (copy.data as Float32Array).fill(9);
      assertEquals(list(again), VALUES, `what was read of ${dtype}`);
    }
  });
}

Deno.test("a typed array that is filled again between the calls of a traced function is read anew", () => {
  const values = Float32Array.of(1, 2, 3);
  const double = tf.function((x: tf.TensorLike) => tf.multiply(x, 2));
  const first = double(values);
  values.fill(5);
  const second = double(values);
  assertEquals([list(first), list(second)], [[2, 4, 6], [10, 10, 10]]);
  assertEquals(double.experimentalGetTracingCount(), 1);
});

Deno.test("an array of shapes or axes that changes after the call changes nothing", () => {
  const [shape, axes, paddings] = [[3, 1], [0], [[1, 0]]];
  const x = tf.constant(VALUES);
  const results = [tf.reshape(x, shape), tf.reverse(x, axes), tf.pad(x, paddings)];
  shape.fill(0);
  axes.fill(5);
  paddings[0]!.fill(3);
  assertEquals(results.map(list), [[[1], [2], [3]], [3, 2, 1], [0, 1, 2, 3]]);
  assertEquals(results[0]!.shape, [3, 1]);
  const own = results[0]!.shape as number[];
  try {
    own[0] = 7;
  } catch (error) {
    assert(error instanceof TypeError);
  }
  assertEquals(results[0]!.shape, [3, 1]);
});

Deno.test("a traced function that makes a variable draws as eager code does, though it is traced twice", () => {
  const run = (wrap: (step: (x: tf.Tensor) => tf.Tensor) => (x: tf.Tensor) => tf.Tensor) => {
    tf.random.setSeed(5);
    let made: tf.Variable | undefined;
    const step = wrap((x) => {
      const noise = tf.random.uniform([2, 3]);
      made ??= new tf.Variable([[2, 0, 1], [0, 3, 1]]);
      return tf.add(tf.matmul(x, made), tf.add(noise, tf.random.normal([3])));
    });
    const x = tf.constant([[1, -2], [3, 4]]);
    return [step(x), step(x), tf.random.uniform([2])].map(list);
  };
  assertEquals(run((step) => tf.function(step)), run((step) => step));
});
