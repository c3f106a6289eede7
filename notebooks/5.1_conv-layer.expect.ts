/** What each cell of section 5.1 has to print. */
import {
  cell,
  constant,
  counted,
  expectations,
  relation,
  silent,
  structure,
  text,
} from "../lib/notebook/expect.ts";

export default expectations({
  about:
    "Dive into Deep Learning (TensorFlow 2.0 edition), section 5.1. Cells with a chapter text are the book's; the others are this notebook's own.",
  cells: [
    cell("setup", "the version of TensorFlow that is reproduced", {
      chapter: { stdout: "2.0.0" },
      claims: [
        text({ part: "stdout", profile: "2.0" }),
        text({ part: "stdout", profile: "2.1", is: "2.1.0" }),
      ],
    }),
    cell("corr2d", "defining it prints nothing", [silent()]),
    cell("example", "the sums under the window", {
      chapter: [
        "<tf.Variable 'Variable:0' shape=(2, 2) dtype=float32, numpy=",
        "array([[19., 25.],",
        "       [37., 43.]], dtype=float32)>",
      ],
      claims: [text()],
    }),
    cell("layer", "defining it prints nothing", [silent()]),
    cell("whole", "a kernel as large as the input", [
      text({ is: "((2, 3), (1, 1))" }),
      relation("the output is the sum of kernel and bias", ({ whole, Z }) => {
        const [w, b] = whole.getWeights().map(({ data }) => data);
        return Math.abs(w.reduce((sum, it) => sum + it, b[0]) - Z.numpy().data[0]) < 1e-6;
      }),
    ]),
    cell("image", "two edges", {
      chapter: [
        "<tf.Variable 'Variable:0' shape=(6, 8) dtype=float32, numpy=",
        "array([[1., 1., 0., 0., 0., 0., 1., 1.],",
        "       [1., 1., 0., 0., 0., 0., 1., 1.],",
        "       [1., 1., 0., 0., 0., 0., 1., 1.],",
        "       [1., 1., 0., 0., 0., 0., 1., 1.],",
        "       [1., 1., 0., 0., 0., 0., 1., 1.],",
        "       [1., 1., 0., 0., 0., 0., 1., 1.]], dtype=float32)>",
      ],
      claims: [text()],
    }),
    cell("kernel", "the kernel, which the kernel of the notebook shows", [
      structure({ is: "tensor (1, 2) float32" }),
      counted(),
      constant({ part: ".values", is: [[1, -1]] }),
    ]),
    cell("edges", "the edges", {
      chapter: [
        "<tf.Variable 'Variable:0' shape=(6, 7) dtype=float32, numpy=",
        "array([[ 0.,  1.,  0.,  0.,  0., -1.,  0.],",
        "       [ 0.,  1.,  0.,  0.,  0., -1.,  0.],",
        "       [ 0.,  1.,  0.,  0.,  0., -1.,  0.],",
        "       [ 0.,  1.,  0.,  0.,  0., -1.,  0.],",
        "       [ 0.,  1.,  0.,  0.,  0., -1.,  0.],",
        "       [ 0.,  1.,  0.,  0.,  0., -1.,  0.]], dtype=float32)>",
      ],
      claims: [text()],
    }),
    cell("learn", "the shape of the labels", {
      chapter: "TensorShape([1, 6, 7, 1])",
      claims: [text()],
    }),
    cell("begin", "a beginning prints nothing", [silent()]),
    cell("train", "the losses of the book's run", {
      chapter: {
        stdout: [
          "batch 2, loss 29.746",
          "batch 4, loss 11.249",
          "batch 6, loss 4.451",
          "batch 8, loss 1.797",
          "batch 10, loss 0.731",
        ],
      },
      claims: [text({ part: "stdout" })],
    }),
    cell("learnt", "the kernel of the book's run", {
      chapter:
        "<tf.Tensor: id=1012, shape=(1, 2), dtype=float32, numpy=array([[ 0.9016267, -1.0779195]], dtype=float32)>",
      claims: [
        structure(),
        counted(),
        relation(
          "the book's digits, to the last place of a float32",
          ({ tf, conv2d }) =>
            tf.reshape(conv2d.getWeights()[0], [2]).numpy().data.every((it, i) =>
              Math.abs(it - [0.9016267, -1.0779195][i]) < 2.5e-7
            ),
          { part: ".values" },
        ),
      ],
    }),
  ],
});
