/**
 * `fit`, `evaluate`, `predict` and single batches give what real Keras gives: histories, metrics,
 * outputs and weights, with steps traced and run operation by operation.
 */
import { assertEquals } from "@std/assert";
import * as tf from "kerasaur";
import { assertAllClose, float32 } from "../support/compare.ts";
import {
  camel,
  cases,
  compiledModel,
  fitOptions,
  type Numbers,
  type Stored,
  tensors,
} from "./golden_fit.ts";

/** Bounds of what many steps add up to. */
const CLOSE = { atol: 1e-4, rtol: 1e-4 };

function assertNumbers(actual: Numbers, expected: Numbers, what: string): void {
  const names = Object.keys(expected).sort();
  assertEquals(Object.keys(actual).sort(), names, what);
  const values = (it: Numbers) => float32(names.map((name) => it[name]!), [names.length]);
  assertAllClose(values(actual), values(expected), CLOSE, `${what}: ${names.join(", ")}`);
}

function assertArrays(actual: unknown, expected: Stored, what: string): void {
  if ("list" in expected) {
    const list = actual as unknown[];
    assertEquals(list.length, expected.list.length, what);
    expected.list.forEach((it, i) => assertArrays(list[i], it, `${what}[${i}]`));
  } else if ("dict" in expected) {
    for (const [key, it] of Object.entries(expected.dict)) {
      assertArrays((actual as Record<string, unknown>)[key], it, `${what}.${key}`);
    }
  } else {
    const tensor = tf.constant(actual as tf.TensorLike);
    assertAllClose(tensor, float32(expected.values, expected.shape), CLOSE, what);
  }
}

const before = tf.random.getProfile();

for (const runEagerly of [false, true]) {
  for (const it of cases) {
    Deno.test(`${it.name}: as Keras${runEagerly ? ", operation by operation" : ""}`, async () => {
      tf.random.setProfile("keras3");
      tf.keras.backend.clearSession();
      // Where the data end before an epoch does, a warning says so, as Keras's does.
      const warn = console.warn;
      console.warn = () => {};
      try {
        const model = compiledModel({ ...it, compile: { ...it.compile, run_eagerly: runEagerly } });
        const [x, y] = [tensors(it.data.x), tensors(it.data.y)] as tf.Tensor[];
        const { history, epoch } = await model.fit(x!, y!, fitOptions(it));
        assertEquals(epoch, it.epoch);
        assertEquals(Object.keys(history), Object.keys(it.history));
        for (const [name, expected] of Object.entries(it.history)) {
          const shape = [expected.length];
          assertAllClose(float32(history[name]!, shape), float32(expected, shape), CLOSE, name);
        }
        const weight = tensors(it.data.sample_weight) as tf.Tensor | undefined;
        const options = { sampleWeight: weight, batchSize: it.batch_size, verbose: 0 } as const;
        const evaluation = await model.evaluate(x!, y!, { ...options, returnDict: true });
        assertNumbers(evaluation, it.evaluation, "evaluate");
        // The list follows metricsNames. Keras's has names of outputs' metrics wrong, and puts their
        // values behind the others, or twice.
        const listed = [await model.evaluate(x!, y!, options)].flat();
        assertEquals(listed, model.metricsNames.map((name) => evaluation[name]));
        if (model.outputs.length === 1 && it.listed.length === listed.length) {
          const [ours, keras] = [listed, it.listed].map((all) => float32(all, [all.length]));
          assertAllClose(ours!, keras!, CLOSE, "evaluate in order");
        }
        const prediction = await model.predict(x!, { batchSize: 11, verbose: 0 });
        assertArrays(prediction, it.prediction, "predict");
        const rest = { sampleWeight: weight, returnDict: true };
        const tested = model.testOnBatch(x!, y!, rest) as unknown as Numbers;
        assertNumbers(tested, it.test_on_batch, "testOnBatch");
        const trained = model.trainOnBatch(x!, y!, rest) as unknown as Numbers;
        assertNumbers(trained, it.train_on_batch, "trainOnBatch");
        it.after.forEach((stored, i) =>
          assertArrays(model.weights[i], stored, model.weights[i]!.path)
        );
      } finally {
        tf.random.setProfile(before);
        console.warn = warn;
      }
    });
  }
}

Deno.test("arguments of recorded trainings are ours in camelCase", () => {
  assertEquals(camel({ steps_per_epoch: 3 }), { stepsPerEpoch: 3 });
});
