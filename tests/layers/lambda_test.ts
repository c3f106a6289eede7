import { assertEquals, assertThrows } from "@std/assert";
import * as tf from "kerasaur";
import { maskOf, setMask } from "../../lib/layers/base/masks.ts";

const { Lambda } = tf.keras.layers;

Deno.test("Lambda calls a function with the inputs, as the function declares its parameters", () => {
  assertEquals(new Lambda((x) => tf.multiply(x, 2))([1, 2]).numpy().toArray(), [2, 4]);
  const square: (x: tf.Tensor) => tf.Tensor = tf.square;
  assertEquals(new Lambda(square)([1, 2]).numpy().toArray(), [1, 4]);
  const reduceSum: (x: tf.Tensor) => tf.Tensor = tf.reduceSum;
  const sum = new Lambda({ function: reduceSum, arguments: { axis: 1, keepdims: true } });
  assertEquals(sum([[1, 2]]).numpy().toArray(), [[3]]);
  const seen: unknown[] = [];
  const layer = new Lambda((x: tf.Tensor, options) => {
    seen.push(options);
    return x;
  }, { arguments: { rate: 0.5 } });
  layer([1], { training: true });
  assertEquals(seen, [{ rate: 0.5, training: true, mask: undefined }]);
  const join = new Lambda((x: tf.Tensor[]) => tf.concat(x, 0));
  assertEquals(join([tf.constant([1]), tf.constant([2])]).numpy().toArray(), [1, 2]);
});

Deno.test("Lambda finds the shape of its outputs, or takes it as it is given", () => {
  const x = tf.keras.Input({ shape: [3, 4] });
  const turned = new Lambda((x) => tf.transpose(x, [0, 2, 1]));
  assertEquals(turned(x).shape, [null, 4, 3]);
  assertEquals(turned.computeOutputShape([null, 3, null]), [null, null, 3]);
  assertEquals(new Lambda((x) => tf.cast(x, "int32"))(x).dtype, "int32");
  const given = new Lambda({ function: (x) => tf.identity(x), outputShape: [3, null] });
  assertEquals(given(x).shape, [null, 3, null]);
  const computed = new Lambda({
    function: (x) => tf.identity(x),
    outputShape: (shape) => [...shape as number[], 1],
  });
  assertEquals(computed(x).shape, [null, 3, 4, 1]);
});

Deno.test("Lambda hands on the mask it is given, or none", () => {
  const x = tf.constant([[1, 2]]);
  setMask(x, tf.constant([[true, false]]));
  const same = new Lambda({ function: (x) => tf.abs(x), mask: (_, mask) => mask });
  assertEquals(maskOf(same(x))?.numpy().toArray(), [[true, false]]);
  const own = new Lambda({ function: (x) => tf.abs(x), mask: tf.constant([[false, true]]) });
  assertEquals(maskOf(own(x))?.numpy().toArray(), [[false, true]]);
});

Deno.test("Lambda is made again from the name of a registered function", () => {
  const register = tf.keras.saving.registerKerasSerializable("lambda_test");
  const scale = register(function scale(x: tf.Tensor, { by }: { by?: number }) {
    return tf.multiply(x, by!);
  });
  const layer = new Lambda(scale, null, null, { by: 3 });
  const config = JSON.parse(JSON.stringify(tf.keras.layers.serialize(layer)));
  const copy = tf.keras.layers.deserialize(config);
  assertEquals(copy([2]).numpy().toArray(), [6]);
  assertEquals(copy.getConfig(), layer.getConfig());

  const cube = (x: tf.Tensor) => tf.pow(x, 3);
  const ofCube = new Lambda(cube).getConfig();
  const named = Lambda.fromConfig(ofCube, { cube }) as tf.keras.layers.Layer;
  assertEquals(named([2]).numpy().toArray(), [8]);
});

Deno.test("Lambda refuses what is no function, and to write one without a name", () => {
  assertThrows(
    () => new Lambda(3 as never),
    TypeError,
    "Lambda: expected function to be a function, received function=3",
  );
  for (const layer of [new Lambda((x) => x), new Lambda({ function: (x) => x })]) {
    assertThrows(
      () => layer.getConfig(),
      TypeError,
      "declare it by that name and register it with tf.keras.saving.registerKerasSerializable",
    );
  }
  assertThrows(
    () => Lambda.fromConfig({ function: "nowhere" }),
    RangeError,
    "register the class with tf.keras.saving.registerKerasSerializable",
  );
});
