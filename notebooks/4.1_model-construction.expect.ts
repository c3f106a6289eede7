/** What each cell of section 4.1 has to print. */
import {
  cell,
  constant,
  counted,
  distribution,
  expectations,
  layout,
  relation,
  silent,
  structure,
  text,
} from "../lib/notebook/expect.ts";

export default expectations({
  about:
    "Dive into Deep Learning (TensorFlow 2.0 edition), section 4.1. Cells with a chapter text are the book's; the others are this notebook's own.",
  cells: [
    cell("setup", "the version of TensorFlow that is reproduced", {
      chapter: { stdout: "2.0.0" },
      claims: [
        text({ part: "stdout", profile: "2.0" }),
        text({ part: "stdout", profile: "2.1", is: "2.1.0" }),
      ],
    }),
    cell("class", "a class prints nothing", [silent()]),
    cell("instance", "the outputs of the class", {
      chapter: [
        "<tf.Tensor: id=62, shape=(2, 10), dtype=float32, numpy=",
        "array([[ 0.15637134,  0.14062534, -0.11187253, -0.13151687,  0.12066578,",
        "         0.15376692,  0.03429577,  0.07023033, -0.12030508, -0.38496107],",
        "       [-0.02877349,  0.1088542 , -0.20668823,  0.08241277,  0.06292161,",
        "         0.25310248,  0.04884301,  0.27015388, -0.13183925, -0.23431192]],",
        "      dtype=float32)>",
      ],
      claims: [
        layout(),
        structure(),
        counted(),
        relation(
          "the outputs are relu(X W1 + b1) W2 + b2, computed by plain loops",
          ({ net, X }) => {
            const [w1, b1, w2, b2] = net.getWeights().map(({ data }) => data);
            const [x, y] = [X, net(X)].map((it) => it.numpy().data);
            return [0, 1].every((row) => {
              const h = Array.from({ length: 256 }, (_, j) => {
                let sum = b1[j];
                for (let i = 0; i < 20; i++) sum += x[row * 20 + i] * w1[i * 256 + j];
                return Math.max(sum, 0);
              });
              return Array.from(b2 as number[]).every((b, k) => {
                const sum = h.reduce((total, it, j) => total + it * w2[j * 10 + k], b);
                return Math.abs(sum - y[row * 10 + k]) <= 2e-6;
              });
            });
          },
          { part: ".values" },
        ),
        distribution({ "uniform": [0, 1] }, { probe: ({ X }) => X, says: "X" }),
        distribution({ "uniform": [-0.14744195615489714, 0.14744195615489714] }, {
          probe: ({ net }) => net.dense1.kernel,
          says: "the hidden layer's kernel, by Glorot's rule",
        }),
      ],
    }),
    cell("instance-names", "parameters are named after the class and its layers", [
      text({
        is: [
          "['mlp/dense/kernel:0',",
          " 'mlp/dense/bias:0',",
          " 'mlp/dense_1/kernel:0',",
          " 'mlp/dense_1/bias:0']",
        ],
      }),
    ]),
    cell("sequential", "the outputs of the Sequential", {
      chapter: [
        "<tf.Tensor: id=117, shape=(2, 10), dtype=float32, numpy=",
        "array([[-0.42563885, -0.11981717,  0.0838763 ,  0.04553887,  0.09710997,",
        "         0.16843301,  0.15290505, -0.00364013, -0.13743742, -0.36868355],",
        "       [-0.37125233, -0.18243487,  0.24916942, -0.04006755,  0.06090571,",
        "         0.05331742,  0.24555533, -0.03183865, -0.10122052, -0.11752242]],",
        "      dtype=float32)>",
      ],
      claims: [
        layout(),
        structure(),
        counted(),
        relation(
          "the outputs are relu(X W1 + b1) W2 + b2, computed by plain loops",
          ({ model, X }) => {
            const [w1, b1, w2, b2] = model.getWeights().map(({ data }) => data);
            const [x, y] = [X, model(X)].map((it) => it.numpy().data);
            return [0, 1].every((row) => {
              const h = Array.from({ length: 256 }, (_, j) => {
                let sum = b1[j];
                for (let i = 0; i < 20; i++) sum += x[row * 20 + i] * w1[i * 256 + j];
                return Math.max(sum, 0);
              });
              return Array.from(b2 as number[]).every((b, k) => {
                const sum = h.reduce((total, it, j) => total + it * w2[j * 10 + k], b);
                return Math.abs(sum - y[row * 10 + k]) <= 2e-6;
              });
            });
          },
          { part: ".values" },
        ),
      ],
    }),
    cell("same", "equal parameters, equal outputs", [
      structure({ is: "tensor () bool" }),
      counted(),
      constant({ part: ".values", is: true }),
    ]),
    cell("fancy-class", "a class prints nothing", [silent()]),
    cell("fancy", "a scalar that depends on the branch taken", {
      chapter: "<tf.Tensor: id=220, shape=(), dtype=float32, numpy=24.381481>",
      claims: [
        layout(),
        structure(),
        counted(),
        relation(
          "the norm ended in [0.8, 1], or below 0.8 and was multiplied by 10, so the sum of 40 values that are not negative lies in [0.8, 51], or all are 0",
          ({ fancyResult }) => {
            const value = Number(fancyResult);
            return value === 0 || (value >= 0.8 && value <= 51);
          },
          { part: ".values" },
        ),
        distribution({ "uniform": [0, 1] }, {
          probe: ({ fancy }) => fancy.randWeight,
          says: "the constant matrix",
        }),
      ],
    }),
    cell("constant", "the constant is no parameter", [
      text({
        is: "[('fancy_mlp/dense_4/kernel:0', (20, 20)), ('fancy_mlp/dense_4/bias:0', (20,))]",
      }),
    ]),
    cell("nest", "a scalar from a model in a model in a model", {
      chapter: "<tf.Tensor: id=403, shape=(), dtype=float32, numpy=3.2303767>",
      claims: [
        layout(),
        structure(),
        counted(),
        relation(
          "in [0.8, 51], or 0 where all outputs of the last layer are 0",
          ({ nestedResult }) => {
            const value = Number(nestedResult);
            return value === 0 || (value >= 0.8 && value <= 51);
          },
          { part: ".values" },
        ),
      ],
    }),
    cell("inside", "five Dense layers, ten parameters", [text({ is: "(10, [6, 2, 2])" })]),
    cell("inside-gradients", "a gradient for every parameter, through the loop", [
      text({
        is: [
          "[(20, 64),",
          " (64,),",
          " (64, 32),",
          " (32,),",
          " (32, 16),",
          " (16,),",
          " (16, 20),",
          " (20,),",
          " (20, 20),",
          " (20,)]",
        ],
      }),
    ]),
  ],
});
