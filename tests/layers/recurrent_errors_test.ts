/**
 * What recurrent layers refuse: class and text of the errors.
 */
import { assertThrows } from "@std/assert";
import * as tf from "kerasaur";

const { Bidirectional, ConvLSTM1D, ConvLSTM2D, Dense, GRU, LSTM, LSTMCell, RNN, SimpleRNN } =
  tf.keras.layers;
const { GRUCell, StackedRNNCells } = tf.keras.layers;

type Refusal = [
  what: string,
  run: () => unknown,
  kind: typeof TypeError | typeof RangeError,
  text: string,
];

const x = () => tf.ones([2, 5, 3]);
const stateful = () => {
  const layer = new LSTM(4, { stateful: true, name: "a" });
  layer(x());
  return layer;
};

const REFUSALS: readonly Refusal[] = [
  [
    "a cell that is none",
    () => new RNN(new Dense(3) as never),
    TypeError,
    "RNN: expected cell to be a cell, which has call(inputs, states) and stateSize, a number or a list, received cell=",
  ],
  [
    "a function as a cell",
    () => new RNN((() => 1) as never),
    TypeError,
    "RNN: expected cell to be a cell",
  ],
  [
    "no cells",
    () => new StackedRNNCells([]),
    TypeError,
    "StackedRNNCells: expected cells to be a list of at least one cell, received cells=[]",
  ],
  [
    "one of several cells that is none",
    () => new RNN([new GRUCell(2), 3 as never]),
    TypeError,
    "RNN: expected cell[1] to be a cell",
  ],
  [
    "to drop everything",
    () => new LSTM(4, { dropout: 1 }),
    RangeError,
    "LSTM: expected dropout to be >= 0 and < 1, received dropout=1",
  ],
  [
    "to drop less than nothing",
    () => new GRUCell(4, { recurrentDropout: -0.1 }),
    RangeError,
    "GRUCell: expected recurrentDropout to be >= 0 and < 1, received recurrentDropout=-0.1",
  ],
  [
    "another useCudnn",
    () => new GRU(4, { useCudnn: "yes" as never }),
    TypeError,
    'GRU: expected useCudnn to be "auto", true, false or null, received useCudnn=',
  ],
  [
    "units of nothing",
    () => new SimpleRNN(0),
    RangeError,
    "SimpleRNN: expected units",
  ],
  [
    "inputs without steps",
    () => new LSTM(4, { name: "a" })(tf.ones([2, 3])),
    TypeError,
    "Cannot call LSTM 'a': expected an input of 3 dimensions, received shape (2, 3)",
  ],
  [
    "other features than at first",
    () => {
      const layer = new LSTM(4, { name: "a" });
      layer(x());
      layer(tf.ones([2, 5, 4]));
    },
    TypeError,
    "Cannot call LSTM 'a': expected an input of length 3 along axis 2, received shape (2, 5, 4)",
  ],
  [
    "too few first states",
    () => new LSTM(4, { name: "a" })(x(), { initialState: [tf.zeros([2, 4])] }),
    TypeError,
    "Cannot call LSTM 'a': expected initialState to be a list of 2 (2 tensors in all), received",
  ],
  [
    "first states of another shape",
    () => new GRU(4, { name: "a" })(x(), { initialState: tf.zeros([2, 3]) }),
    TypeError,
    "Cannot call GRU 'a': expected initialState of shape (2, 4), received shape (2, 3)",
  ],
  [
    "a mask of another shape",
    () => new GRU(4, { name: "a" })(x(), { mask: tf.constant([[true], [true]]) }),
    TypeError,
    "Cannot call GRU 'a': expected a mask of shape (2, 5), received shape (2, 1)",
  ],
  [
    "another batch where it is stateful",
    () => stateful()(tf.ones([3, 5, 3])),
    TypeError,
    "Cannot call LSTM 'a': expected a batch of 2, whose states it keeps, received shape (3, 5, 3); a stateful layer takes batches of one size",
  ],
  [
    "a cell without its states",
    () => new LSTMCell(4, { name: "a" })(tf.ones([2, 3]), [tf.zeros([2, 4])]),
    TypeError,
    "Cannot call LSTMCell 'a': expected states to be a list of 2 tensors, received",
  ],
  [
    "stacked cells without states for each",
    () =>
      new StackedRNNCells([new GRUCell(2), new GRUCell(2)], { name: "a" })(tf.ones([2, 3]), [
        [tf.zeros([2, 2])],
      ]),
    TypeError,
    "Cannot call StackedRNNCells 'a': expected states to be a list of those of 2 cells, received",
  ],
  [
    "a user's cell that gives no states",
    () => new RNN({ stateSize: 3, call: (x: tf.Tensor) => x } as never)(x()),
    TypeError,
    "expected the call of a cell to return [output, states], received",
  ],
  [
    "both layers in one direction",
    () => new Bidirectional(new LSTM(2), { backwardLayer: new LSTM(2) }),
    TypeError,
    "Bidirectional: expected layers of different goBackwards, received goBackwards=false of both",
  ],
  [
    "layers that give different things",
    () =>
      new Bidirectional(new LSTM(2, { returnSequences: true }), {
        backwardLayer: new LSTM(2, { goBackwards: true }),
      }),
    TypeError,
    "Bidirectional: expected layers of the same returnSequences, received true of the forward layer and false of the backward layer",
  ],
  [
    "a layer that is not recurrent",
    () => new Bidirectional(new Dense(2)),
    TypeError,
    "Bidirectional: expected layer to be a recurrent layer with goBackwards",
  ],
  [
    "another merge mode",
    () => new Bidirectional(new LSTM(2), { mergeMode: "max" as never }),
    RangeError,
    "Bidirectional: expected mergeMode",
  ],
  [
    "states of one direction",
    () => new Bidirectional(new GRU(4), { name: "a" })(x(), { initialState: [tf.zeros([2, 4])] }),
    TypeError,
    "Cannot call Bidirectional 'a': expected initialState to be a list of the states of both layers, received",
  ],
  [
    "strides and holes",
    () => new ConvLSTM2D(2, 3, { strides: 2, dilationRate: 2 }),
    RangeError,
    "ConvLSTM2D: expected strides of 1 beside a dilationRate above 1",
  ],
  [
    "images of unknown size",
    () => new ConvLSTM1D(2, 3, { name: "a" })(tf.keras.Input({ shape: [5, null, 3] })),
    TypeError,
    "expected the size of the inputs (axis 1) to be known",
  ],
  [
    "images of another size than at first",
    () => {
      const layer = new ConvLSTM1D(2, 3);
      layer(tf.ones([2, 4, 6, 3]));
      layer(tf.ones([2, 4, 7, 3]));
    },
    TypeError,
    "expected images of shape (6, 3), as it was built, received shape",
  ],
  [
    "the steps first, as Keras 2 could",
    () => LSTM.fromConfig({ units: 2, time_major: true }),
    RangeError,
    "LSTM: expected time_major to be false, received true; transpose the inputs",
  ],
];

for (const [what, run, kind, text] of REFUSALS) {
  Deno.test(`Recurrent layers refuse ${what}`, () => void assertThrows(run, kind, text));
}
