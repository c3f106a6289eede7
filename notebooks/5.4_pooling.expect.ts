/** What each cell of section 5.4 has to print. */
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
    "Dive into Deep Learning (TensorFlow 2.0 edition), section 5.4. Cells with a chapter text are the book's; the others are this notebook's own.",
  cells: [
    cell("setup", "the version of TensorFlow that is reproduced", {
      chapter: { stdout: "2.1.0" },
      claims: [
        text({ part: "stdout", profile: "2.1" }),
        text({ part: "stdout", profile: "2.0", is: "2.0.0" }),
      ],
    }),
    cell("pool", "defining it prints nothing", [silent()]),
    cell("max", "the largest elements", {
      chapter: [
        "<tf.Variable 'Variable:0' shape=(2, 2) dtype=float32, numpy=",
        "array([[4., 5.],",
        "       [7., 8.]], dtype=float32)>",
      ],
      claims: [text()],
    }),
    cell("avg", "the means", {
      chapter: [
        "<tf.Variable 'Variable:0' shape=(2, 2) dtype=float32, numpy=",
        "array([[2., 3.],",
        "       [5., 6.]], dtype=float32)>",
      ],
      claims: [text()],
    }),
    cell("image", "one image", {
      chapter: [
        "<tf.Tensor: shape=(1, 4, 4, 1), dtype=int32, numpy=",
        "array([[[[ 0],",
        "         [ 1],",
        "         [ 2],",
        "         [ 3]],",
        "",
        "        [[ 4],",
        "         [ 5],",
        "         [ 6],",
        "         [ 7]],",
        "",
        "        [[ 8],",
        "         [ 9],",
        "         [10],",
        "         [11]],",
        "",
        "        [[12],",
        "         [13],",
        "         [14],",
        "         [15]]]])>",
      ],
      claims: [
        structure({ is: "tensor (1, 4, 4, 1) int32" }),
        counted(),
        constant({ part: ".values" }),
      ],
    }),
    cell("own", "one window", {
      chapter: "<tf.Tensor: id=113, shape=(1, 1, 1, 1), dtype=int32, numpy=array([[[[10]]]])>",
      claims: [
        structure({ is: "tensor (1, 1, 1, 1) int32" }),
        counted(),
        constant({ part: ".values" }),
      ],
    }),
    cell("padded", "four windows", {
      chapter: [
        "<tf.Tensor: id=114, shape=(1, 2, 2, 1), dtype=int32, numpy=",
        "array([[[[10],",
        "         [11]],",
        "",
        "        [[14],",
        "         [15]]]])>",
      ],
      claims: [
        structure({ is: "tensor (1, 2, 2, 1) int32" }),
        counted(),
        constant({ part: ".values" }),
      ],
    }),
    cell("negative", "padding does not win", [
      structure({ is: "tensor (1, 2, 2, 1) float32" }),
      counted(),
      constant({ part: ".values", is: -3 }),
    ]),
    cell("channels", "two channels", { chapter: "TensorShape([1, 4, 4, 2])", claims: [text()] }),
    cell("each", "each channel by itself", {
      chapter: [
        "<tf.Tensor: shape=(1, 2, 2, 2), dtype=int32, numpy=",
        "array([[[[10, 11],",
        "         [11, 12]],",
        "",
        "        [[14, 15],",
        "         [15, 16]]]])>",
      ],
      claims: [
        structure({ is: "tensor (1, 2, 2, 2) int32" }),
        counted(),
        constant({ part: ".values" }),
      ],
    }),
    cell("gradient", "the gradient goes to the largest", [
      structure({ is: "tensor (3, 3) float32" }),
      counted(),
      constant({ part: ".values", is: [[0, 0, 0], [1, 0, 0], [0, 0, 0]] }),
    ]),
  ],
});
