"""TensorFlow: each case as one tf.function; Keras's optimizers."""

from peer_tensorflow import VERSIONS, start, tf  # noqa: F401 -- first: it sets the log level

import model_data


def conv(x, w, strides=1, padding="SAME"):
    return tf.nn.conv2d(x, w, strides, padding)


def batch_norm(x, gamma, beta):
    fused = tf.compat.v1.nn.fused_batch_norm
    return fused(x, gamma, beta, epsilon=1e-3, is_training=True)[0]


def layer_norm(x, gamma, beta):
    mean, variance = tf.nn.moments(x, -1, keepdims=True)
    return (x - mean) * tf.math.rsqrt(variance + 1e-5) * gamma + beta


def cross_entropy(logits, y):
    return tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(y, logits))


def dense(x, w, b):
    if len(x.shape) == 2:
        return tf.nn.bias_add(tf.matmul(x, w), b)
    rows = tf.reshape(x, [-1, x.shape[-1]])
    return tf.reshape(dense(rows, w, b), [*x.shape[:-1], w.shape[1]])


def resnet8(p, x, y):
    def block(x, w1, gamma1, beta1, w2, gamma2, beta2, shortcut=None):
        strides = 1 if shortcut is None else 2
        h = tf.nn.relu(batch_norm(conv(x, w1, strides), gamma1, beta1))
        if shortcut is not None:
            x = conv(x, shortcut, strides)
        return tf.nn.relu(batch_norm(conv(h, w2), gamma2, beta2) + x)

    h = tf.nn.relu(batch_norm(conv(x, p[0]), p[1], p[2]))
    h = block(block(block(h, *p[3:9]), *p[9:16]), *p[16:23])
    return cross_entropy(dense(tf.reduce_mean(h, [1, 2]), p[23], p[24]), y)


def depthwise(p, x, y):
    h = tf.nn.depthwise_conv2d(x, p[0], [1, 1, 1, 1], "SAME")
    h = tf.nn.relu(tf.nn.bias_add(h, p[1]))
    h = tf.nn.relu(tf.nn.bias_add(conv(h, p[2]), p[3]))
    return cross_entropy(dense(tf.reduce_mean(h, [1, 2]), p[4], p[5]), y)


def vae(p, x, noise):
    def up(x, w, b, strides, size):
        shape = [noise.shape[0], size, size, w.shape[2]]
        return tf.nn.bias_add(tf.nn.conv2d_transpose(x, w, shape, strides, "SAME"), b)

    code = dense(tf.nn.relu(dense(x, p[0], p[1])), p[2], p[3])
    mean, log_variance = tf.split(code, 2, -1)
    z = mean + tf.exp(0.5 * log_variance) * noise
    h = tf.reshape(tf.nn.relu(dense(z, p[4], p[5])), [noise.shape[0], 7, 7, 32])
    h = tf.nn.relu(up(h, p[6], p[7], 2, 14))
    h = tf.nn.relu(up(h, p[8], p[9], 2, 28))
    logits = tf.reshape(up(h, p[10], p[11], 1, 28), [-1, 784])
    misses = tf.reduce_sum(tf.nn.sigmoid_cross_entropy_with_logits((x + 1) / 2, logits))
    excess = tf.reduce_sum(1 + log_variance - mean * mean - tf.exp(log_variance))
    return (misses - 0.5 * excess) / x.shape[0]


def char_lstm(p, x, y):
    table, kernel, recurrent, bias, w, b = p
    steps, batch = x.shape
    units = recurrent.shape[0]
    given = dense(tf.gather(table, x), kernel, bias)
    h = c = tf.zeros([batch, units])
    found = []
    for it in tf.unstack(given):
        i, f, g, o = tf.split(it + h @ recurrent, 4, -1)
        c = tf.sigmoid(f) * c + tf.sigmoid(i) * tf.tanh(g)
        h = tf.sigmoid(o) * tf.tanh(c)
        found.append(h)
    logits = dense(tf.reshape(tf.stack(found), [steps * batch, units]), w, b)
    return cross_entropy(logits, tf.reshape(y, [-1]))


def text(p, x, y):
    logits = dense(tf.reduce_mean(tf.gather(p[0], x), 1), p[1], p[2])[:, 0]
    labels = tf.cast(y, tf.float32)
    return tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(labels, logits))


def transformer(p, x, wanted):
    batch, steps, size = x.shape
    split = [batch, steps, 4, size // 4]
    heads = lambda i: tf.transpose(tf.reshape(dense(x, p[i], p[i + 1]), split), [0, 2, 1, 3])
    scores = tf.matmul(heads(0), heads(2), transpose_b=True) / (size // 4) ** 0.5
    found = tf.transpose(tf.nn.softmax(scores) @ heads(4), [0, 2, 1, 3])
    attention = dense(tf.reshape(found, x.shape), p[6], p[7])
    h = layer_norm(x + attention, p[8], p[9])
    more = dense(tf.nn.gelu(dense(h, p[10], p[11])), p[12], p[13])
    return tf.reduce_mean((layer_norm(h + more, p[14], p[15]) - wanted) ** 2)


def mlp(p, x, y):
    for i in range(0, len(p) - 2, 2):
        x = tf.nn.relu(dense(x, p[i], p[i + 1]))
    return cross_entropy(dense(x, p[-2], p[-1]), y)


def lenet(pool):
    pooled = tf.nn.max_pool2d if pool == "max" else tf.nn.avg_pool2d

    def loss(p, x, y):
        biased = lambda x, i, padding: tf.nn.bias_add(conv(x, p[i], 1, padding), p[i + 1])
        h = pooled(tf.sigmoid(biased(x, 0, "SAME")), 2, 2, "VALID")
        h = pooled(tf.sigmoid(biased(h, 2, "VALID")), 2, 2, "VALID")
        h = tf.reshape(h, [x.shape[0], -1])
        h = tf.sigmoid(dense(tf.sigmoid(dense(h, p[4], p[5])), p[6], p[7]))
        return cross_entropy(dense(h, p[8], p[9]), y)

    return loss


def chain(_, x, a, b):
    for _ in range(10):
        x = tf.abs(x * a + b)
    return x


def model_of(work):
    models = {
        "resnet8": resnet8, "depthwise": depthwise, "vae": vae, "charLstm": char_lstm,
        "text": text, "transformer": transformer, "mlp": mlp, "chain": chain,
        "lenet": lenet(work.get("pool")),
        "batchNorm": lambda p, *_: batch_norm(*p),
        "layerNorm": lambda p, *_: layer_norm(*p),
        "crossEntropy": lambda p, y: cross_entropy(p[0], y),
        "gelu": lambda p, *_: tf.nn.gelu(p[0]),
        "product": lambda _, x, y: tf.reduce_mean(tf.square(x @ y)),
        "max": lambda _, x: tf.reduce_max(x, work["axes"]),
        "sum": lambda _, x: tf.reduce_sum(x),
        "scale": lambda _, x, factors: x * factors,
        "embedding": lambda p, rows, *_: tf.gather(p[0], rows),
    }
    return models.get(work["model"])


def optimizer_of(work, weights):
    name, rate = work["optimizer"]["name"], work["optimizer"]["rate"]
    kinds = tf.keras.optimizers
    if name == "adam":
        made = kinds.Adam(rate)
    else:
        made = kinds.SGD(rate, momentum=0.9 if name == "momentum" else 0.0)
    made.build(weights)
    return made


def whole(gradients):
    """Gradients of rows as whole ones, which everybody else has.

    Keras on TensorFlow squares the parts of a row that occurs several times one by one: its Adam
    would do something else than the others'.
    """
    return [tf.convert_to_tensor(it) for it in gradients]


def training(work, weights, inputs):
    optimizer, model = optimizer_of(work, weights), model_of(work)

    @tf.function
    def step(*inputs):
        with tf.GradientTape() as tape:
            loss = model(weights, *inputs)
        optimizer.apply_gradients(zip(whole(tape.gradient(loss, weights)), weights))
        return loss

    return model_data.training(lambda: step(*inputs).numpy())


def computing(work, weights, inputs):
    model = model_of(work)

    @tf.function
    def graph(*inputs):
        if work["kind"] == "value":
            return [model(weights, *inputs)]
        with tf.GradientTape() as tape:
            y = model(weights, *inputs)
        gradients = tape.gradient(y, weights, None if y.shape.rank == 0 else inputs[-1])
        return [y, *whole(gradients)]

    return model_data.computing(lambda: graph(*inputs), lambda it: it.numpy())


def updating(work, weights, inputs):
    optimizer = optimizer_of(work, weights)

    @tf.function
    def update(gradient):
        optimizer.apply_gradients([(gradient, weights[0])])

    return model_data.updating(lambda: update(*inputs), lambda: weights[0].numpy())


def prepare(work):
    (tf.ones(1) + tf.ones(1)).numpy()
    weights = [tf.Variable(it) for it in model_data.weights(work)]
    inputs = [tf.constant(it) for it in model_data.inputs(work)]
    kinds = {"step": training, "update": updating}
    return kinds.get(work["kind"], computing)(work, weights, inputs)
