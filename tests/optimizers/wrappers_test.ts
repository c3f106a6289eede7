/** Optimizers around others: LossScaleOptimizer and MultiOptimizer, eagerly and traced. */
import { assert, assertEquals, assertThrows } from "@std/assert";
import * as tf from "kerasaur";
import { camelCase } from "../../lib/objects/naming.ts";
import { assertAllClose, float32 } from "../support/compare.ts";
import { tolerance } from "../support/tolerances.ts";
import { goldens, withKeras3 } from "./goldens.ts";

const { Adam, LossScaleOptimizer, MultiOptimizer, OptimizerMap, SGD } = tf.keras.optimizers;
const { shapes, start, gradients } = goldens;
const NAMES = ["kernel", "bias"] as const;
const tensor = (values: readonly number[], shape: readonly number[]) =>
  tf.constant([...values], { shape, dtype: "float32" });

function make(name: string, options: Readonly<Record<string, unknown>>) {
  const own = Object.fromEntries(Object.entries(options).map(([key, it]) => [camelCase(key), it]));
  if (name === "LossScaleOptimizer") {
    return new LossScaleOptimizer({ innerOptimizer: new Adam(0.1), ...own });
  }
  const optimizerMap = new OptimizerMap(new SGD(0.1), { "dense/k.*": new Adam(0.1) });
  return new MultiOptimizer({ optimizerMap, ...own });
}

for (const { class: name, options, after, variables, config } of goldens.wrappers) {
  for (const traced of [false, true]) {
    const how = traced ? "in tf.function" : "eagerly";
    Deno.test(`${name} ${JSON.stringify(options)} steps as Keras does ${how}`, () =>
      withKeras3(() => {
        const optimizer = make(name, options);
        const weights = NAMES.map((key) =>
          new tf.Variable(tensor(start[key], shapes[key]), { name: `dense/${key}` })
        );
        optimizer.build(weights);
        const apply = (...grads: tf.Tensor[]) => optimizer.apply(grads);
        const graph = tf.function(apply);
        gradients.forEach((values, i) => {
          const isWild = name === "LossScaleOptimizer" && i % 7 === 5;
          const bias = isWild ? values.bias.map((it) => it * Infinity) : values.bias;
          const given = [tensor(values.kernel, shapes.kernel), tensor(bias, shapes.bias)];
          if (traced) graph(...given);
          else apply(...given);
          NAMES.forEach((key, which) => {
            const expected = float32(after[i]![key], shapes[key]);
            assertAllClose(weights[which]!, expected, tolerance("optimizer"), `step ${i}, ${key}`);
          });
        });
        if (traced) assertEquals(graph.experimentalGetTracingCount(), 1);
        const own = [...optimizer.variables];
        assertEquals(own.map((it) => it.name), variables.map((it) => it.name));
        own.forEach((it, i) => {
          const { value, shape, path } = variables[i]!;
          assertAllClose(
            tf.cast(it, "float32"),
            float32(value, shape),
            tolerance("optimizer"),
            path,
          );
        });
        assertEquals(JSON.parse(JSON.stringify(optimizer.getConfig())), config);
        const { deserialize, serialize } = tf.keras.optimizers;
        assertEquals(deserialize(serialize(optimizer)).getConfig(), optimizer.getConfig());
        const values = optimizer.getWeights();
        optimizer.setWeights(values);
        assertEquals(optimizer.getWeights().length, variables.length);
      }));
  }
}

Deno.test("LossScaleOptimizer scales the loss, and has the inner optimizer's rate and count", () => {
  const optimizer = new LossScaleOptimizer(new SGD(0.5), 8);
  assertEquals(Number(optimizer.scaleLoss(tf.constant(2))), 16);
  optimizer.learningRate = 0.25;
  assertEquals(Number(optimizer.innerOptimizer.learningRate), 0.25);
  const w = new tf.Variable(2);
  const step = tf.function(() => optimizer.minimize(() => tf.square(w), [w]));
  step();
  assertEquals([Number(w), Number(optimizer.iterations)], [1, 1]);
  assertThrows(
    () => new LossScaleOptimizer(3 as never),
    TypeError,
    "LossScaleOptimizer: expected innerOptimizer to be an optimizer, received innerOptimizer=3",
  );
  assertThrows(() => new LossScaleOptimizer(new SGD(), 0), RangeError, "initialScale");
});

Deno.test("MultiOptimizer takes a function, and says where the learning rates are", () => {
  const [a, b] = [new tf.Variable(2, { name: "a" }), new tf.Variable(2, { name: "b" })];
  const [first, second] = [new SGD(0.5), new SGD(0.25)];
  const optimizer = new MultiOptimizer((it: tf.Variable) => it === a ? first : second);
  optimizer.applyGradients([[tf.constant(1), a], [null, b]]);
  optimizer.applyGradients([[tf.constant(1), a], [tf.constant(1), b]]);
  assertEquals([Number(a), Number(b)], [1, 1.75]);
  assertEquals(optimizer.optimizers, [first, second]);
  const text = "multi.learningRate: expected one of its optimizers";
  const named = new MultiOptimizer(new OptimizerMap(first), { name: "multi" });
  assertThrows(() => named.learningRate, TypeError, text);
  assertThrows(() => named.learningRate = 1, TypeError, text);
  assertThrows(
    () => new MultiOptimizer(new OptimizerMap(new LossScaleOptimizer(first))),
    TypeError,
    "expected optimizers that make steps themselves",
  );
});

Deno.test("OptimizerMap finds paths before patterns, and refuses two patterns that match", () => {
  const [a, b, c] = [new SGD(), new SGD(), new SGD()];
  const map = new OptimizerMap(a, { "encoder/.*": b, "encoder/dense": c });
  assert(map.get("encoder/dense") === c && map.get("encoder/x") === b && map.get("encoder") === a);
  assertEquals([map.size, map.keys()], [2, ["encoder/.*", "encoder/dense"]]);
  assertThrows(() => map.set("encoder/.*", a), RangeError, "a second time");
  map.set("enc.*", a);
  assertThrows(() => map.get("encoder/x"), RangeError, "expected one key that matches");
  assertEquals([map.delete("enc.*"), map.values().length], [true, 2]);
  map.clear();
  assertEquals(map.items(), []);
});
