/** What each cell of section 4.5 has to print. */
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
  volatile,
} from "../lib/notebook/expect.ts";

export default expectations({
  about:
    "Dive into Deep Learning (TensorFlow 2.0 edition), section 4.5. Cells with a chapter text are the book's; the others are this notebook's own.",
  cells: [
    cell("setup", "the version of TensorFlow that is reproduced", {
      chapter: { stdout: "2.0.0" },
      claims: [
        text({ part: "stdout", profile: "2.0" }),
        text({ part: "stdout", profile: "2.1", is: "2.1.0" }),
      ],
    }),
    cell("x", "three ones", {
      chapter:
        "<tf.Tensor: id=2, shape=(3,), dtype=float32, numpy=array([1., 1., 1.], dtype=float32)>",
      claims: [
        layout(),
        structure(),
        counted(),
        constant({ part: ".values" }),
      ],
    }),
    cell("x2", "the same from the file", {
      chapter: "array([1., 1., 1.], dtype=float32)",
      claims: [text()],
    }),
    cell("xy", "two tensors from one file", {
      chapter: [
        "(<tf.Tensor: id=6, shape=(3,), dtype=float32, numpy=array([1., 1., 1.], dtype=float32)>,",
        " <tf.Tensor: id=7, shape=(4,), dtype=float32, numpy=array([0., 0., 0., 0.], dtype=float32)>)",
      ],
      claims: [
        structure(),
        counted("[0].id"),
        counted("[1].id"),
        constant({ part: "[0].values" }),
        constant({ part: "[1].values" }),
        layout(),
      ],
    }),
    cell("mydict", "a dict of tensors from one file", {
      chapter: [
        "array({'x': <tf.Tensor: id=8, shape=(3,), dtype=float32, numpy=array([1., 1., 1.], dtype=float32)>, 'y': <tf.Tensor: id=9, shape=(4,), dtype=float32, numpy=array([0., 0., 0., 0.], dtype=float32)>},",
        "      dtype=object)",
      ],
      claims: [
        structure(),
        volatile(
          "TensorFlow 2.0 numbers tensors in the order of their creation inside the runtime",
          { part: '.item["x"].id', profile: "2.0" },
        ),
        volatile(
          "TensorFlow 2.0 numbers tensors in the order of their creation inside the runtime",
          { part: '.item["y"].id', profile: "2.0" },
        ),
        constant({ part: '.item["x"].values' }),
        constant({ part: '.item["y"].values' }),
        layout(),
      ],
    }),
    cell("mydict-itself", "what is really there: arrays by name", [
      text({
        is: [
          "{'x': array([1., 1., 1.], dtype=float32),",
          " 'y': array([0., 0., 0., 0.], dtype=float32)}",
        ],
      }),
    ]),
    cell("X", "normally distributed inputs", {
      chapter: [
        "<tf.Tensor: id=15, shape=(2, 20), dtype=float32, numpy=",
        "array([[ 1.4838032 , -0.638382  , -0.7836789 ,  1.8679693 , -0.73148364,",
        "        -0.12649764, -0.2709544 , -0.33071974,  0.08754155, -0.11141171,",
        "         0.18274567, -0.64928424, -0.6519136 ,  0.07320689, -0.5973234 ,",
        "         1.9181312 ,  0.47066143, -0.10463867, -0.48717928,  0.3107364 ],",
        "       [ 0.37838233,  0.11170077, -1.3378098 ,  0.3618399 ,  0.27140674,",
        "         0.9901546 ,  1.4799279 ,  1.2373866 , -0.62953895, -1.5107338 ,",
        "        -1.6658096 , -0.08139827,  0.5444429 ,  0.94359463, -0.00676966,",
        "        -1.5311289 , -0.30671307,  0.38309866, -0.2765001 , -0.61528987]],",
        "      dtype=float32)>",
      ],
      claims: [
        layout(),
        structure(),
        counted(),
        distribution({ "normal": [0, 1] }, { part: ".values", probe: ({ X }) => X }),
      ],
    }),
    cell("Y", "the outputs of the model", {
      chapter: [
        "<tf.Tensor: id=71, shape=(2, 10), dtype=float32, numpy=",
        "array([[-0.30077258,  0.4493576 ,  0.00761353, -0.14657806, -0.11702831,",
        "        -0.20244044,  0.15949515, -0.025849  , -0.36856648,  0.23903428],",
        "       [-0.09660852,  0.0096112 ,  0.3435048 , -0.066409  , -0.24335058,",
        "        -0.01852736,  0.77680373, -0.04183513, -0.232623  , -0.5856861 ]],",
        "      dtype=float32)>",
      ],
      claims: [
        layout(),
        structure(),
        counted(),
        relation(
          "the outputs are relu(X W1 + b1) W2 + b2, computed by plain loops",
          ({ net, X, Y }) => {
            const [w1, b1, w2, b2] = net.getWeights().map(({ data }) => data);
            const [x, y] = [X, Y].map((it) => it.numpy().data);
            return [0, 1].every((row) => {
              const h = Array.from({ length: 256 }, (_, j) => {
                let sum = b1[j];
                for (let i = 0; i < 20; i++) sum += x[row * 20 + i] * w1[i * 256 + j];
                return Math.max(sum, 0);
              });
              return Array.from(b2 as number[]).every((b, k) => {
                const sum = h.reduce((total, it, j) => total + it * w2[j * 10 + k], b);
                return Math.abs(sum - y[row * 10 + k]) <= 5e-6;
              });
            });
          },
          { part: ".values" },
        ),
      ],
    }),
    cell("save", "saving prints nothing", [silent()]),
    cell("load", "all outputs agree", {
      chapter: [
        "<tf.Tensor: id=146, shape=(2, 10), dtype=bool, numpy=",
        "array([[ True,  True,  True,  True,  True,  True,  True,  True,  True,",
        "         True],",
        "       [ True,  True,  True,  True,  True,  True,  True,  True,  True,",
        "         True]])>",
      ],
      claims: [
        layout(),
        structure(),
        counted(),
        constant({ part: ".values" }),
      ],
    }),
    cell("names", "names of the two models", [
      text({ is: "['mlp/dense/kernel:0', 'mlp_1/dense_2/kernel:0']" }),
    ]),
    cell("wrong", "nothing is loaded by half", [text({ is: "(True, True)" })]),
    cell("tidy-up", "tidying up prints nothing", [silent()]),
  ],
});
