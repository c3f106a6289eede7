/** What each cell of section 5.3 has to print. */
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
    "Dive into Deep Learning (TensorFlow 2.0 edition), section 5.3. Cells with a chapter text are the book's; the others are this notebook's own.",
  cells: [
    cell("setup", "the version of TensorFlow that is reproduced", {
      chapter: { stdout: "2.0.0" },
      claims: [
        text({ part: "stdout", profile: "2.0" }),
        text({ part: "stdout", profile: "2.1", is: "2.1.0" }),
      ],
    }),
    cell("corr2d", "defining it prints nothing", [silent()]),
    cell("in", "two channels become one", {
      chapter: [
        "<tf.Tensor: id=145, shape=(2, 2), dtype=float32, numpy=",
        "array([[ 56.,  72.],",
        "       [104., 120.]], dtype=float32)>",
      ],
      claims: [
        structure(),
        counted(),
        constant({ part: ".values" }),
      ],
    }),
    cell("out", "defining it prints nothing", [silent()]),
    cell("kernels", "three kernels", { chapter: "TensorShape([3, 2, 2, 2])", claims: [text()] }),
    cell("three", "three channels", {
      chapter: [
        "<tf.Tensor: id=592, shape=(3, 2, 2), dtype=float32, numpy=",
        "array([[[ 56.,  72.],",
        "        [104., 120.]],",
        "",
        "       [[ 76., 100.],",
        "        [148., 172.]],",
        "",
        "       [[ 96., 128.],",
        "        [192., 224.]]], dtype=float32)>",
      ],
      claims: [
        structure(),
        counted(),
        constant({ part: ".values" }),
      ],
    }),
    cell("one-by-one", "defining it prints nothing", [silent()]),
    cell("same", "the product is the convolution", {
      chapter: "<tf.Tensor: id=1392, shape=(), dtype=bool, numpy=True>",
      claims: [
        structure(),
        counted(),
        constant({ part: ".values" }),
        relation("each output is the sum over the channels, by plain loops", ({ X, K, Y1 }) => {
          const [x, k, y] = [X, K, Y1].map((it) => it.numpy().data);
          return y.every((it, p) => {
            const [o, at] = [Math.floor(p / 9), p % 9];
            const sum = [0, 1, 2].reduce((sum, c) => sum + k[3 * o + c] * x[9 * c + at], 0);
            return Math.abs(sum - it) < 1e-6;
          });
        }),
      ],
    }),
    cell("layer", "so does the layer", [
      structure({ is: "tensor () bool" }),
      counted(),
      constant({ part: ".values", is: true }),
    ]),
  ],
});
