import "../../lib/start.ts";
import { assert, assertEquals, assertStrictEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import * as initializers from "../../lib/initializers/mod.ts";
import {
  computeFans,
  Constant,
  constantInitializer,
  deserialize,
  get,
  GlorotUniform,
  HeNormal,
  Identity,
  Initializer,
  type InitializerClass,
  type InitializerIdentifier,
  Ones,
  onesInitializer,
  Orthogonal,
  RandomNormal,
  randomNormalInitializer,
  RandomUniform,
  randomUniformInitializer,
  serialize,
  TruncatedNormal,
  VarianceScaling,
  Zeros,
  zerosInitializer,
} from "../../lib/initializers/mod.ts";
import type { DType } from "../../lib/arrays/dtypes.ts";
import { asTensor } from "../../lib/ops/as_tensor.ts";
import { setSeed } from "../../lib/random/mod.ts";
import { aval, type Shape } from "../../lib/tensor/aval.ts";
import { leaf, type Tensor } from "../../lib/tensor/tensor.ts";
import { listOf, valuesOf } from "../random/bits.ts";

const values = (tensor: Tensor) => listOf(tensor).map(Number);

/** Zero with probability 1/2, else uniform with a magnitude from 5 to 10. */
class Gapped extends Initializer {
  readonly draw = new RandomUniform({ minval: -10, maxval: 10, seed: 1 });

  override call(shape: Shape, dtype: DType): Tensor {
    const drawn = this.draw(shape, dtype);
    const x = valuesOf(drawn).map((value) => Math.abs(value) >= 5 ? value : 0);
    return leaf(x, aval(dtype, shape));
  }
}

Deno.test("an initializer is called like a function and is an instance of its class", () => {
  const initializer = new GlorotUniform({ seed: 1 });
  assert(initializer instanceof GlorotUniform);
  assert(initializer instanceof VarianceScaling);
  assert(initializer instanceof Initializer);
  assertEquals(typeof initializer, "function");
  assertEquals(initializer.className, "GlorotUniform");
  const x = initializer([2, 3], "float32");
  assertEquals([x.shape, x.dtype], [[2, 3], "float32"]);
  assertEquals(values(initializer([2, 3])), values(initializer.call([2, 3], "float32")));
});

Deno.test("an initializer is shown with its options", () => {
  const shown = (value: unknown) => Deno.inspect(value, { colors: false });
  assertEquals(shown(new RandomNormal()), "RandomNormal(mean=0, stddev=0.05, seed=None)");
  assertEquals(shown(new Zeros()), "Zeros()");
  assertEquals(
    shown(new VarianceScaling({ seed: 5 })),
    'VarianceScaling(scale=1, mode="fan_in", distribution="truncated_normal", seed=5)',
  );
});

Deno.test("Zeros, Ones, Constant and Identity give their values in every dtype they have", () => {
  assertEquals(values(new Zeros()([2, 2])), [0, 0, 0, 0]);
  assertEquals(values(new Ones()([3], "int32")), [1, 1, 1]);
  assertEquals(values(new Ones()([2], "bool")), [1, 1]);
  assertEquals(new Ones()([2], "bool").dtype, "bool");
  assertEquals(values(new Zeros()([])), [0]);
  assertEquals(values(new Zeros()([0, 3])), []);
  assertEquals(values(new Constant(0.5)([2])), [0.5, 0.5]);
  assertEquals(values(new Constant({ value: 3 })([2], "int32")), [3, 3]);
  assertEquals(values(new Constant()([1])), [0]);
  assertEquals(values(new Constant([[1, 2], [3, 4]])([2, 2])), [1, 2, 3, 4]);
  assertEquals(values(new Constant([1, 2, 3, 4])([2, 2])), [1, 2, 3, 4]);
  assertEquals(values(new Constant(Float32Array.of(1.5, 2.5))([2])), [1.5, 2.5]);
  assertEquals(values(new Constant([true, false])([2], "bool")), [1, 0]);
  assertEquals(values(new Identity()([2, 3])), [1, 0, 0, 0, 1, 0]);
  assertEquals(values(new Identity({ gain: 2 })([3, 2])), [2, 0, 0, 2, 0, 0]);
  assertEquals(new Identity()([2, 2], "int32").dtype, "int32");
});

Deno.test("Constant keeps its values when the array they came from changes", () => {
  const array = Float32Array.of(1, 2);
  const constant = new Constant(array);
  array[0] = 9;
  assertEquals(values(constant([2])), [1, 2]);
});

Deno.test("RandomUniform draws whole numbers for a weight of dtype int32", () => {
  const x = new RandomUniform({ minval: 1, maxval: 7, seed: 3 })([100], "int32");
  assertEquals(x.dtype, "int32");
  assert(values(x).every((value) => Number.isInteger(value) && value >= 1 && value <= 6));
});

Deno.test("an own subclass is checked and called as the others are", () => {
  const x = values(new Gapped()([1000]));
  assert(x.every((value) => value === 0 || (Math.abs(value) >= 5 && Math.abs(value) <= 10)));
  const zeros = x.filter((value) => value === 0).length;
  assert(Math.abs(zeros - 500) < 5 * Math.sqrt(250), `${zeros} zeros`);
  assertEquals(serialize(new Gapped()), { class_name: "Gapped", config: {} });
});

Deno.test("Orthogonal gives orthonormal columns, or rows where there are fewer", () => {
  const side = fc.integer({ min: 1, max: 60 });
  fc.assert(
    fc.property(side, side, fc.nat(), (rows, columns, seed) => {
      const q = valuesOf(new Orthogonal({ seed })([rows, columns]));
      const byRows = rows < columns;
      const [count, length] = byRows ? [rows, columns] : [columns, rows];
      const at = (k: number, i: number) => q[byRows ? k * columns + i : i * columns + k]!;
      for (let a = 0; a < count; a += 7) {
        for (let b = 0; b < count; b++) {
          let product = 0;
          for (let i = 0; i < length; i++) product += at(a, i) * at(b, i);
          assert(Math.abs(product - (a === b ? 1 : 0)) < 3e-6, `${a}, ${b}: ${product}`);
        }
      }
    }),
    { numRuns: 25 },
  );
});

Deno.test("computeFans() counts inputs and outputs for every rank", () => {
  assertEquals(computeFans([]), [1, 1]);
  assertEquals(computeFans([5]), [5, 5]);
  assertEquals(computeFans([4, 3]), [4, 3]);
  assertEquals(computeFans([3, 3, 2, 4]), [18, 36]);
  assertEquals(computeFans([8, 2, 4], { inputAxes: [0], outputAxes: [1, -1] }), [8, 8]);
  assertEquals(computeFans([0, 4]), [0, 4]);
});

Deno.test("get() finds an initializer by every name Keras has for it", () => {
  const names: Record<string, string[]> = {
    STFT: ["stft", "STFT", "STFTInitializer"],
    Zeros: ["zeros", "Zeros", "zero"],
    Ones: ["ones", "Ones", "one"],
    Constant: ["constant", "Constant"],
    RandomUniform: ["uniform", "random_uniform", "randomUniform", "RandomUniform"],
    RandomNormal: ["normal", "random_normal", "randomNormal", "RandomNormal"],
    TruncatedNormal: ["truncated_normal", "truncatedNormal", "TruncatedNormal"],
    VarianceScaling: ["variance_scaling", "varianceScaling", "VarianceScaling"],
    GlorotUniform: ["glorot_uniform", "glorotUniform", "GlorotUniform"],
    GlorotNormal: ["glorot_normal", "glorotNormal", "GlorotNormal"],
    HeUniform: ["he_uniform", "heUniform", "HeUniform"],
    HeNormal: ["he_normal", "heNormal", "HeNormal"],
    LecunUniform: ["lecun_uniform", "lecunUniform", "LecunUniform"],
    LecunNormal: ["lecun_normal", "lecunNormal", "LecunNormal"],
    Orthogonal: ["orthogonal", "Orthogonal", "OrthogonalInitializer"],
    Identity: ["identity", "Identity", "IdentityInitializer"],
  };
  for (const [className, spellings] of Object.entries(names)) {
    for (const name of spellings) assertEquals(get(name).className, className, name);
  }
});

Deno.test("classes go by Keras's other names too", () => {
  const bases: unknown[] = ["NormalInitializer", "RandomInitializer", "FixedScaling"]
    .map((name) => initializers[name as keyof typeof initializers]);
  for (const [name, Class] of Object.entries(initializers)) {
    if (!(Class.prototype instanceof Initializer) || bases.includes(Class)) continue;
    assertEquals(get(Class as InitializerClass).className, Class.name, name);
    if (name !== Class.name) {
      assertEquals(name.toLowerCase().replace("initializer", ""), Class.name.toLowerCase());
    }
  }
  assert(initializers.glorotUniform({ seed: 1 }) instanceof GlorotUniform);
  assertStrictEquals(initializers.OrthogonalInitializer, Orthogonal);
  assertStrictEquals(initializers.STFTInitializer, initializers.STFT);
});

Deno.test("get() takes an instance, a class, a configuration or a function", () => {
  const instance = new HeNormal({ seed: 1 });
  assertStrictEquals(get(instance), instance);
  assertEquals(get(RandomNormal).className, "RandomNormal");
  assertEquals(get(Gapped).className, "Gapped");
  const config = { class_name: "RandomNormal", config: { mean: 1, stddev: 0, seed: null } };
  assertEquals(values(get(config)([2])), [1, 1]);
  assertEquals(get({ className: "Ones" }).className, "Ones");
  const halves = (shape: Shape, dtype: DType) =>
    leaf(new Float32Array(shape[0]!).fill(0.5), aval(dtype, shape));
  assertEquals(values(get(halves)([2])), [0.5, 0.5]);
  assertEquals(get(halves).className, "halves");
});

Deno.test("serialize() and deserialize() keep every option", () => {
  setSeed(null);
  const all = [
    new Zeros(),
    new Ones(),
    new Constant([1, 2]),
    new Identity({ gain: 3 }),
    new RandomUniform({ minval: -1, maxval: 2, seed: 3 }),
    new RandomNormal({ mean: -1, stddev: 2, seed: 3 }),
    new TruncatedNormal({ mean: -1, stddev: 2, seed: 3 }),
    new VarianceScaling({ scale: 2, mode: "fan_out", distribution: "uniform", seed: 3 }),
    new GlorotUniform({ seed: 4, inputAxes: [0], outputAxes: [1] }),
    new Orthogonal({ gain: 0.5, seed: 5 }),
  ];
  for (const initializer of all) {
    const written = JSON.parse(JSON.stringify(serialize(initializer)));
    const read = deserialize(written);
    assertEquals(serialize(read), serialize(initializer));
    const shape = initializer instanceof Constant ? [2] : [2, 3];
    assertEquals(values(read(shape)), values(initializer(shape)));
  }
});

Deno.test("deserialize() reads what Keras 3 writes, and own classes by name", () => {
  const written = {
    module: "keras.initializers",
    class_name: "GlorotNormal",
    config: { seed: null, input_axes: null, output_axes: null },
    registered_name: null,
  };
  assertEquals(deserialize(written).className, "GlorotNormal");
  const own = deserialize({ class_name: "Gapped", config: {} }, { customObjects: { Gapped } });
  assert(own instanceof Gapped);
});

Deno.test("TensorFlow's functions make initializers", () => {
  assert(zerosInitializer() instanceof Zeros);
  assert(onesInitializer() instanceof Ones);
  assertEquals(constantInitializer(2).getConfig(), { value: 2 });
  const limits = { minval: 0, maxval: 1 };
  assertEquals(randomUniformInitializer(limits).getConfig(), { ...limits, seed: null });
  assertEquals(randomNormalInitializer({ stddev: 1 }).getConfig(), {
    mean: 0,
    stddev: 1,
    seed: null,
  });
});

Deno.test("initializers throw when an option is none", () => {
  const cases: [() => unknown, typeof TypeError | typeof RangeError, string][] = [
    [
      () => new RandomUniform({ minval: 1, maxval: 1 }),
      RangeError,
      "RandomUniform: expected minval",
    ],
    [() => new RandomUniform({ maxval: NaN }), RangeError, "received maxval=NaN"],
    [
      () => new RandomNormal({ stddev: -1 }),
      RangeError,
      "RandomNormal: expected stddev to be a fin",
    ],
    [() => new TruncatedNormal({ mean: Infinity }), RangeError, "TruncatedNormal: expected mean"],
    [
      () => new VarianceScaling({ scale: 0 }),
      RangeError,
      "expected scale to be a finite number > 0",
    ],
    [() => new VarianceScaling({ mode: "fan" as "fan_in" }), RangeError, 'received mode="fan"'],
    [
      () => new VarianceScaling({ distribution: "gauss" as "normal" }),
      RangeError,
      'expected distribution to be one of "truncated_normal"',
    ],
    [
      () => new GlorotUniform({ seed: 0.5 }),
      RangeError,
      "GlorotUniform: expected seed to be a safe",
    ],
    [
      () => new HeNormal({ seed: 2n ** 64n }),
      RangeError,
      "HeNormal: expected seed to fit a signed",
    ],
    [
      () => new GlorotUniform({ inputAxes: [0] }),
      TypeError,
      "expected both inputAxes and outputAxes",
    ],
    [() => new Orthogonal({ gain: NaN }), RangeError, "Orthogonal: expected gain to be a finite"],
    [() => new Identity({ gain: Infinity }), RangeError, "Identity: expected gain to be a finite"],
    [() => new Constant("1"), TypeError, 'Constant: expected dtype to be one of "float16"'],
    [() => new Constant([[1], [2, 3]]), TypeError, "Constant: expected nested arrays of one shape"],
  ];
  for (const [make, errorClass, text] of cases) assertThrows(make, errorClass, text);
});

Deno.test("initializers throw when they are given an option they do not know", () => {
  const untyped = RandomNormal as unknown as new (...args: unknown[]) => unknown;
  assertThrows(
    () => new untyped({ stdev: 1 }),
    TypeError,
    "RandomNormal: expected arguments among mean, stddev, seed, received stdev; did you mean stddev?",
  );
  const twice = "RandomNormal: expected mean once, received it by position and by name: 0 and 1";
  assertThrows(() => new untyped(0, { mean: 1 }), TypeError, twice);
  const many = "RandomNormal: expected at most 3 arguments (mean, stddev, seed), received 4";
  assertThrows(() => new untyped(0, 1, 2, 3), TypeError, many);
  const zeros = Zeros as unknown as new (...args: unknown[]) => unknown;
  assertThrows(
    () => new zeros({ seed: 1 }),
    TypeError,
    "Zeros: expected no arguments, received seed",
  );
  const family = GlorotUniform as unknown as new (...args: unknown[]) => unknown;
  assertThrows(
    () => new family({ scale: 2 }),
    TypeError,
    "GlorotUniform: expected arguments among seed, inputAxes, outputAxes, received scale",
  );
});

Deno.test("a call throws when the shape or the dtype does not suit the initializer", () => {
  const glorot = new GlorotUniform();
  assertThrows(() => glorot([2, -1]), RangeError, "GlorotUniform: expected shape[1] to be a whole");
  assertThrows(
    () => glorot([2 ** 20, 2 ** 20]),
    RangeError,
    "expected at most 2147483647 elements",
  );
  assertThrows(
    () => glorot([2], "int32"),
    TypeError,
    'GlorotUniform: expected dtype to be one of "float16", "bfloat16", "float32", "float64"',
  );
  const float8 = "float8" as DType;
  assertThrows(() => glorot([2], float8), RangeError, 'received dtype="float8"');
  assertThrows(
    () => new RandomUniform(-7e4, 7e4)([2], "float16"),
    RangeError,
    "RandomUniform: expected minval to be within float16's range of +-65504, received minval=-70000",
  );
  assertThrows(
    () => new Orthogonal()([2, 2], "float16"),
    TypeError,
    'Orthogonal: expected dtype to be "float32" or "float64", received dtype="float16"',
  );
  assertThrows(() => new Zeros()([2], "string"), TypeError, 'received dtype="string"');
  assertThrows(() => new Orthogonal()([2]), TypeError, "expected at least two dimensions");
  assertThrows(() => new Identity()([2, 2, 2]), TypeError, "Identity: expected a matrix");
  assertThrows(() => new Identity({ gain: 0.5 })([2, 2], "int32"), RangeError, "received gain=0.5");
  assertThrows(() => new Constant(0.5)([2], "int32"), TypeError, "expected a value of dtype int32");
  assertThrows(() => new Constant(1)([2], "bool"), TypeError, "expected a value of dtype bool");
  assertThrows(
    () => new Constant([1, 2, 3])([2, 2]),
    TypeError,
    "expected a number or 4 values for a weight of shape (2, 2), received a value of shape (3,)",
  );
  assertThrows(() => new RandomUniform()([2], "int32"), RangeError, "received minval=-0.05");
  const axes = new GlorotUniform({ inputAxes: [3], outputAxes: [0] });
  assertThrows(() => axes([2, 2]), RangeError, "received inputAxes=3");
});

Deno.test("a call throws when an own initializer gives something else than it was asked for", () => {
  const one = asTensor("test", [1]);
  const wrong = function wrong() {
    return one;
  };
  assertThrows(
    () => get(wrong)([2, 3]),
    TypeError,
    "wrong: expected call to give a tensor of shape (2, 3) and dtype float32, " +
      "received one of shape (1,) and dtype float32",
  );
  assertThrows(() => get(wrong)([1], "int32"), TypeError, "and dtype int32, received one of shape");
  const nothing = (() => undefined) as unknown as () => Tensor;
  assertThrows(() => get(nothing)([1]), TypeError, "nothing: expected call to give a tensor");
});

Deno.test("get() throws when there is no such initializer", () => {
  assertThrows(
    () => get("glorot_unifrom"),
    RangeError,
    'tf.keras.initializers.get: expected identifier to be an initializer or a known name, received identifier="glorot_unifrom"; did you mean "glorotUniform"?',
  );
  const bad = (identifier: unknown) => () => get(identifier as InitializerIdentifier);
  assertThrows(bad(5), TypeError, "received identifier=5");
  assertThrows(
    bad(null),
    TypeError,
    "get: expected identifier to be an initializer, a class, a name",
  );
  assertThrows(
    bad({}),
    TypeError,
    "expected identifier to be an initializer, a name, a configuration",
  );
  assertThrows(bad({ class_name: "He" }), RangeError, 'class_name="He"; known names');
  assertThrows(
    bad(class Foreign {}),
    TypeError,
    "expected identifier to be an initializer, received",
  );
  const unknown = { class_name: "Zeros", config: { value: 1 } };
  assertThrows(bad(unknown), TypeError, "Zeros: expected no arguments, received value");
  assertThrows(() => serialize("zeros" as unknown as Initializer), TypeError, 'received "zeros"');
});
