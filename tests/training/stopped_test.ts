/**
 * A training that V8 ends wherever it is, as a notebook's stop button does: callbacks put in order what
 * they changed, and the cell says how far it came.
 *
 * @module
 */
import { assert, assertEquals, assertMatch } from "@std/assert";
import * as tf from "kerasaur";
import { replaceProgressSink } from "../../lib/callbacks/progress_sink.ts";
import { interrupt } from "../support/interrupt.ts";

/** Takes what is printed. */
function listen() {
  const lines: string[] = [];
  const restore = replaceProgressSink({
    canRewrite: false,
    hasColours: false,
    now: () => performance.now() / 1000,
    isReady: () => true,
    begin: () => {},
    write: (text) => void lines.push(text),
    end: () => {},
  });
  return { lines, [Symbol.dispose]: () => restore[Symbol.dispose]() };
}

function newModel() {
  const model = new tf.keras.Sequential([new tf.keras.layers.Dense(1)]);
  const optimizer = new tf.keras.optimizers.SGD(0.01, { useEma: true, emaMomentum: 0.5 });
  model.compile({ optimizer, loss: "mse" });
  return model;
}

/** Lets timers run. */
const turn = () => new Promise((resolve) => setTimeout(resolve, 5));

function valuesOf(model: tf.keras.Sequential): number[][] {
  return model.getWeights().map(({ data }) => [...data].map(Number));
}

const [x, y] = [tf.ones([8, 2]), tf.zeros([8, 1])];

Deno.test("a training that is stopped says how far it came, keeps its history, and goes on", async () => {
  using output = listen();
  const model = newModel();
  await model.fit(x, y, { verbose: 0 });
  let failures = 0;
  class Note extends tf.keras.callbacks.Callback {
    override onEpochEnd(epoch: number): void {
      if (epoch === 2) { for (;;); }
    }
    override onFailure(): void {
      failures++;
    }
  }
  const callbacks = [new Note()];
  interrupt(() => void model.fit(x, y, { epochs: 5, verbose: 0, callbacks }), 400);
  await turn();
  assertEquals(output.lines, [
    "Stopped after 2 of 5 epochs. Model and model.history are kept; fit goes on from here.\n",
  ]);
  assertEquals(failures, 1);
  assertEquals(model.history!.epoch.length, 2);
  const { epoch } = await model.fit(x, y, { epochs: 5, initialEpoch: 2, verbose: 0 });
  assertEquals(epoch, [2, 3, 4]);
  assertEquals(output.lines.length, 1);
});

Deno.test("averages that an evaluation works with do not stay in the model when it is stopped", async () => {
  using output = listen();
  const model = newModel();
  // Unlike `fit`, which ends with the averages.
  for (let i = 0; i < 3; i++) await model.trainOnBatch(x, y);
  const before = valuesOf(model);
  class Endless extends tf.keras.callbacks.Callback {
    override onTestBatchEnd(): void {
      for (;;);
    }
  }
  let swapped: unknown;
  class Look extends tf.keras.callbacks.Callback {
    override onTestBatchBegin(): void {
      swapped = valuesOf(model);
    }
  }
  interrupt(
    () =>
      void model.evaluate(x, y, {
        verbose: 0,
        callbacks: [new tf.keras.callbacks.SwapEMAWeights(), new Look(), new Endless()],
      }),
    400,
  );
  await turn();
  assert(JSON.stringify(swapped) !== JSON.stringify(before));
  assertEquals(valuesOf(model), before);
  assertMatch(output.lines.join(""), /^Stopped\.\n$/);
});

Deno.test("what ends by itself or fails says nothing of a stop", async () => {
  using output = listen();
  const model = newModel();
  await model.fit(x, y, { epochs: 2, verbose: 0 });
  class Broken extends tf.keras.callbacks.Callback {
    override onEpochEnd(): void {
      throw new RangeError("broken");
    }
  }
  const failed = await model.fit(x, y, { verbose: 0, callbacks: [new Broken()] }).catch(String);
  assertMatch(String(failed), /RangeError: broken/);
  class Nested extends tf.keras.callbacks.Callback {
    override async onEpochEnd(): Promise<void> {
      await model.predict(x, { verbose: 0 });
    }
  }
  await model.fit(x, y, { epochs: 2, verbose: 0, callbacks: [new Nested()] });
  await turn();
  assertEquals(output.lines, []);
});
