/**
 * Sequence to sequence with LSTM, and the encoder of a transformer. As
 * tests/goldens/architectures/sequences.py makes them in Keras.
 *
 * @module
 */
import * as tf from "kerasaur";

const { Input, Model } = tf.keras;
const {
  Add,
  Dense,
  Dropout,
  Embedding,
  GlobalAveragePooling1D,
  LayerNormalization,
  LSTM,
  MultiHeadAttention,
} = tf.keras.layers;

/** Sutskever et al. 2014: the encoder's states start the decoder; two layers each. */
export function seq2seq(
  { steps = [9, 7], vocabularies = [193, 197], width = 128, units = 256 } = {},
): tf.keras.Model {
  const [returnSequences, returnState, maskZero] = [true, true, true] as const;
  const source = Input([steps[0]!], { dtype: "int32", name: "source" });
  const target = Input([steps[1]!], { dtype: "int32", name: "target" });
  const embedded = new Embedding(vocabularies[0]!, width, { maskZero, name: "source_embedding" });
  const encoder = new LSTM(units, { returnSequences, returnState, name: "encoder_1" });
  const [x, ...first] = encoder(embedded(source));
  const encoder2 = new LSTM(units, { returnState, name: "encoder_2" });
  const [_, ...second] = encoder2(x!);
  let y = new Embedding(vocabularies[1]!, width, { maskZero, name: "target_embedding" })(target);
  y = new LSTM(units, { returnSequences, name: "decoder_1" })(y, { initialState: first });
  y = new LSTM(units, { returnSequences, name: "decoder_2" })(y, { initialState: second });
  const outputs = new Dense(vocabularies[1]!, { activation: "softmax", name: "scores" })(y);
  return new Model([source, target], outputs, { name: "seq2seq" });
}

/** Vaswani et al. 2017: the encoder, with learned positions and a classifier. */
export function transformer({
  steps = 11,
  vocabulary = 1009,
  width = 64,
  heads = 4,
  hidden = 128,
  blocks = 2,
  masked = false,
} = {}): tf.keras.Model {
  const tokens = Input([steps], { dtype: "int32", name: "tokens" });
  const positions = Input([steps], { dtype: "int32", name: "positions" });
  let x = new Add()([
    new Embedding(vocabulary, width, { maskZero: masked, name: "token_embedding" })(tokens),
    new Embedding(steps, width, { name: "position_embedding" })(positions),
  ]);
  for (let block = 0; block < blocks; block++) {
    const name = `block${block}`;
    const attention = new MultiHeadAttention(heads, width / heads, {
      seed: 3,
      name: `${name}_attention`,
    });
    let y = new Dropout(0.1, { seed: 1 })(attention(x, x));
    x = new LayerNormalization({ epsilon: 1e-6, name: `${name}_norm1` })(new Add()([x, y]));
    y = new Dense(hidden, { activation: "relu", name: `${name}_hidden` })(x);
    y = new Dropout(0.1, { seed: 2 })(new Dense(width, { name: `${name}_out` })(y));
    x = new LayerNormalization({ epsilon: 1e-6, name: `${name}_norm2` })(new Add()([x, y]));
  }
  const scores = new Dense(5, { activation: "softmax", name: "scores" });
  const outputs = scores(new GlobalAveragePooling1D()(x));
  return new Model([tokens, positions], outputs, { name: "transformer" });
}
