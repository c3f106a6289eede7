/** What each cell of section 9.8 has to print. */
import {
  cell,
  constant,
  counted,
  expectations,
  silent,
  structure,
} from "../lib/notebook/expect.ts";

export default expectations({
  about:
    "Dive into Deep Learning (TensorFlow 2.0 edition), section 9.8. Cells with a chapter text are the book's; the others are this notebook's own.",
  cells: [
    cell("setup", "an import prints nothing", [silent()]),
    cell("x", "features", {
      chapter: [
        "<tf.Tensor: shape=(1, 1, 4, 4), dtype=int64, numpy=",
        "array([[[[ 0,  1,  2,  3],",
        "         [ 4,  5,  6,  7],",
        "         [ 8,  9, 10, 11],",
        "         [12, 13, 14, 15]]]])>",
      ],
      claims: [
        structure({ is: "tensor (1, 1, 4, 4) int64" }),
        counted(),
        constant({ part: ".values" }),
      ],
    }),
    cell("rois", "regions", {
      chapter: [
        "<tf.Tensor: shape=(2, 5), dtype=int64, numpy=",
        "array([[ 0,  0,  0, 20, 20],",
        "       [ 0,  0, 10, 30, 30]])>",
      ],
      claims: [
        structure({ is: "tensor (2, 5) int64" }),
        counted(),
        constant({ part: ".values" }),
      ],
    }),
    cell("roi-pool", "defining it prints nothing", [silent()]),
    cell("pooled", "the largest of each part", {
      chapter: [
        "<tf.Tensor: shape=(1, 2, 2, 2, 1), dtype=float32, numpy=",
        "array([[[[[ 5.],",
        "          [ 6.]],",
        "",
        "         [[ 9.],",
        "          [10.]]],",
        "",
        "",
        "        [[[ 9.],",
        "          [11.]],",
        "",
        "         [[13.],",
        "          [15.]]]]], dtype=float32)>",
      ],
      claims: [
        structure({ is: "tensor (1, 2, 2, 2, 1) float32" }),
        counted(),
        constant({ part: ".values" }),
      ],
    }),
  ],
});
