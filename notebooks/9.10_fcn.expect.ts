/** What each cell of section 9.10 has to print. */
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
    "Dive into Deep Learning (TensorFlow 2.0 edition), section 9.10. Cells with a chapter text are the book's; the others are this notebook's own.",
  cells: [
    cell("setup", "an import prints nothing", [silent()]),
    cell("conv", "four numbers", {
      chapter: [
        "(<tf.Tensor: shape=(1, 2, 2, 1), dtype=float32, numpy=",
        " array([[[[348.],",
        "          [393.]],",
        " ",
        "         [[528.],",
        "          [573.]]]], dtype=float32)>, (1, 1, 3, 3))",
      ],
      claims: [
        structure({ is: "(tensor (1, 2, 2, 1) float32, (int, int, int, int))" }),
        structure({ part: "[0]", is: "tensor (1, 2, 2, 1) float32" }),
        counted("[0].id"),
        constant({ part: "[0].values" }),
        constant({ part: "[1][0]" }),
        constant({ part: "[1][1]" }),
        constant({ part: "[1][2]" }),
        constant({ part: "[1][3]" }),
      ],
    }),
    cell("matrix", "the same four numbers", {
      chapter: [
        "(<tf.Tensor: shape=(4, 1), dtype=float32, numpy=",
        " array([[348.],",
        "        [393.],",
        "        [528.],",
        "        [573.]], dtype=float32)>,",
        " array([[1., 2., 3., 0., 4., 5., 6., 0., 7., 8., 9., 0., 0., 0., 0., 0.],",
        "        [0., 1., 2., 3., 0., 4., 5., 6., 0., 7., 8., 9., 0., 0., 0., 0.],",
        "        [0., 0., 0., 0., 1., 2., 3., 0., 4., 5., 6., 0., 7., 8., 9., 0.],",
        "        [0., 0., 0., 0., 0., 1., 2., 3., 0., 4., 5., 6., 0., 7., 8., 9.]]))",
      ],
      claims: [
        structure({ is: "(tensor (4, 1) float32, array (4, 16))" }),
        structure({ part: "[0]", is: "tensor (4, 1) float32" }),
        counted("[0].id"),
        constant({ part: "[0].values" }),
        constant({ part: "[1].values" }),
      ],
    }),
    cell("transposed", "the transpose", [
      structure({ is: "tensor () bool" }),
      counted(),
      constant({ part: ".values", is: true }),
    ]),
    cell("half", "half as large", { chapter: "TensorShape([1, 32, 32, 10])", claims: [text()] }),
    cell("double", "twice as large", { chapter: "TensorShape([1, 64, 64, 3])", claims: [text()] }),
    cell("bilinear", "twice as large", [
      text({ is: "TensorShape([1, 12, 10, 3])" }),
      relation("within the edges, bilinear interpolation", ({ tf, image, larger }) => {
        const resized = tf.image.resize(image, [12, 10], { method: "bilinear" });
        const inner = (it) => it.at(":", "1:-1", "1:-1").numpy().data;
        const [a, b] = [inner(larger), inner(resized)];
        return a.every((it, i) => Math.abs(it - b[i]) < 1e-6);
      }),
    ]),
  ],
});
