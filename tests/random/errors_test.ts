import "../../lib/start.ts";
import { assertEquals, assertThrows } from "@std/assert";
import * as random from "../../lib/random/mod.ts";
import type { Tensor } from "../../lib/tensor/tensor.ts";

import { asTensor } from "../../lib/ops/as_tensor.ts";
import { listOf } from "./bits.ts";

type ErrorClass = typeof RangeError | typeof TypeError;
type Untyped = (...args: unknown[]) => unknown;

const seed = [1, 2];
const generator = random.Generator.fromSeed(1);
/** Every op that takes a shape and options, with the options it cannot do without. */
const ops: [string, Untyped, object][] = [
  ["tf.random.uniform", random.uniform as Untyped, {}],
  ["tf.random.normal", random.normal as Untyped, {}],
  ["tf.random.truncatedNormal", random.truncatedNormal as Untyped, {}],
  ["tf.random.statelessUniform", random.statelessUniform as Untyped, { seed }],
  ["tf.random.statelessNormal", random.statelessNormal as Untyped, { seed }],
  ["tf.random.statelessTruncatedNormal", random.statelessTruncatedNormal as Untyped, { seed }],
  ["tf.random.Generator.uniform", generator.uniform.bind(generator) as Untyped, {}],
  ["tf.random.Generator.normal", generator.normal.bind(generator) as Untyped, {}],
  ["tf.random.Generator.truncatedNormal", generator.truncatedNormal.bind(generator) as Untyped, {}],
];

function each(kind: RegExp, check: (where: string, op: Untyped, options: object) => void): void {
  for (const [where, op, options] of ops) if (kind.test(where)) check(where, op, options);
}

Deno.test("every op throws when the shape is none a tensor can have", () => {
  const cases: [unknown, ErrorClass, string][] = [
    [[2, -1], RangeError, "expected shape[1] to be a whole number >= 0, received shape[1]=-1"],
    [[1.5], RangeError, "expected shape[0] to be a whole number >= 0, received shape[0]=1.5"],
    [[NaN], RangeError, "received shape[0]=NaN"],
    [["2"], TypeError, 'expected shape[0] to be a whole number, received shape[0]="2"'],
    [5, TypeError, "expected shape to be an array of dimensions, received shape=5"],
    [null, TypeError, "received shape=null"],
    [undefined, TypeError, "expected shape, which has no default; it was not given"],
    [asTensor("test", [2.5]), RangeError, "expected shape[0] to be a whole number >= 0"],
    [[2 ** 16, 2 ** 16], RangeError, "expected at most 2147483647 elements"],
  ];
  each(/./, (where, op, options) => {
    for (const [shape, errorClass, text] of cases) {
      const error = assertThrows(() => op(shape, options), errorClass, text);
      assertEquals(error.message.startsWith(`${where}: `), true);
    }
  });
});

Deno.test("every op throws when an argument is unknown, doubled or one too many", () => {
  each(/./, (where, op, options) => {
    const unknown = assertThrows(() => op([2], { ...options, dtyp: "float32" }), TypeError);
    assertEquals(unknown.message.startsWith(`${where}: expected arguments among shape, `), true);
    assertEquals(unknown.message.endsWith("received dtyp; did you mean dtype?"), true);
    const twice = `${where}: expected shape once, received it by position and by name: [2] and [3]`;
    assertThrows(() => op([2], { ...options, shape: [3] }), TypeError, twice);
    const many = new Array(7).fill(undefined);
    assertThrows(() => op([2], ...many), TypeError, `${where}: expected at most`);
  });
  assertThrows(
    () => (random.uniform as Untyped)([2], { min_val: 1 }),
    TypeError,
    "tf.random.uniform: expected arguments among",
  );
});

Deno.test("every op takes its arguments by position, by name, or both", () => {
  const drawn = (...args: unknown[]) => {
    random.setSeed(1);
    return listOf((random.uniform as (...args: unknown[]) => Tensor)(...args));
  };
  const expected = drawn([3], -1, 2, "float64", 5, "name");
  assertEquals(drawn({ shape: [3], minval: -1, maxval: 2, dtype: "float64", seed: 5 }), expected);
  assertEquals(drawn([3], -1, { maxval: 2, dtype: "float64", seed: 5, name: null }), expected);
  assertEquals(drawn(asTensor("test", [3], "int32"), -1, 2, "float64", 5), expected);
  const pure = listOf(random.statelessNormal([2], [1, 2], 3, 0.5));
  assertEquals(
    listOf(random.statelessNormal([2], { seed: [1, 2], mean: 3, stddev: 0.5 })),
    pure,
  );
  random.setSeed(null);
});

Deno.test("every op throws when the dtype is none it can draw", () => {
  const floats = '"float16", "bfloat16", "float32", "float64"';
  each(/niform$/, (where, op, options) => {
    const unsigned = /stateless|Generator/.test(where) ? ', "uint32", "uint64"' : "";
    assertThrows(
      () => op([2], { ...options, dtype: "uint8" }),
      TypeError,
      `${where}: expected dtype to be one of ${floats}, "int32", "int64"${unsigned}, received dtype="uint8"`,
    );
  });
  each(/(stateless|Generator\.)[uU]niform$/, (where, op, options) => {
    assertThrows(
      () => op([2], { ...options, dtype: "uint32", maxval: 5 }),
      TypeError,
      `${where}: expected minval and maxval to be null for dtype="uint32", received minval=0, maxval=5`,
    );
  });
  each(/ormal$/, (where, op, options) => {
    assertThrows(
      () => op([2], { ...options, dtype: "int32" }),
      TypeError,
      `${where}: expected dtype to be one of ${floats}, received dtype="int32"`,
    );
  });
});

Deno.test("uniform ops throw when the limits make no range", () => {
  const cases: [object, ErrorClass, string][] = [
    [{ minval: 1, maxval: 1 }, RangeError, "expected minval < maxval, received minval=1, maxval=1"],
    [{ minval: 2 }, RangeError, "expected minval < maxval, received minval=2, maxval=1"],
    [{ maxval: NaN }, RangeError, "expected maxval to be a finite number, received maxval=NaN"],
    [{ minval: -Infinity }, RangeError, "received minval=-Infinity"],
    [{ maxval: 7e4, dtype: "float16" }, RangeError, "within float16's range of +-65504"],
    [{ maxval: 2n ** 63n, dtype: "int64" }, RangeError, "received maxval=9223372036854775808n"],
    [{ maxval: [1, 2], dtype: "int32" }, TypeError, "expected maxval to be a scalar for whole"],
    [{ maxval: [1, 2, 3] }, TypeError, "expected shapes that broadcast, received (2,) and (3,)"],
    [{ maxval: [[1], [2]] }, TypeError, "that broadcast to shape (2,), received shape (2, 1)"],
    [{ minval: "0" }, TypeError, 'expected minval to be a number, received minval="0"'],
    [{ maxval: 1e39 }, RangeError, "expected maxval to be within float32's range"],
    [{ minval: -3e38, maxval: 3e38 }, RangeError, "expected maxval - minval to be within float32"],
    [{ dtype: "int32" }, TypeError, 'expected maxval for dtype="int32", received maxval=null'],
    [{ dtype: "int32", maxval: 0 }, RangeError, "received minval=0, maxval=0"],
    [{ dtype: "int32", maxval: 2.5 }, RangeError, "received maxval=2.5"],
    [{ dtype: "int32", maxval: 2 ** 31 }, RangeError, "from -2147483648 to 2147483647"],
    [{ dtype: "int32", minval: null, maxval: 3 }, TypeError, "received minval=null"],
  ];
  each(/niform$/, (where, op, options) => {
    for (const [limits, errorClass, text] of cases) {
      const error = assertThrows(() => op([2], { ...options, ...limits }), errorClass, text);
      assertEquals(error.message.startsWith(`${where}: `), true);
    }
  });
  assertThrows(
    () => random.uniform([2], { minval: null, maxval: null, dtype: "int32" }),
    TypeError,
    'expected maxval for dtype="int32"',
  );
});

Deno.test("normal ops throw when the moments are none", () => {
  const cases: [object, ErrorClass, string][] = [
    [{ stddev: -1 }, RangeError, "expected stddev to be a finite number >= 0, received stddev=-1"],
    [{ stddev: NaN }, RangeError, "received stddev=NaN"],
    [{ stddev: 1e39 }, RangeError, "expected stddev to be within float32's range"],
    [{ mean: Infinity }, RangeError, "expected mean to be a finite number"],
    [{ mean: "1" }, TypeError, 'expected mean to be a number, received mean="1"'],
    [{ mean: [true] }, TypeError, "expected numbers for dtype float32, received true"],
    [{ stddev: [[1], [2]] }, TypeError, "that broadcast to shape (2,), received shape (2, 1)"],
  ];
  each(/ormal$/, (where, op, options) => {
    for (const [moments, errorClass, text] of cases) {
      const error = assertThrows(() => op([2], { ...options, ...moments }), errorClass, text);
      assertEquals(error.message.startsWith(`${where}: `), true);
    }
  });
});

Deno.test("seeded ops throw when a seed is no integer", () => {
  const cases: [unknown, ErrorClass, string][] = [
    [1.5, RangeError, "to be a safe integer or a bigint, received seed=1.5"],
    [
      2 ** 53,
      RangeError,
      "received seed=9007199254740992; write it as a bigint: 9007199254740992n",
    ],
    [NaN, RangeError, "received seed=NaN"],
    ["42", TypeError, 'expected seed to be a whole number or a bigint, received seed="42"'],
  ];
  for (const [bad, errorClass, text] of cases) {
    for (const op of [random.uniform, random.normal, random.truncatedNormal] as Untyped[]) {
      assertThrows(() => op([2], { seed: bad }), errorClass, text);
    }
    assertThrows(() => (random.setSeed as Untyped)(bad), errorClass, "tf.random.setSeed: ");
    assertThrows(() => (random.shuffle as Untyped)([1, 2], { seed: bad }), errorClass, text);
    assertThrows(() => (random.Generator.fromSeed as Untyped)(bad), errorClass, text);
  }
  for (const op of [random.statelessUniform, random.statelessNormal] as Untyped[]) {
    assertThrows(() => op([2]), TypeError, "expected seed, which has no default");
    const float = { seed: asTensor("test", [1, 2]) };
    assertThrows(() => op([2], float), TypeError, "an int32 or int64 tensor of shape (2,)");
    assertThrows(() => op([2], { seed: 1 }), TypeError, "write { seed: [a, b] }");
    assertThrows(() => op([2], { seed: [1, 2, 3] }), TypeError, "received seed=[1, 2, 3]");
    assertThrows(() => op([2], { seed: [1, 0.5] }), RangeError, "expected seed[1] to be a safe");
    const large = { seed: [2n ** 63n, 0] };
    assertThrows(() => op([2], large), RangeError, "expected seed[0] to fit a signed 64-bit");
  }
});

Deno.test("an op that throws draws nothing and uses up no seed", () => {
  random.setSeed(42);
  const expected = [...listOf(random.uniform([3])), ...listOf(random.uniform([3]))];
  random.setSeed(42);
  const first = random.uniform([3]);
  assertThrows(() => random.uniform([3], { maxval: NaN }), RangeError, "received maxval=NaN");
  assertThrows(() => random.normal([-3]), RangeError, "received shape[0]=-3");
  assertEquals([...listOf(first), ...listOf(random.uniform([3]))], expected);
  random.setSeed(null);
});

Deno.test("shuffle() throws when it is given what is no tensor", () => {
  const shuffle = random.shuffle as Untyped;
  assertThrows(() => shuffle(null), TypeError, "tf.random.shuffle: expected a tensor, a number");
  assertThrows(() => shuffle({}), TypeError, "tf.random.shuffle: expected value, which has no def");
  assertThrows(() => shuffle([1, 2], { sed: 1 }), TypeError, "did you mean seed?");
});

Deno.test("splits and generators throw when a count or a state is none", () => {
  const split = random.statelessSplit as Untyped;
  assertThrows(() => split([1, 2], { num: 0 }), RangeError, "received num=0");
  assertThrows(
    () => split([1, 2], { count: 3 }),
    TypeError,
    "expected arguments among seed, num, received count",
  );
  assertThrows(() => split("ab"), TypeError, 'received seed="ab"');
  assertThrows(() => random.foldIn([1, 2], 0.5), RangeError, "received data=0.5");
  const foldIn = random.foldIn as Untyped;
  assertThrows(
    () => foldIn([1, 2], [1]),
    TypeError,
    "expected data to be a whole number or an int",
  );
  assertThrows(() => generator.skip(-1), RangeError, "expected delta to be a whole number >= 0");
  assertThrows(() => generator.split({ count: -1 }), RangeError, "received count=-1");
  const make = random.Generator as unknown as new (...args: unknown[]) => unknown;
  const either = "tf.random.Generator: expected either a generator as copyFrom or a state";
  assertThrows(() => new make(), TypeError, either);
  assertThrows(() => new make({ copyFrom: generator, state: [1, 2, 3] }), TypeError, either);
  assertThrows(
    () => (random.Generator.fromSeed as Untyped)(1, "threefry"),
    TypeError,
    'tf.random.Generator.fromSeed: expected alg to be "philox", the only one there is',
  );
  assertThrows(
    () => generator.reset(asTensor("test", [1, 2, 3])),
    TypeError,
    "expected a state of three integers, received a tensor of float32 (3,)",
  );
  assertThrows(
    () => random.Generator.fromState([1, 2] as unknown as random.GeneratorState),
    TypeError,
    "tf.random.Generator.fromState: expected a state of three integers, received [1, 2]",
  );
  assertThrows(
    () => generator.reset([0, 0, 2n ** 63n]),
    RangeError,
    "expected state[2] to fit a signed 64-bit integer, received state[2]=9223372036854775808n",
  );
});

Deno.test("setProfile() throws when there is no such profile", () => {
  assertThrows(
    () => (random.setProfile as Untyped)("keras4"),
    RangeError,
    'expected name to be one of "tf2.0", "keras2", "keras3", received name="keras4"',
  );
});
