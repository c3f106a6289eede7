import "../../lib/start.ts";
import { assertEquals, assertThrows } from "@std/assert";
import * as random from "../../lib/random/mod.ts";

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
    [undefined, TypeError, "received shape=undefined"],
    [[1, 1, 1, 1, 1, 1, 1], RangeError, "expected at most 6 dimensions"],
    [[2 ** 16, 2 ** 16], RangeError, "expected at most 2147483647 elements"],
  ];
  each(/./, (where, op, options) => {
    for (const [shape, errorClass, text] of cases) {
      const error = assertThrows(() => op(shape, options), errorClass, text);
      assertEquals(error.message.startsWith(`${where}: `), true);
    }
  });
});

Deno.test("every op throws when it is given an option it does not know", () => {
  each(/./, (where, op, options) => {
    const text =
      `${where}: expected options it knows, received dtyp="float32"; did you mean "dtype"?`;
    assertThrows(() => op([2], { ...options, dtyp: "float32" }), TypeError, text);
  });
  each(/random\.[a-z]*$/, (where, op) => {
    const text = `${where}: expected an options object, received 0; write ${where}(shape, {`;
    assertThrows(() => op([2], 0, 1), TypeError, text);
  });
});

Deno.test("every op throws when the dtype is none it can draw", () => {
  each(/niform$/, (where, op, options) => {
    assertThrows(
      () => op([2], { ...options, dtype: "float64" }),
      TypeError,
      `${where}: expected dtype to be "float32" or "int32", received dtype="float64"; ` +
        "tensors have no 64-bit numbers here",
    );
  });
  each(/ormal$/, (where, op, options) => {
    assertThrows(
      () => op([2], { ...options, dtype: "int32" }),
      TypeError,
      `${where}: expected dtype to be "float32", received dtype="int32"`,
    );
  });
});

Deno.test("uniform ops throw when the limits make no range", () => {
  const cases: [object, ErrorClass, string][] = [
    [{ minval: 1, maxval: 1 }, RangeError, "expected minval < maxval, received minval=1, maxval=1"],
    [{ minval: 2 }, RangeError, "expected minval < maxval, received minval=2, maxval=1"],
    [{ maxval: NaN }, RangeError, "expected maxval to be a finite number, received maxval=NaN"],
    [{ minval: -Infinity }, RangeError, "received minval=-Infinity"],
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
    [{ mean: [1] }, TypeError, "expected mean to be a number, received mean=[1]"],
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
    assertThrows(() => op([2]), TypeError, "expected seed to be two whole numbers");
    assertThrows(() => op([2], { seed: 1 }), TypeError, "write { seed: [a, b] }");
    assertThrows(() => op([2], { seed: [1, 2, 3] }), TypeError, "received seed=[1, 2, 3]");
    assertThrows(() => op([2], { seed: [1, 0.5] }), RangeError, "expected seed[1] to be a safe");
    const large = { seed: [2n ** 63n, 0] };
    assertThrows(() => op([2], large), RangeError, "expected seed[0] to fit a signed 64-bit");
  }
});

Deno.test("an op that throws draws nothing and uses up no seed", () => {
  random.setSeed(42);
  const expected = [...random.uniform([3]).dataSync(), ...random.uniform([3]).dataSync()];
  random.setSeed(42);
  const first = random.uniform([3]);
  assertThrows(() => random.uniform([3], { maxval: NaN }), RangeError, "received maxval=NaN");
  assertThrows(() => random.normal([-3]), RangeError, "received shape[0]=-3");
  assertEquals([...first.dataSync(), ...random.uniform([3]).dataSync()], expected);
  random.setSeed(null);
});

Deno.test("shuffle() throws when it is given what is no tensor", () => {
  const shuffle = random.shuffle as Untyped;
  assertThrows(() => shuffle(null), TypeError, "tf.random.shuffle: expected a tensor, a number");
  assertThrows(() => shuffle({}), TypeError, "tf.random.shuffle: expected a tensor, a number");
  assertThrows(() => shuffle([1, 2], { sed: 1 }), TypeError, 'did you mean "seed"?');
  assertThrows(() => shuffle(complex([1], [2])), TypeError, "a tensor of dtype complex64");
});

Deno.test("splits and generators throw when a count or a state is none", () => {
  const split = random.statelessSplit as Untyped;
  assertThrows(() => split([1, 2], { num: 0 }), RangeError, "received num=0");
  assertThrows(() => split([1, 2], { count: 3 }), TypeError, "expected options it knows");
  assertThrows(() => split("ab"), TypeError, 'received seed="ab"');
  assertThrows(
    () => random.statelessFoldIn([1, 2], 2 ** 31),
    RangeError,
    "received data=214748364",
  );
  assertThrows(() => generator.skip(-1), RangeError, "expected delta to be a whole number >= 0");
  assertThrows(() => generator.split({ count: -1 }), RangeError, "received count=-1");
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
