/**
 * Regularizers give what Keras's do, with their gradients and configurations.
 *
 * @module
 */
import { assert, assertEquals, assertStrictEquals, assertThrows } from "@std/assert";
import * as tf from "kerasaur";
import { assertAllClose } from "../support/compare.ts";
import { under } from "../support/profile.ts";
import { ACTIVATIONS, boundsOf } from "../support/tolerances.ts";
import { casesOf, made, tensorOf } from "./goldens.ts";

const { regularizers, saving } = tf.keras;
/** Fails unless a value is an instance of a class. */
function assertIsA(value: unknown, Class: abstract new (...args: never[]) => unknown): void {
  assert(value instanceof Class, `${Class.name}: ${value}`);
}

const CLASSES = ["L1", "L2", "L1L2", "OrthogonalRegularizer"] as const;

for (const name of CLASSES) {
  Deno.test(`${name} gives Keras's penalties, gradients and configurations`, () =>
    under("keras3", () => {
      for (const it of casesOf("regularizers").filter((it) => it.class === name)) {
        const { dtype, shape, weight } = it;
        const penalty = made(it);
        const w = tensorOf(weight, shape, dtype);
        const tape = new tf.GradientTape();
        tape.watch(w);
        const result = tape.run(() => penalty(w));
        const bounds = boundsOf(ACTIVATIONS, dtype, { largest: 1, terms: 1 }, false);
        const about = `${dtype} ${JSON.stringify(it.options)}`;
        assertAllClose(result, tensorOf(it.result, [], dtype), bounds, about);
        const gradient = tape.gradient(result, w)!;
        assertAllClose(gradient, tensorOf(it.gradient!, shape, dtype), bounds, about);
        assertEquals(regularizers.serialize(penalty) as unknown, it.config);
        const again = regularizers.deserialize(it.config as never)!;
        assertEquals(regularizers.serialize(again), regularizers.serialize(penalty));
        assertEquals(again.constructor, penalty.constructor);
      }
    }));
}

Deno.test("every regularizer has a golden", () => {
  const names = Object.entries(regularizers).filter(([, it]) =>
    (it as { prototype?: unknown }).prototype instanceof regularizers.Regularizer
  );
  assertEquals(
    new Set(names.map(([name]) => name)),
    new Set(casesOf("regularizers").map((it) => it.class)),
  );
});

Deno.test("factors are rounded to float32 as in the Keras in use", () => {
  const factors = () => [
    new regularizers.L1().getConfig(),
    new regularizers.L2().getConfig(),
    new regularizers.L1L2(0.01, 0.01).getConfig(),
  ];
  const rounded = Math.fround(0.01);
  assertEquals(under("keras3", factors), [{ l1: rounded }, { l2: 0.01 }, { l1: 0.01, l2: 0.01 }]);
  assertEquals(under("keras2", factors), [{ l1: rounded }, { l2: rounded }, {
    l1: rounded,
    l2: rounded,
  }]);
});

Deno.test("regularizers are got by any name, as a class, a function or a configuration", () => {
  const names = {
    L1: ["L1", "l1"],
    L2: ["L2", "l2"],
    L1L2: ["L1L2", "l1_l2", "l1L2", "l1l2"],
    OrthogonalRegularizer: [
      "OrthogonalRegularizer",
      "orthogonal_regularizer",
      "orthogonalRegularizer",
    ],
  };
  for (const name of CLASSES) {
    const Class = regularizers[name];
    for (const it of [...names[name], Class]) assertIsA(regularizers.get(it), Class);
    const plain = { class_name: name, config: {} };
    assertIsA(regularizers.get(plain), Class);
    assertIsA(regularizers.deserialize(plain), Class);
  }
  assertIsA(regularizers.get(regularizers.l2 as never), regularizers.L2);
  assertIsA(regularizers.l1(0.5), regularizers.L1);
  assertIsA(regularizers.orthogonalRegularizer(), regularizers.OrthogonalRegularizer);
  const own = new regularizers.L1L2(1, 2);
  const sum = (x: tf.Tensor) => tf.reduceSum(x);
  assertStrictEquals(regularizers.get(own), own);
  assertStrictEquals(regularizers.get(sum), sum);
  assertEquals([
    regularizers.get(null),
    regularizers.serialize(null),
    regularizers.deserialize(null),
  ], [null, null, null]);
  assertEquals(under("tf2.0", () => regularizers.serialize(own)), {
    class_name: "L1L2",
    config: { l1: 1, l2: 2 },
  });
});

/** A regularizer of one's own. */
class Largest extends regularizers.Regularizer {
  readonly by: number;
  constructor({ by = 1 }: { by?: number } = {}) {
    super();
    this.by = by;
  }
  override call(x: tf.Tensor): tf.Tensor {
    return tf.multiply(tf.reduceMax(tf.abs(x)), this.by);
  }
  override getConfig() {
    return { by: this.by };
  }
}

Deno.test("own regularizers are written and read", () => {
  const largest = new Largest({ by: 2 });
  assertEquals(Number(largest([1, -3])), 6);
  assertEquals(Number(largest(new tf.Variable([1, -4]))), 8);
  const config = under("keras3", () => regularizers.serialize(largest));
  assertEquals(config, {
    module: null,
    class_name: "Largest",
    config: { by: 2 },
    registered_name: "Largest",
  });
  const read = regularizers.deserialize(config, { customObjects: { Largest } });
  assertEquals((read as Largest).by, 2);
  const scope = new saving.CustomObjectScope({ Largest });
  assertIsA(scope.run(() => regularizers.get(config)), Largest);
  assertIsA(scope.run(() => regularizers.get("Largest")), Largest);
  assertThrows(
    () => regularizers.get(config),
    RangeError,
    "expected identifier to be a regularizer or a known name",
  );
  saving.registerKerasSerializable("regularizers_test")(Largest);
  const registered = under("keras3", () => regularizers.serialize(largest));
  assertEquals(registered, {
    module: null,
    class_name: "Largest",
    config: { by: 2 },
    registered_name: "regularizers_test>Largest",
  });
  assertIsA(regularizers.deserialize(registered), Largest);
  const sum = (x: tf.Tensor) => tf.reduceSum(x);
  assertEquals(under("keras3", () => regularizers.serialize(sum)), {
    module: "builtins",
    class_name: "function",
    config: "sum",
    registered_name: "function",
  });
});

Deno.test("layers write and read their regularizers", () => {
  const { Dense } = tf.keras.layers;
  under("keras3", () => {
    const layer = new Dense(2, {
      kernelRegularizer: new regularizers.L1(0.5),
      biasRegularizer: "l2",
    });
    const config = layer.getConfig();
    assertEquals(config["kernel_regularizer"], {
      module: "keras.regularizers",
      class_name: "L1",
      config: { l1: 0.5 },
      registered_name: null,
    });
    assertEquals(Dense.fromConfig(config).getConfig(), config);
  });
});

Deno.test("a regularizer that overrides nothing gives 0 and cannot be written", () => {
  const none = new regularizers.Regularizer();
  assertEquals(Number(none([1, 2])), 0);
  assertThrows(
    () => regularizers.serialize(none),
    TypeError,
    "Regularizer: expected getConfig to be overridden",
  );
  assertThrows(() => new regularizers.Regularizer()("x" as never), TypeError);
});

Deno.test("penalties of nothing and of factors of 0 are 0", () => {
  assertEquals(Number(new regularizers.L1L2()([Infinity])), 0);
  assertEquals(Number(new regularizers.L1L2(1, 1)(tf.zeros([0, 3]))), 0);
});

Deno.test("a row of zeros has a gradient of OrthogonalRegularizer", () => {
  const w = tf.constant([[0, 0], [1, 2]]);
  const tape = new tf.GradientTape();
  tape.watch(w);
  const penalty = tape.run(() => new regularizers.OrthogonalRegularizer(1)(w));
  const gradient = (tape.gradient(penalty, w)!.toArray() as number[][]).flat();
  assertEquals(gradient.map(Number.isFinite), [true, true, true, true]);
});

Deno.test("regularizers are shown with their options", () => {
  assertEquals(Deno.inspect(new regularizers.L1L2(0.5, 2)), "L1L2(l1=0.5, l2=2)");
});

/** Gives what is no scalar. */
class Absolute extends regularizers.Regularizer {
  override call(x: tf.Tensor): tf.Tensor {
    return tf.abs(x);
  }
}

Deno.test("regularizers refuse what they cannot use", () => {
  const wrong: [() => unknown, typeof TypeError | typeof RangeError, string][] = [
    [
      () => new regularizers.L1(-1),
      RangeError,
      "L1: expected l1 to be a finite number >= 0, received l1=-1",
    ],
    [
      () => new regularizers.L2("a" as never),
      TypeError,
      'L2: expected l2 to be a number, received l2="a"',
    ],
    [() => new regularizers.L1L2(0, NaN), RangeError, "L1L2: expected l2"],
    [
      () => new regularizers.L1(1e300),
      RangeError,
      "L1: expected l1 to be a float32, received l1=1e+300",
    ],
    [
      () => regularizers.l2(...[1, 2] as unknown as [number]),
      TypeError,
      "L2: expected at most 1 arguments (l2), received 2",
    ],
    [
      () => new regularizers.OrthogonalRegularizer(1, "diagonal" as never),
      RangeError,
      'expected mode to be one of "rows", "columns"',
    ],
    [
      () => new regularizers.OrthogonalRegularizer()([1]),
      TypeError,
      "OrthogonalRegularizer: expected a matrix, received shape (1,)",
    ],
    [
      () => new regularizers.OrthogonalRegularizer()([[1, 2]]),
      RangeError,
      "expected at least 2 rows, received shape (1, 2)",
    ],
    [
      () => new Absolute()([1]),
      TypeError,
      "Absolute: expected call to give a scalar, received shape (1,); reduce it with tf.reduceSum",
    ],
    [
      () => regularizers.get("l3"),
      RangeError,
      'tf.keras.regularizers.get: expected identifier to be a regularizer or a known name, received identifier="l3"; did you mean',
    ],
    [
      () => regularizers.get(5 as never),
      TypeError,
      "expected identifier to be a regularizer, a name, a configuration or null, received identifier=5",
    ],
    [
      () => regularizers.deserialize({ class_name: "L3", config: {} }),
      RangeError,
      'did you mean "',
    ],
    [
      () => regularizers.deserialize({ class_name: "L1", config: { l2: 1 } }),
      TypeError,
      "L1: expected arguments among l1, received l2",
    ],
    [() => regularizers.serialize("l1" as never), TypeError, 'received "l1"'],
  ];
  for (const [run, kind, text] of wrong) assertThrows(run, kind, text);
});
