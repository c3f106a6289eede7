/** What each cell of section 6.2 has to print. */
import {
  cell,
  constant,
  counted,
  expectations,
  relation,
  structure,
} from "../lib/notebook/expect.ts";

export default expectations({
  about:
    "Dive into Deep Learning (TensorFlow 2.0 edition), section 6.2. Cells with a chapter text are the book's; the others are this notebook's own.",
  cells: [
    cell("two", "the sum of two products", {
      chapter: [
        "<tf.Tensor: id=219, shape=(3, 4), dtype=float32, numpy=",
        "array([[-0.5083256 , -0.8676372 , -0.04281294, -1.9311084 ],",
        "       [ 1.3117619 , -0.08776671,  0.5579821 ,  1.4077363 ],",
        "       [ 0.18361318,  0.94494146, -0.31174743,  1.3439546 ]],",
        "      dtype=float32)>",
      ],
      claims: [
        structure(),
        counted(),
        relation("by plain loops", ({ X, Wxh, H, Whh, two }) => {
          const [x, u, h, w, y] = [X, Wxh, H, Whh, two].map((it) => it.numpy().data);
          return y.every((it, p) => {
            const [i, j] = [p >> 2, p & 3];
            const sum = [0, 1, 2, 3].reduce(
              (sum, k) => sum + h[4 * i + k] * w[4 * k + j],
              x[i] * u[j],
            );
            return Math.abs(it - sum) < 1e-5;
          });
        }, { part: ".values" }),
      ],
    }),
    cell("one", "one product", {
      chapter: [
        "<tf.Tensor: id=226, shape=(3, 4), dtype=float32, numpy=",
        "array([[-0.5083256 , -0.8676373 , -0.04281296, -1.9311084 ],",
        "       [ 1.3117617 , -0.08776676,  0.5579822 ,  1.4077362 ],",
        "       [ 0.18361317,  0.94494146, -0.3117473 ,  1.3439546 ]],",
        "      dtype=float32)>",
      ],
      claims: [
        structure(),
        counted(),
        relation(
          "the same as the sum of two, to the last places",
          ({ one, two }) =>
            one.numpy().data.every((it, i) => Math.abs(it - two.numpy().data[i]) < 2e-6),
          { part: ".values" },
        ),
      ],
    }),
    cell("cell", "Keras's cell", [
      structure({ is: "tensor () bool" }),
      counted(),
      constant({ part: ".values", is: true }),
    ]),
  ],
});
