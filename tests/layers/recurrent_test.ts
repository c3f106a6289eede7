/**
 * Recurrent layers beyond the goldens: users' cells, states from call to call and from layer to layer,
 * one operator whatever the length, short sequences. What they refuse is in recurrent_errors_test.ts.
 */
import { assert, assertEquals, assertNotEquals } from "@std/assert";
import * as tf from "kerasaur";
import { plansOf } from "../engine/operators.ts";
import { assertAllClose } from "../support/compare.ts";
import { tolerance } from "../support/tolerances.ts";

const { Bidirectional, ConvLSTM2D, Dense, GRU, Layer, LSTM, LSTMCell, RNN, SimpleRNN } =
  tf.keras.layers;
type States = tf.Tensor[];

const noise = (shape: number[], seed: number) => tf.random.statelessNormal(shape, [seed, 1]);
const close = (actual: tf.Tensor, expected: tf.Tensor, where?: string) =>
  assertAllClose(actual, expected, tolerance("layer"), where);

/** Layers of four units. */
const KINDS = {
  LSTM: (options: object) => new LSTM({ units: 4, ...options }),
  GRU: (options: object) => new GRU({ units: 4, ...options }),
  SimpleRNN: (options: object) => new SimpleRNN({ units: 4, ...options }),
};

/** `h' = h W / 2 + x`, with a layer and a weight of its own. */
class Leaky extends Layer<tf.Tensor, [tf.Tensor, tf.Tensor]> {
  stateSize = 3;
  dense = new Dense(3, { useBias: false });
  factor!: tf.Variable;
  override build() {
    this.factor = this.addWeight("factor", { initializer: "ones" });
  }
  override call(x: tf.Tensor, [h]: States): [tf.Tensor, tf.Tensor] {
    const next = tf.add(tf.multiply(this.dense(tf.multiply(h!, 0.5)), this.factor), x);
    return [next, next];
  }
}

function gradients(layer: tf.keras.layers.Layer, x: tf.Tensor, options: object = {}): tf.Tensor[] {
  const tape = new tf.GradientTape();
  const loss = tape.run(() => tf.reduceSum(tf.square(layer(x, options))));
  return tape.gradient(loss, layer.trainableWeights) as tf.Tensor[];
}

Deno.test("RNN runs a user's cell as a loop does, and trains its weights, eager as traced", () => {
  const rnn = new RNN(new Leaky(), { returnSequences: true });
  const x = noise([2, 5, 3], 1);
  const y = rnn(x);
  const [kernel] = [...rnn.weights].filter(({ rank }) => rank === 2);
  assertEquals(rnn.weights.length, 2);
  let h = tf.zeros([2, 3]);
  const rows = tf.unstack(x, { axis: 1 }).map((row) => {
    h = tf.add(tf.matmul(tf.multiply(h, 0.5), kernel!.value()), row);
    return h;
  });
  close(y, tf.stack(rows, 1));
  const traced = tf.function((x: tf.Tensor) => gradients(rnn, x));
  const made = traced(x) as tf.Tensor[];
  gradients(rnn, x).forEach((it, i) =>
    assertAllClose(made[i]!, it, tolerance("layerGradient"), `gradient ${i}`)
  );
});

Deno.test("RNN takes objects that are cells, with states that they begin with", () => {
  const cell = {
    stateSize: [2, 1],
    outputSize: 2,
    getInitialState: (batch: number) => [tf.ones([batch, 2]), tf.zeros([batch, 1])],
    call: (x: tf.Tensor, [sum, count]: States, { training }: { training: boolean }) => {
      const next = tf.add(sum!, training ? tf.multiply(x, 2) : x);
      return [next, [next, tf.add(count!, 1)]] as const;
    },
  };
  const rnn = new RNN(cell, { returnState: true });
  const [y, sum, count] = rnn(tf.ones([2, 4, 2])) as States;
  assertEquals(y!.numpy().toArray(), [[5, 5], [5, 5]]);
  assertEquals(sum!.numpy().toArray(), [[5, 5], [5, 5]]);
  assertEquals(count!.numpy().toArray(), [[4], [4]]);
  const [trained] = rnn(tf.ones([2, 4, 2]), { training: true }) as States;
  assertEquals(trained!.numpy().toArray(), [[9, 9], [9, 9]]);
});

Deno.test("A cell that extends one of Keras's runs by its own call", () => {
  class Doubled extends LSTMCell {
    override call(x: tf.Tensor, options: { states: States; training: boolean }) {
      const [y, states] = super.call(x, options) as [tf.Tensor, States];
      return [tf.multiply(y, 2), states] as [tf.Tensor, States];
    }
  }
  const doubled = new RNN(new Doubled(3));
  const plain = new RNN(new LSTMCell(3));
  const x = noise([2, 4, 5], 2);
  [doubled(x), plain(x)];
  plain.setWeights(doubled.getWeights());
  close(doubled(x), tf.multiply(plain(x), 2));
});

Deno.test("The states of an encoder begin a decoder, in a graph of layers as in eager code", () => {
  const encoder = new LSTM(4, { returnState: true });
  const decoder = new LSTM(4, { returnSequences: true });
  const source = tf.keras.Input({ shape: [null, 3] });
  const target = tf.keras.Input({ shape: [null, 5] });
  const [, h, c] = encoder(source);
  const output = decoder(target, { initialState: [h, c] });
  assertEquals(output.shape, [null, null, 4]);
  const model = new tf.keras.Model({ inputs: [source, target], outputs: output });
  const [x, z] = [noise([2, 6, 3], 3), noise([2, 4, 5], 4)];
  const [, ...states] = encoder(x);
  const y = decoder(z, { initialState: states });
  close((model as unknown as (inputs: States) => tf.Tensor)([x, z]), y);
  close(decoder(z, states), y, "by position");
  assertNotEquals(decoder(z).numpy().toArray(), y.numpy().toArray());
});

Deno.test("A stateful layer goes on where the call before ended, eager and in tf.function", () => {
  const x = noise([2, 6, 3], 5);
  const [first, second] = tf.split(x, 2, { axis: 1 }) as States;
  for (const [name, make] of Object.entries(KINDS)) {
    const layer = make({ stateful: true, returnSequences: true });
    const whole = layer(x);
    for (const run of [(x: tf.Tensor) => layer(x), tf.function((x: tf.Tensor) => layer(x))]) {
      layer.resetStates();
      const parts = [first!, second!].map((part) => run(part) as tf.Tensor);
      close(tf.concat(parts, 1), whole, name);
    }
    assertEquals(layer.weights.length, 3);
  }
  const both = new Bidirectional(new LSTM(2, { stateful: true }));
  const [a, b] = [both(x).numpy().toArray(), both(x).numpy().toArray()];
  assertNotEquals(a, b);
  both.resetStates();
  assertEquals(both(x).numpy().toArray(), a);
});

const CASES: Readonly<Record<string, () => tf.keras.layers.Layer>> = {
  LSTM: () => new LSTM(4),
  "LSTM, sequences, backwards": () => new LSTM(4, { returnSequences: true, goBackwards: true }),
  "LSTM, relu": () => new LSTM(4, { activation: "relu" }),
  GRU: () => new GRU(4),
  "GRU, reset before": () => new GRU(4, { resetAfter: false }),
  SimpleRNN: () => new SimpleRNN(4, { returnSequences: true }),
  "RNN of two cells": () => new RNN([new LSTMCell(4), new LSTMCell(3)]),
};

for (const [name, make] of Object.entries(CASES)) {
  for (const options of [{}, { mask: tf.constant([[true, false, true], [true, true, false]]) }]) {
    const what = "mask" in options ? "with a mask" : "without a mask";
    Deno.test(`${name} and its gradient are one operator each, ${what}`, () => {
      const layer = make();
      const count = (length: number) => {
        const x = noise([2, length, 3], 6);
        const repeated = "mask" in options
          ? { mask: tf.tile(options.mask as tf.Tensor, [1, length / 3]) }
          : {};
        layer(x, repeated);
        const step = tf.function((x: tf.Tensor) => gradients(layer, x, repeated)[0]!);
        const { recorded, values } = plansOf(() => step(x) as tf.Tensor);
        assert(values.length > 0);
        assertEquals(recorded.length, 1, "plans");
        const ops = recorded[0]!.nodes.map(({ op }) => op);
        assertEquals(ops.filter((op) => op === "Scan").length, 2, "scans");
        return ops.length;
      };
      assertEquals(count(30), count(6), "operators of 30 and of 6 steps");
      const x = noise([2, 3, 3], 7);
      const traced = tf.function((x: tf.Tensor) => gradients(layer, x, options))(x) as States;
      gradients(layer, x, options).forEach((it, i) =>
        assertAllClose(traced[i]!, it, tolerance("layerGradient"), `gradient ${i}`)
      );
    });
  }
}

Deno.test("Recurrent layers drop anew at each call, traced as eager", () => {
  const options = { dropout: 0.5, recurrentDropout: 0.5, seed: 3 };
  for (const [name, make] of Object.entries(KINDS)) {
    const [eager, inner] = [make(options), make(options)];
    const x = noise([2, 4, 3], 8);
    [eager, inner].forEach((it) => it.build([2, 4, 3]));
    inner.setWeights(eager.getWeights());
    const traced = tf.function((x: tf.Tensor) => inner(x, { training: true }));
    const expected = [1, 2, 3].map(() => eager(x, { training: true }));
    assertNotEquals(expected[0]!.numpy().toArray(), expected[1]!.numpy().toArray());
    expected.forEach((it) => close(traced(x) as tf.Tensor, it, name));
    assertEquals(eager(x).numpy().toArray(), eager(x).numpy().toArray());
  }
});

Deno.test("A cell by itself keeps what it drops until it is reset", () => {
  const cell = new LSTMCell(4, { dropout: 0.5, seed: 3 });
  const x = tf.ones([2, 8]);
  const states = [tf.zeros([2, 4]), tf.zeros([2, 4])];
  const run = () => cell(x, states, { training: true })[0].numpy().toArray();
  const first = run();
  assertEquals(run(), first);
  cell.resetDropoutMask();
  assertNotEquals(run(), first);
});

Deno.test("Sequences without steps give zeros and the first states, without a batch nothing", () => {
  const state = tf.ones([2, 4]);
  for (const [name, make] of Object.entries(KINDS)) {
    const layer = make({ returnState: true, returnSequences: true });
    const initialState = name === "LSTM" ? [state, state] : [state];
    const [y, ...states] = layer(tf.zeros([2, 0, 3]), { initialState }) as unknown as States;
    assertEquals(y!.shape, [2, 0, 4]);
    states.forEach((it) => assertEquals(it.numpy().toArray(), state.numpy().toArray()));
    const none = layer(tf.zeros([0, 5, 3])) as unknown as States;
    assertEquals(none.map(({ shape }) => shape), [[0, 5, 4], ...initialState.map(() => [0, 4])]);
  }
});

Deno.test("Recurrent layers compute in the type of their policy", () => {
  const layer = new LSTM(4, { dtype: "mixed_bfloat16", returnState: true });
  const given = [1, 2].map(() => tf.ones([2, 4]));
  const made = layer(tf.ones([2, 3, 3]), { initialState: given });
  assertEquals(made.map(({ dtype }) => dtype), ["bfloat16", "bfloat16", "bfloat16"]);
  assertEquals([...layer.weights].map(({ dtype }) => dtype), ["float32", "float32", "float32"]);
  const double = new GRU(4, { dtype: "float64", recurrentDropout: 0.2 });
  assertEquals(double(tf.ones([2, 3, 3]), { training: true }).dtype, "float64");
});

Deno.test("Weights of cells are under their layer's name and their own", () => {
  const paths = (layer: tf.keras.layers.Layer, shape: number[]) => {
    layer(tf.ones(shape));
    return [...layer.weights].map(({ name }) => name);
  };
  assertEquals(paths(new LSTM(2, { name: "lstm" }), [1, 2, 3]), [
    "lstm/lstm_cell/kernel:0",
    "lstm/lstm_cell/recurrent_kernel:0",
    "lstm/lstm_cell/bias:0",
  ]);
  assertEquals(
    paths(new Bidirectional(new GRU(2, { name: "gru", useBias: false }), { name: "b" }), [1, 2, 3]),
    ["forward_gru", "backward_gru"].flatMap((name) =>
      ["kernel", "recurrent_kernel"].map((weight) => `b/${name}/gru_cell/${weight}:0`)
    ),
  );
});

Deno.test("ConvLSTM2D of one pixel is an LSTM", () => {
  const conv = new ConvLSTM2D(4, 1, { returnSequences: true });
  const lstm = new LSTM(4, { returnSequences: true });
  const x = noise([2, 5, 3], 9);
  const images = tf.reshape(x, [2, 5, 1, 1, 3]);
  [conv(images), lstm(x)];
  const flat = [...lstm.weights].map((it, i) => tf.reshape([...conv.weights][i]!, [...it.shape]));
  lstm.setWeights(flat);
  close(tf.reshape(conv(images), [2, 5, 4]), lstm(x));
});

Deno.test("A configuration of Keras 2 makes the same layer", () => {
  const { name: _, ...config } = new LSTM(3).getConfig();
  const old = { ...config, name: "old", implementation: 2, time_major: false };
  assertEquals(LSTM.fromConfig(old).getConfig(), { ...config, name: "old" });
});
