/** What each cell of section 2.3 has to print. */
import {
  cell,
  constant,
  counted,
  expectations,
  silent,
  structure,
  text,
} from "../lib/notebook/expect.ts";

export default expectations({
  about:
    "Dive into Deep Learning (TensorFlow 2.0 edition), section 2.3. Cells with a chapter text are the book's; the others are this notebook's own.",
  cells: [
    cell("setup", "the version of TensorFlow that is reproduced", {
      chapter: { stdout: "2.0.0" },
      claims: [
        text({ part: "stdout", profile: "2.0" }),
        text({ part: "stdout", profile: "2.1", is: "2.1.0" }),
      ],
    }),
    cell("x", "a column", {
      chapter: [
        "<tf.Tensor: id=10, shape=(4, 1), dtype=float32, numpy=",
        "array([[0.],",
        "       [1.],",
        "       [2.],",
        "       [3.]], dtype=float32)>",
      ],
      claims: [
        structure({ is: "tensor (4, 1) float32" }),
        counted(),
        constant({ part: ".values" }),
      ],
    }),
    cell("gradient", "four times x", {
      chapter: [
        "<tf.Tensor: id=30, shape=(4, 1), dtype=float32, numpy=",
        "array([[ 0.],",
        "       [ 4.],",
        "       [ 8.],",
        "       [12.]], dtype=float32)>",
      ],
      claims: [
        structure({ is: "tensor (4, 1) float32" }),
        counted(),
        constant({ part: ".values" }),
      ],
    }),
    cell("persistent", "two gradients", {
      chapter: {
        result: [
          "(<tf.Tensor: id=41, shape=(4, 1), dtype=float32, numpy=",
          " array([[  0.],",
          "        [  4.],",
          "        [ 32.],",
          "        [108.]], dtype=float32)>,",
          " <tf.Tensor: id=47, shape=(4, 1), dtype=float32, numpy=",
          " array([[0.],",
          "        [2.],",
          "        [4.],",
          "        [6.]], dtype=float32)>)",
        ],
      },
      claims: [
        structure({ part: "[0]", is: "tensor (4, 1) float32" }),
        counted("[0].id"),
        constant({ part: "[0].values" }),
        structure({ part: "[1]", is: "tensor (4, 1) float32" }),
        counted("[1].id"),
        constant({ part: "[1].values" }),
        structure({ is: "(tensor (4, 1) float32, tensor (4, 1) float32)" }),
      ],
    }),
    cell("f", "defining it prints nothing", [silent()]),
    cell("control", "the gradient is the factor", {
      chapter: "<tf.Tensor: id=201, shape=(1, 1), dtype=bool, numpy=array([[ True]])>",
      claims: [
        structure({ is: "tensor (1, 1) bool" }),
        counted(),
        constant({ part: ".values" }),
      ],
    }),
    cell("factors", "the factors", [text({ is: "[51200, 104857600, 1048576, 512, 2]" })]),
  ],
});
