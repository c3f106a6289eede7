/** What each cell of section 3.13 has to print. */
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
    "Dive into Deep Learning (TensorFlow 2.0 edition), section 3.13. Cells with a chapter text are the book's; the others are this notebook's own.",
  cells: [
    cell("setup", "an import prints nothing", [silent()]),
    cell("dropout", "defining it prints nothing", [silent()]),
    cell("none", "nothing dropped", {
      chapter: [
        "<tf.Tensor: id=65, shape=(2, 8), dtype=float32, numpy=",
        "array([[ 0.,  1.,  2.,  3.,  4.,  5.,  6.,  7.],",
        "       [ 8.,  9., 10., 11., 12., 13., 14., 15.]], dtype=float32)>",
      ],
      claims: [
        structure({ is: "tensor (2, 8) float32" }),
        counted(),
        constant({ part: ".values" }),
      ],
    }),
    cell("half", "a half dropped", {
      chapter: [
        "<tf.Tensor: id=79, shape=(2, 8), dtype=float32, numpy=",
        "array([[ 0.,  2.,  0.,  0.,  8.,  0.,  0.,  0.],",
        "       [ 0.,  0., 20., 22.,  0., 26.,  0., 30.]], dtype=float32)>",
      ],
      claims: [
        structure(),
        counted(),
        relation(
          "each is 0 or twice what it was",
          ({ half }) => half.numpy().data.every((it, i) => it === 0 || it === 2 * i),
          { part: ".values" },
        ),
      ],
    }),
    cell("all", "everything dropped", {
      chapter: [
        "<tf.Tensor: id=80, shape=(2, 8), dtype=int32, numpy=",
        "array([[0, 0, 0, 0, 0, 0, 0, 0],",
        "       [0, 0, 0, 0, 0, 0, 0, 0]], dtype=int32)>",
      ],
      claims: [
        structure({ is: "tensor (2, 8) int32" }),
        counted(),
        constant({ part: ".values" }),
      ],
    }),
    cell("share", "seven tenths are kept", [text({ is: "['0.70', '1.00']" })]),
    cell("parameters", "making them prints nothing", [silent()]),
    cell("net", "defining it prints nothing", [silent()]),
    cell("calls", "dropout only in training", [text({ is: "[True, False]" })]),
    cell("model", "as many parameters as the one written out", [
      text({ is: "[True, 269322]" }),
      relation(
        "as many as above",
        ({ params, model }) =>
          params.reduce((sum, it) => sum + it.shape.reduce((a, b) => a * b, 1), 0) ===
            model.countParams(),
      ),
    ]),
  ],
});
