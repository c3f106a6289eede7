/**
 * Losses of one's own: classes that override `call`, and functions.
 */
import { assert, assertEquals, assertStrictEquals, assertThrows } from "@std/assert";
import * as tf from "kerasaur";
import { setMask } from "../../lib/layers/base/masks.ts";
import { lossOf } from "../../lib/losses/registry.ts";
import { boundsOf } from "../layers/golden_layer.ts";
import { assertAllClose, float32 } from "../support/compare.ts";
import { tolerance } from "../support/tolerances.ts";

const { deserialize, get, Loss, LossFunctionWrapper, serialize } = tf.keras.losses;

/** The amount of differences to a power. */
class Power extends Loss {
  readonly exponent: number;
  constructor({ exponent = 1, ...base }: {
    exponent?: number;
    name?: string;
    reduction?: tf.keras.losses.ReductionName | null;
  } = {}) {
    super(base);
    this.exponent = exponent;
  }
  override call(yTrue: tf.Tensor, yPred: tf.Tensor) {
    return tf.reduceMean(tf.pow(tf.abs(tf.subtract(yTrue, yPred)), this.exponent), -1);
  }
  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), exponent: this.exponent };
  }
}

const squares = (yTrue: tf.Tensor, yPred: tf.Tensor) =>
  tf.reduceMean(tf.square(tf.subtract(yTrue, yPred)), -1);

Deno.test("an own loss is called like a function, weighted and reduced", () => {
  const loss = new Power({ exponent: 2 });
  assertEquals(loss.name, "power");
  assertEquals(loss.dtype, "float32");
  assertEquals(Number(loss([[0, 0], [1, 1]], [[2, 0], [1, 3]])), 2);
  assertEquals(Number(loss([[0, 0], [1, 1]], [[2, 0], [1, 3]], [1, 0])), 1);
  assertEquals(Number(loss([[0, 0], [1, 1]], [[2, 0], [1, 3]], { sampleWeight: [0, 3] })), 3);
  assertEquals(
    Number(loss({ yTrue: [[0, 0], [1, 1]], yPred: [[2, 0], [1, 3]], sampleWeight: 0.5 })),
    1,
  );
  const each = new Power({ reduction: "none" });
  assertEquals(each([[0, 0], [1, 1]], [[2, 0], [1, 5]]).numpy().toArray(), [1, 2]);
});

Deno.test("an own loss counts what its mask lets through", () => {
  const yPred = tf.constant([[[2, 0], [1, 3]]]);
  setMask(yPred, tf.constant([[true, false]]));
  assertEquals(Number(new Power()([[[0, 0], [0, 0]]], yPred)), 1);
});

Deno.test("an own loss has gradients and works in tf.function", () => {
  const loss = new Power({ exponent: 2 });
  const step = tf.function((yTrue: tf.Tensor, yPred: tf.Tensor) => {
    const tape = new tf.GradientTape();
    tape.watch(yPred);
    const value = tape.run(() => loss(yTrue, yPred));
    return tape.gradient(value, yPred)!;
  });
  const gradient = step(tf.constant([[0, 0]]), tf.constant([[1, -3]])) as tf.Tensor;
  assertAllClose(gradient, float32([1, -3], [1, 2]), tolerance("layerGradient"));
});

Deno.test("what an own loss keeps can be read afterwards", () => {
  class Keeping extends Loss {
    kept: tf.Tensor | undefined;
    override call(yTrue: tf.Tensor, yPred: tf.Tensor) {
      this.kept = tf.subtract(yPred, yTrue);
      return tf.reduceMean(tf.square(this.kept), -1);
    }
  }
  const loss = new Keeping();
  assertEquals(Number(loss([[1, 2]], [[2, 5]])), 5);
  assertEquals(loss.kept!.numpy().toArray(), [[1, 3]]);
});

Deno.test("an own loss is written and read back by its class and by name", () => {
  const loss = new Power({ exponent: 3, name: "cubes", reduction: "sum" });
  const config = loss.getConfig();
  assertEquals(config, { name: "cubes", reduction: "sum", exponent: 3 });
  assertEquals(Power.fromConfig(config).getConfig(), config);
  const customObjects = { Power };
  const copy = deserialize(serialize(loss), { customObjects }) as Power;
  assert(copy instanceof Power);
  assertEquals(copy.getConfig(), config);
  assertThrows(
    () => deserialize(serialize(loss)),
    RangeError,
    'expected name to be a loss or a known name, received a configuration of class_name="Power"',
  );
  tf.keras.saving.registerKerasSerializable("losses_test")(Power);
  assert(deserialize(serialize(loss)) instanceof Power);
  assertEquals((lossOf("Model.compile", "loss", Power) as Power).exponent, 1);
});

Deno.test("what an own loss gives has to be a tensor", () => {
  class Number3 extends Loss {
    override call() {
      return 3 as unknown as tf.Tensor;
    }
  }
  assertThrows(
    () => new Number3()([1], [1]),
    TypeError,
    "Number3: expected call to give a tensor, received 3",
  );
});

Deno.test("a function gets labels and predictions of one rank, as in Keras", () => {
  const loss = new LossFunctionWrapper(squares, { reduction: "none" });
  assertEquals(loss.name, "squares");
  assertEquals(loss([1, 2, 3], [[1], [3], [5]]).numpy().toArray(), [0, 1, 4]);
  assertEquals(loss([[1], [2], [3]], [1, 3, 5]).numpy().toArray(), [0, 1, 4]);
  const shapes: (readonly number[])[] = [];
  const seeing = (yTrue: tf.Tensor, yPred: tf.Tensor) => {
    shapes.push(yTrue.shape, yPred.shape);
    return yPred;
  };
  lossOf("Model.compile", "loss", seeing)(tf.zeros([2, 3]), tf.zeros([2, 3, 1]));
  assertEquals(shapes, [[2, 3], [2, 3]]);
});

Deno.test("options of a function go to it", () => {
  const power = (yTrue: tf.Tensor, yPred: tf.Tensor, { exponent }: { exponent: number }) =>
    tf.reduceMean(tf.pow(tf.subtract(yPred, yTrue), exponent), -1);
  const loss = new LossFunctionWrapper(power, { exponent: 2, name: "power" });
  assertEquals(Number(loss([[0, 0]], [[1, 3]])), 5);
  assertEquals(loss.options, { exponent: 2 });
});

Deno.test("a wrapped function is written and read back", () => {
  for (const fn of [tf.keras.losses.huber, squares]) {
    const loss = new LossFunctionWrapper(fn, { reduction: "sum", name: "mine" });
    const customObjects = { squares };
    const config = loss.getConfig();
    assertEquals([config.name, config.reduction], ["mine", "sum"]);
    const copy = LossFunctionWrapper.fromConfig(config, customObjects);
    assert(copy instanceof LossFunctionWrapper);
    assertStrictEquals(copy.fn, fn);
    assertEquals(copy.getConfig(), config);
    for (const profile of ["tf2.0", "keras3"] as const) {
      const before = tf.random.getProfile();
      tf.random.setProfile(profile);
      try {
        const read = deserialize(serialize(loss), { customObjects });
        assertStrictEquals((read as typeof loss).fn, fn, profile);
      } finally {
        tf.random.setProfile(before);
      }
    }
  }
  const { options } = LossFunctionWrapper.fromConfig({
    fn: "sparse_categorical_crossentropy",
    from_logits: true,
    ignore_class: 0,
  });
  assertEquals(options, { fromLogits: true, ignoreClass: 0 });
});

Deno.test("lossOf takes whatever stands for a loss", () => {
  const { Huber, meanSquaredError, MeanSquaredError } = tf.keras.losses;
  const of = (identifier: unknown) => lossOf("Model.compile", "loss", identifier);
  const loss = new Huber(2);
  assertStrictEquals(of(loss), loss);
  assert(of(Huber) instanceof Huber);
  assert(of("MeanSquaredError") instanceof MeanSquaredError);
  assert(of(serialize(loss)) instanceof Huber);
  for (const name of ["mse", "MSE", "mean_squared_error", "meanSquaredError"]) {
    const found = of(name) as tf.keras.losses.LossFunctionWrapper;
    assertStrictEquals(found.fn, meanSquaredError);
    assertEquals(found.name, name);
  }
  assertEquals([of(meanSquaredError).name, of(squares).name], ["meanSquaredError", "squares"]);
  assertEquals(of((_: tf.Tensor, yPred: tf.Tensor) => yPred).name, "loss");
  const mean = of("mse")([1, 2, 3], [[1], [3], [5]]);
  assertAllClose(mean, float32([5 / 3], []), boundsOf("elementwise"));
});

Deno.test("get finds every name in Keras's spelling and in JavaScript's", () => {
  const { binaryCrossentropy, klDivergence, logCosh } = tf.keras.losses;
  assertStrictEquals(get("bce"), binaryCrossentropy);
  assertStrictEquals(get("BCE"), binaryCrossentropy);
  assertStrictEquals(get("kullback_leibler_divergence"), klDivergence);
  assertStrictEquals(get("kullbackLeiblerDivergence"), klDivergence);
  assertStrictEquals(get("logcosh"), logCosh);
  assertEquals(get(null), null);
  assertEquals(serialize(logCosh), "log_cosh");
});
