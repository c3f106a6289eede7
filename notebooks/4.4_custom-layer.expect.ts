/** What each cell of section 4.4 has to print. */
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
    "Dive into Deep Learning (TensorFlow 2.0 edition), section 4.4. Cells with a chapter text are the book's; the others are this notebook's own.",
  cells: [
    cell("setup", "the version of TensorFlow that is reproduced", {
      chapter: { stdout: "2.0.0" },
      claims: [
        text({ part: "stdout", profile: "2.0" }),
        text({ part: "stdout", profile: "2.1", is: "2.1.0" }),
      ],
    }),
    cell("inputs", "inputs print nothing", [silent()]),
    cell("centered-class", "a class prints nothing", [silent()]),
    cell("centered-int", "whole numbers less their mean, as Windows prints them", {
      chapter: "<tf.Tensor: id=11, shape=(5,), dtype=int32, numpy=array([-2, -1,  0,  1,  2])>",
      claims: [
        layout(),
        structure(),
        counted(),
        constant({ part: ".values" }),
      ],
    }),
    cell("centered-linux", "the same, as Linux prints 32 bits", [
      structure({ is: "tensor (5,) int32" }),
      counted(),
      layout(),
      constant({ part: ".values", is: [-2, -1, 0, 1, 2] }),
    ]),
    cell("centered-net", "outputs whose mean was taken away", {
      chapter: [
        "<tf.Tensor: id=42, shape=(2, 20), dtype=float32, numpy=",
        "array([[-0.2791378 , -0.80257636, -0.8498672 , -0.8917849 , -0.43128002,",
        "         0.2557137 , -0.51745236,  0.31894356,  0.03016172,  0.5299317 ,",
        "        -0.094203  , -0.3885942 ,  0.6737736 ,  0.5981153 ,  0.30068082,",
        "         0.42632163,  0.3067779 ,  0.07029241,  0.0343143 ,  0.41021633],",
        "       [ 0.0257766 , -0.4703896 , -0.9074424 , -1.2818251 ,  0.17860745,",
        "         0.11847494, -0.14939149,  0.20248316, -0.140678  ,  0.6033463 ,",
        "         0.13899392, -0.08732668,  0.08497022,  0.8094018 ,  0.20579913,",
        "         0.40613335,  0.2509889 ,  0.34718364, -0.6298219 ,  0.59436864]],",
        "      dtype=float32)>",
      ],
      claims: [
        layout(),
        structure(),
        counted(),
        relation(
          "the outputs are X W + b less their mean, computed by plain loops",
          ({ net, X, Y }) => {
            const [w, b] = net.getWeights().map(({ data }) => data);
            const [x, y] = [X, Y].map((it) => it.numpy().data);
            const plain = Array.from({ length: 40 }, (_, at) => {
              const [row, k] = [Math.floor(at / 20), at % 20];
              let sum = b[k];
              for (let i = 0; i < 20; i++) sum += x[row * 20 + i] * w[i * 20 + k];
              return sum;
            });
            const mean = plain.reduce((a, c) => a + c) / 40;
            return plain.every((it, at) => Math.abs(it - mean - y[at]) <= 2e-6);
          },
          { part: ".values" },
        ),
      ],
    }),
    cell("centered-mean", "a mean of zero up to rounding", {
      chapter: "<tf.Tensor: id=44, shape=(), dtype=float32, numpy=-2.9802323e-09>",
      claims: [
        structure(),
        counted(),
        relation("at most 4e-8 from 0", ({ mean }) => Math.abs(Number(mean)) <= 4e-8, {
          part: ".values",
        }),
      ],
    }),
    cell("dense-class", "a class prints nothing", [silent()]),
    cell("dense", "the parameters of the layer", {
      chapter: [
        "[array([[ 0.05307531, -0.01968029,  0.00317079],",
        "        [-0.03745286, -0.0031012 , -0.0925727 ],",
        "        [ 0.00653961, -0.0849395 , -0.00591413],",
        "        [-0.03926834,  0.03737333, -0.08176559],",
        "        [-0.02961348,  0.00735149, -0.04053285],",
        "        [-0.0769348 , -0.01365675,  0.04430145],",
        "        [ 0.05790468,  0.06002709,  0.00588025],",
        "        [ 0.00912714, -0.04544574, -0.08150417],",
        "        [ 0.01794734, -0.06478786, -0.0466853 ],",
        "        [ 0.0007794 ,  0.07972597,  0.01827623],",
        "        [ 0.04688237,  0.040658  ,  0.04173873],",
        "        [ 0.07974287, -0.01226464,  0.03872328],",
        "        [ 0.023996  , -0.044014  ,  0.01851312],",
        "        [-0.04491149,  0.00450119,  0.03688556],",
        "        [ 0.01733875, -0.01641337,  0.06909126],",
        "        [-0.07539   , -0.0878872 ,  0.0091918 ],",
        "        [-0.00092481, -0.06399333,  0.00150875],",
        "        [-0.01826238, -0.06126164, -0.05938709],",
        "        [ 0.04794892,  0.03742057, -0.0018529 ],",
        "        [ 0.03086024,  0.00513093, -0.04271856]], dtype=float32),",
        " array([0., 0., 0.], dtype=float32)]",
      ],
      claims: [
        layout(),
        structure(),
        distribution({ "normal": [0, 0.05] }, {
          part: "[0]",
          probe: ({ dense }) => dense.w,
          says: "the initializer's default standard deviation is 0.05",
        }),
        constant({ part: "[1]" }),
      ],
    }),
    cell("dense-net", "two layers of our own", {
      chapter: [
        "<tf.Tensor: id=121, shape=(2, 1), dtype=float32, numpy=",
        "array([[-0.00446665],",
        "       [-0.0158301 ]], dtype=float32)>",
      ],
      claims: [
        layout(),
        structure(),
        counted(),
        relation(
          "X w1 w2, as both biases are 0, computed by plain loops",
          ({ stacked, X, stackedResult }) => {
            const [w1, , w2] = stacked.getWeights().map(({ data }) => data);
            const [x, y] = [X, stackedResult].map((it) => it.numpy().data);
            return [0, 1].every((row) => {
              let total = 0;
              for (let j = 0; j < 8; j++) {
                for (let i = 0; i < 20; i++) total += x[row * 20 + i] * w1[i * 8 + j] * w2[j];
              }
              return Math.abs(total - y[row]) <= 1e-6;
            });
          },
          { part: ".values" },
        ),
      ],
    }),
    cell("dense-names", "names of own layers", [
      text({
        is: [
          "[('sequential_1/my_dense_1/w:0', (20, 8)),",
          " ('sequential_1/my_dense_1/b:0', (8,)),",
          " ('sequential_1/my_dense_2/w:0', (8, 1)),",
          " ('sequential_1/my_dense_2/b:0', (1,))]",
        ],
      }),
    ]),
    cell("dense-gradients", "each of two rows adds 1 to the last bias's gradient", [
      text({ is: "array([2.], dtype=float32)" }),
    ]),
  ],
});
