"""Sequence to sequence with LSTM, and the encoder of a transformer."""
from keras import Input, Model
from keras.layers import (
    LSTM,
    Add,
    Dense,
    Dropout,
    Embedding,
    GlobalAveragePooling1D,
    LayerNormalization,
    MultiHeadAttention,
)


def seq2seq(steps=(9, 7), vocabularies=(193, 197), width=128, units=256):
    """Sutskever et al. 2014: the encoder's states start the decoder; two layers each."""
    source = Input((steps[0],), dtype="int32", name="source")
    target = Input((steps[1],), dtype="int32", name="target")
    x = Embedding(vocabularies[0], width, mask_zero=True, name="source_embedding")(source)
    x, *first = LSTM(units, return_sequences=True, return_state=True, name="encoder_1")(x)
    _, *second = LSTM(units, return_state=True, name="encoder_2")(x)
    y = Embedding(vocabularies[1], width, mask_zero=True, name="target_embedding")(target)
    y = LSTM(units, return_sequences=True, name="decoder_1")(y, initial_state=first)
    y = LSTM(units, return_sequences=True, name="decoder_2")(y, initial_state=second)
    outputs = Dense(vocabularies[1], activation="softmax", name="scores")(y)
    return Model([source, target], outputs, name="seq2seq")


def transformer(steps=11, vocabulary=1009, width=64, heads=4, hidden=128, blocks=2, masked=False):
    """Vaswani et al. 2017: the encoder, with learned positions and a classifier."""
    tokens = Input((steps,), dtype="int32", name="tokens")
    positions = Input((steps,), dtype="int32", name="positions")
    x = Add()([
        Embedding(vocabulary, width, mask_zero=masked, name="token_embedding")(tokens),
        Embedding(steps, width, name="position_embedding")(positions),
    ])
    for block in range(blocks):
        name = f"block{block}"
        attention = MultiHeadAttention(heads, width // heads, seed=3, name=f"{name}_attention")
        y = Dropout(0.1, seed=1)(attention(x, x))
        x = LayerNormalization(epsilon=1e-6, name=f"{name}_norm1")(Add()([x, y]))
        y = Dense(hidden, activation="relu", name=f"{name}_hidden")(x)
        y = Dropout(0.1, seed=2)(Dense(width, name=f"{name}_out")(y))
        x = LayerNormalization(epsilon=1e-6, name=f"{name}_norm2")(Add()([x, y]))
    outputs = Dense(5, activation="softmax", name="scores")(GlobalAveragePooling1D()(x))
    return Model([tokens, positions], outputs, name="transformer")
