/** What each cell of section 6.4 has to print. */
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
    "Dive into Deep Learning (TensorFlow 2.0 edition), section 6.4. Cells with a chapter text are the book's; the others are this notebook's own.",
  cells: [
    cell("setup", "an import prints nothing", [silent()]),
    cell("one-hot", "two vectors", {
      chapter: [
        "<tf.Tensor: id=4, shape=(2, 1027), dtype=float32, numpy=",
        "array([[1., 0., 0., ..., 0., 0., 0.],",
        "       [0., 0., 1., ..., 0., 0., 0.]], dtype=float32)>",
      ],
      claims: [
        structure(),
        counted(),
        constant({ part: ".values" }),
        relation(
          "ones at 0 and 2 alone",
          ({ tf, vocabSize }) =>
            tf.oneHot([0, 2], vocabSize).numpy().data.every((it, i) =>
              it === (i === 0 || i === 1029 ? 1 : 0)
            ),
        ),
      ],
    }),
    cell("steps", "five matrices", { chapter: "(5, TensorShape([2, 1027]))", claims: [text()] }),
    cell("element", "the one of a vector", {
      chapter: "<tf.Tensor: id=37, shape=(), dtype=float32, numpy=1.0>",
      claims: [
        structure({ is: "tensor () float32" }),
        counted(),
        constant({ part: ".values" }),
      ],
    }),
    cell("params", "defining them prints nothing", [silent()]),
    cell("rnn", "defining it prints nothing", [silent()]),
    cell("shapes", "outputs and the last state", {
      chapter: { stdout: "5 (2, 1027) (2, 256)" },
      claims: [text({ part: "stdout" })],
    }),
    cell("keras", "the same state", [
      structure({ is: "tensor () bool" }),
      counted(),
      constant({ part: ".values", is: true }),
    ]),
    cell("clipping", "brought down, and left", [
      text({ is: "[[0.6000000238418579, 0, 0.800000011920929], [3, 0, 4]]" }),
      relation("as tf.clipByGlobalNorm does", ({ tf, grads, gradClipping }) => {
        const [clipped] = tf.clipByGlobalNorm(grads, 1);
        return gradClipping(grads, 1).every((it, i) =>
          it.numpy().data.every((x, j) => Math.abs(x - clipped[i].numpy().data[j]) < 1e-7)
        );
      }),
    ]),
  ],
});
