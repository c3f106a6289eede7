import { assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import * as tf from "kerasaur";

const { layers } = tf.keras;
const training = { training: true };
const ones = () => tf.ones([4, 6, 5, 3]);
const rows = (x: tf.Tensor) => x.numpy().toArray();

const MAKERS: Readonly<Record<string, (seed: number | null) => tf.keras.layers.Layer>> = {
  Dropout: (seed) => new layers.Dropout(0.5, { seed }),
  SpatialDropout2D: (seed) => new layers.SpatialDropout2D(0.5, { seed }),
  AlphaDropout: (seed) => new layers.AlphaDropout(0.5, { seed }),
  GaussianDropout: (seed) => new layers.GaussianDropout(0.5, { seed }),
  GaussianNoise: (seed) => new layers.GaussianNoise(0.5, { seed }),
};

for (const [name, make] of Object.entries(MAKERS)) {
  Deno.test(`${name} draws anew at each training call, traced as eager`, () => {
    const [eager, inner] = [make(7), make(7)];
    const traced = tf.function((x: tf.Tensor) => inner(x, training));
    const expected = [1, 2, 3].map(() => rows(eager(ones(), training)));
    assertNotEquals(expected[0], expected[1]);
    assertEquals([1, 2, 3].map(() => rows(traced(ones()))), expected);
  });

  Deno.test(`${name} follows tf.random.setSeed without a seed, as before Keras 3`, () => {
    const run = () => {
      tf.random.setSeed(5);
      return rows(make(null)(ones(), training));
    };
    assertEquals(run(), run());
  });

  Deno.test(`${name} takes training by position`, () => {
    const layer = make(1);
    assertEquals(layer(ones(), false).numpy().equals(ones().numpy()), true);
    assertEquals(layer(ones(), true).numpy().equals(ones().numpy()), false);
  });
}

Deno.test("Dropout without a seed draws what tf.nn.dropout does, before Keras 3", () => {
  tf.random.setSeed(5);
  const expected = rows(tf.nn.dropout(ones(), 0.5));
  tf.random.setSeed(5);
  assertEquals(rows(new layers.Dropout(0.5)(ones(), training)), expected);
});

Deno.test("a dropout's gradient is of what it gave, in a traced function too", () => {
  const dropout = new layers.Dropout(0.5, { seed: 1 });
  const both = tf.function((x: tf.Tensor) => {
    const tape = new tf.GradientTape();
    const y = tape.run(() => {
      tape.watch(x);
      return dropout(x, training);
    });
    return [y, tape.gradient(y, x)!];
  });
  for (let i = 0; i < 2; i++) {
    const [y, gradient] = both(tf.ones([50])) as [tf.Tensor, tf.Tensor];
    assertEquals(rows(gradient), rows(y));
  }
});

Deno.test("Dropout of rate 1 gives zeros, whatever the inputs are", () => {
  const y = new layers.Dropout(1)(tf.constant([Infinity, NaN, 1]), training);
  assertEquals(rows(y), [0, 0, 0]);
});

Deno.test("layers with random numbers take inputs without elements", () => {
  for (const make of Object.values(MAKERS)) {
    assertEquals(make(1)(tf.zeros([0, 6, 5, 3]), training).shape, [0, 6, 5, 3]);
  }
});

Deno.test("dropouts refuse rates that are none", () => {
  assertThrows(
    () => new layers.Dropout(1.5),
    RangeError,
    "Dropout: expected rate to be a finite number from 0 to 1, received rate=1.5",
  );
  for (const Class of [layers.AlphaDropout, layers.GaussianDropout]) {
    assertThrows(
      () => new Class(1),
      RangeError,
      `${Class.name}: expected rate to be >= 0 and < 1, received rate=1`,
    );
  }
  assertThrows(
    () => new layers.GaussianNoise(-1),
    RangeError,
    "GaussianNoise: expected stddev to be a finite number from 0 to 1, received stddev=-1",
  );
});

Deno.test("dropouts refuse shapes and types that do not fit", () => {
  assertThrows(
    () => new layers.Dropout(0.5, [2, null], { name: "drop" })(tf.ones([3, 2]), training),
    TypeError,
    "Cannot call Dropout 'drop': expected inputs to whose shape noiseShape=[2, null] broadcasts, received shape (3, 2)",
  );
  assertThrows(
    () => new layers.Dropout(0.5, [0]),
    RangeError,
    "Dropout: expected noiseShape[0] to be",
  );
  assertThrows(
    () => new layers.GaussianNoise(0.5, { name: "noise" })(tf.ones([2], "int32"), training),
    TypeError,
    "Cannot call GaussianNoise 'noise': expected inputs of floats, received dtype int32",
  );
  assertThrows(
    () => new layers.SpatialDropout1D(0.5, { name: "drop" })(tf.ones([3, 2])),
    TypeError,
    "Cannot call SpatialDropout1D 'drop': expected an input of 3 dimensions, received shape (3, 2)",
  );
  assertThrows(
    () => new layers.ActivityRegularization({ l1: 1, activityRegularizer: "l2" } as never),
    TypeError,
    "ActivityRegularization: expected l1 and l2 alone, received activityRegularizer",
  );
});
