/**
 * What every layer has to keep, checked the same way for each: names, shapes, configuration,
 * gradients, one step of training, weights read and written, nothing leaked, wrong ranks refused.
 *
 * @module
 */
import { assert, assertEquals, assertThrows } from "@std/assert";
import * as tf from "kerasaur";
import { assertAllClose } from "./compare.ts";
import { tolerance } from "./tolerances.ts";

/** A layer under test. */
export interface LayerCase {
  /** Its class, made from options. */
  readonly make: () => tf.keras.layers.Layer;
  /** Its class, for a copy from the configuration. */
  readonly fromConfig: (config: Record<string, unknown>) => tf.keras.layers.Layer;
  /** Shape of a batch of inputs. */
  readonly inputShape: number[];
  /** Shape of the outputs for it. */
  readonly outputShape: number[];
  /** Names (without scope) and shapes of its weights, in order. */
  readonly weights: readonly (readonly [string, readonly number[]])[];
  /** Shapes it has to refuse once built, with a part of the message. */
  readonly refuses: readonly (readonly [number[], string])[];
}

/** Registers the tests of one layer. */
export function runLayerContract(name: string, it: LayerCase): void {
  const size = it.inputShape.reduce((product, dim) => product * dim, 1);
  const values = Array.from({ length: size }, (_, i) => Math.sin(i + 1));
  const inputs = () => tf.constant(values, { shape: it.inputShape });
  const built = () => {
    const layer = it.make();
    layer(inputs());
    return layer;
  };

  Deno.test(`${name} creates its weights at the first call, named and shaped as in Keras`, () => {
    const layer = it.make();
    assertEquals([layer.built, layer.weights.length], [false, 0]);
    const y = layer(inputs());
    assertEquals([y.shape, y.dtype], [it.outputShape, "float32"]);
    assertEquals(
      [...layer.weights.map(({ name, shape }) => [name, shape])],
      it.weights.map(([weight, shape]) => [`${layer.name}/${weight}:0`, [...shape]]),
    );
    const again = layer(inputs());
    assertAllClose(again, y, tolerance("exact"), "a second call gives the same");
    assertEquals(
      layer.countParams(),
      it.weights.reduce((sum, [, s]) => sum + s.reduce((a, b) => a * b, 1), 0),
    );
  });

  Deno.test(`${name} builds from a shape alone, once`, () => {
    const layer = it.make();
    layer.build(it.inputShape);
    assertEquals([layer.built, layer.weights.length], [true, it.weights.length]);
    const first = layer.getWeights();
    layer.build(it.inputShape);
    layer(inputs());
    assertEquals(layer.weights.length, it.weights.length);
    layer.getWeights().forEach((value, index) => assert(value.equals(first[index])));
  });

  Deno.test(`${name} is made again from its configuration`, () => {
    const layer = built();
    const config = JSON.parse(JSON.stringify(layer.getConfig()));
    const copy = it.fromConfig(config);
    copy(inputs());
    assertEquals(copy.getConfig(), layer.getConfig());
    copy.setWeights(layer.getWeights());
    assertAllClose(copy(inputs()), layer(inputs()), tolerance("exact"));
  });

  Deno.test(`${name} passes gradients that equal central differences`, () => {
    const layer = built();
    const x = new tf.Variable(inputs());
    const loss = () => tf.reduceSum(tf.multiply(layer(x), weighting));
    const weighting = tf.random.uniform(it.outputShape, { minval: 0.5, maxval: 1.5, seed: 8 });
    const variables = [x, ...layer.trainableWeights];
    const tape = new tf.GradientTape();
    const gradients = tape.gradient(tape.run(loss), variables);
    variables.forEach((variable, index) => {
      const gradient = gradients[index]!.numpy().data as Float32Array;
      const values = variable.numpy();
      for (const element of new Set([0, Math.floor(variable.size / 2), variable.size - 1])) {
        const h = 1e-2;
        const [up, down] = [h, -h].map((step) => {
          const moved = (values.data as Float32Array).slice();
          moved[element]! += step;
          variable.assign(tf.constant(moved, { shape: variable.shape }));
          return Number(loss());
        });
        variable.assign(values);
        const expected = (up! - down!) / (2 * h);
        const error = Math.abs(gradient[element]! - expected);
        assert(
          error <= 2e-3 + 2e-3 * Math.abs(expected),
          `${variable.name}[${element}]: ${gradient[element]} vs ${expected}`,
        );
      }
    });
  });

  Deno.test(`${name} sets weights all or none`, () => {
    const layer = built();
    const before = layer.getWeights();
    assertThrows(
      () => layer.setWeights([...before, tf.constant(1)] as never),
      TypeError,
      `expected a list of ${before.length} arrays, received ${before.length + 1}`,
    );
    if (before.length > 0) {
      const wrong = before.with(-1, tf.zeros([1, 2, 3]).numpy() as never);
      assertThrows(() => layer.setWeights(wrong), TypeError, "received shape (1, 2, 3)");
    }
    layer.getWeights().forEach((value, index) => assert(value.equals(before[index])));
    layer.setWeights(before.map((value) => tf.zeros([...value.shape])));
    for (const value of layer.getWeights()) {
      assert((value.data as Float32Array).every((x) => x === 0));
    }
  });

  Deno.test(`${name} compiles nothing at a second call, and computes in tf.function what it does outside`, () => {
    const layer = built();
    layer(inputs()).numpy();
    const first = layer(inputs()).numpy();
    const { compilations } = tf.config.engineStats();
    assert(layer(inputs()).numpy().equals(first));
    assertEquals(tf.config.engineStats().compilations, compilations);
    const traced = tf.function((x: tf.Tensor) => layer(x));
    for (const x of [inputs(), tf.multiply(inputs(), 2)]) {
      assertAllClose(traced(x), layer(x), tolerance("product"));
    }
    assertEquals(traced.experimentalGetTracingCount(), 1);
  });

  Deno.test(`${name} refuses options that it does not have, in its constructor and its calls`, () => {
    const layer = built();
    const Class = layer.constructor as new (...args: unknown[]) => unknown;
    const config = layer.getConfig();
    const required = "units" in config ? { units: config["units"] } : {};
    assertThrows(
      () => new Class({ ...required, trianable: true }),
      TypeError,
      "received trianable; did you mean trainable?",
    );
    assertThrows(
      () => new Class({ ...required, trainable: "no" }),
      TypeError,
      `${layer.constructor.name}: expected trainable to be true or false, received trainable="no"`,
    );
    assertThrows(
      () => layer(inputs(), { trainning: true } as never),
      TypeError,
      `Cannot call ${layer.label}: expected arguments among training, mask, received trainning; did you mean training?`,
    );
    assertThrows(() => layer(inputs(), { training: 1 } as never), TypeError, "received training=1");
    assertThrows(
      () => layer(inputs(), true as never),
      TypeError,
      "expected inputs and one object of options",
    );
  });

  Deno.test(`${name} refuses inputs of the wrong shape and no inputs`, () => {
    const layer = built();
    for (const [shape, text] of it.refuses) {
      assertThrows(() => layer(tf.zeros(shape)), TypeError, text);
    }
    assertThrows(() => layer(undefined as never), TypeError, "received undefined");
    assertThrows(
      () => layer({} as never),
      TypeError,
      "expected a tensor, a number or nested arrays",
    );
  });
}
