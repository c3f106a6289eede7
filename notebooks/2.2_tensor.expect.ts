/** What each cell of section 2.2 has to print. */
import {
  cell,
  constant,
  counted,
  distribution,
  expectations,
  layout,
  relation,
  structure,
  text,
} from "../lib/notebook/expect.ts";

export default expectations({
  about:
    "Dive into Deep Learning (TensorFlow 2.0 edition), section 2.2. Cells with a chapter text are the book's; the others are this notebook's own.",
  cells: [
    cell("setup", "the version of TensorFlow that is reproduced", {
      chapter: { stdout: "2.0.0" },
      claims: [
        text({ part: "stdout", profile: "2.0" }),
        text({ part: "stdout", profile: "2.1", is: "2.1.0" }),
      ],
    }),
    cell("range", "the shape as Python prints it", {
      chapter: { stdout: "(12,)" },
      claims: [text({ part: "stdout" })],
    }),
    cell("x", "twelve numbers", {
      chapter:
        "<tf.Tensor: id=0, shape=(12,), dtype=int32, numpy=array([ 0,  1,  2,  3,  4,  5,  6,  7,  8,  9, 10, 11])>",
      claims: [
        structure({ is: "tensor (12,) int32" }),
        counted(),
        constant({ part: ".values" }),
      ],
    }),
    cell("shape", "the shape as TensorFlow shows it", {
      chapter: "TensorShape([12])",
      claims: [text()],
    }),
    cell("len", "the length", { chapter: "12", claims: [text()] }),
    cell("reshape", "rows and columns", {
      chapter: [
        "<tf.Tensor: id=2, shape=(3, 4), dtype=int32, numpy=",
        "array([[ 0,  1,  2,  3],",
        "       [ 4,  5,  6,  7],",
        "       [ 8,  9, 10, 11]])>",
      ],
      claims: [
        structure({ is: "tensor (3, 4) int32" }),
        counted(),
        constant({ part: ".values" }),
      ],
    }),
    cell("zeros", "zeros", {
      chapter: [
        "<tf.Tensor: id=5, shape=(2, 3, 4), dtype=float32, numpy=",
        "array([[[0., 0., 0., 0.],",
        "        [0., 0., 0., 0.],",
        "        [0., 0., 0., 0.]],",
        "",
        "       [[0., 0., 0., 0.],",
        "        [0., 0., 0., 0.],",
        "        [0., 0., 0., 0.]]], dtype=float32)>",
      ],
      claims: [
        structure({ is: "tensor (2, 3, 4) float32" }),
        counted(),
        constant({ part: ".values" }),
        layout(),
      ],
    }),
    cell("ones", "ones", {
      chapter: [
        "<tf.Tensor: id=8, shape=(3, 4), dtype=float32, numpy=",
        "array([[1., 1., 1., 1.],",
        "       [1., 1., 1., 1.],",
        "       [1., 1., 1., 1.]], dtype=float32)>",
      ],
      claims: [
        structure({ is: "tensor (3, 4) float32" }),
        counted(),
        constant({ part: ".values" }),
      ],
    }),
    cell("constant", "numbers that are written down", {
      chapter: [
        "<tf.Tensor: id=9, shape=(3, 4), dtype=int32, numpy=",
        "array([[2, 1, 4, 3],",
        "       [1, 2, 3, 4],",
        "       [4, 3, 2, 1]])>",
      ],
      claims: [
        structure({ is: "tensor (3, 4) int32" }),
        counted(),
        constant({ part: ".values" }),
      ],
    }),
    cell("normal", "normal numbers", {
      chapter: [
        "<tf.Tensor: id=15, shape=(3, 4), dtype=float32, numpy=",
        "array([[-0.06770465, -2.518872  ,  0.5077952 ,  0.6465717 ],",
        "       [ 0.2775639 ,  0.15904428, -0.38203633,  0.30524674],",
        "       [-0.16228472, -0.7232593 ,  0.11517206, -0.49598092]],",
        "      dtype=float32)>",
      ],
      claims: [
        structure(),
        counted(),
        distribution({ "normal": [0, 1] }, { part: ".values" }),
      ],
    }),
    cell("many", "many normal numbers", [
      text({ is: "100000" }),
      distribution({ "normal": [0, 1] }, { probe: ({ many }) => many }),
    ]),
    cell("add", "the sum", {
      chapter: [
        "<tf.Tensor: id=16, shape=(3, 4), dtype=int32, numpy=",
        "array([[ 2,  2,  6,  6],",
        "       [ 5,  7,  9, 11],",
        "       [12, 12, 12, 12]])>",
      ],
      claims: [
        structure({ is: "tensor (3, 4) int32" }),
        counted(),
        constant({ part: ".values" }),
      ],
    }),
    cell("multiply", "the product", {
      chapter: [
        "<tf.Tensor: id=17, shape=(3, 4), dtype=int32, numpy=",
        "array([[ 0,  1,  8,  9],",
        "       [ 4, 10, 18, 28],",
        "       [32, 27, 20, 11]])>",
      ],
      claims: [
        structure({ is: "tensor (3, 4) int32" }),
        counted(),
        constant({ part: ".values" }),
      ],
    }),
    cell("divide", "the quotient", {
      chapter: [
        "<tf.Tensor: id=20, shape=(3, 4), dtype=float64, numpy=",
        "array([[ 0.  ,  1.  ,  0.5 ,  1.  ],",
        "       [ 4.  ,  2.5 ,  2.  ,  1.75],",
        "       [ 2.  ,  3.  ,  5.  , 11.  ]])>",
      ],
      claims: [
        structure({ is: "tensor (3, 4) float64" }),
        counted(),
        constant({ part: ".values" }),
      ],
    }),
    cell("exp", "exponentials", {
      chapter: [
        "<tf.Tensor: id=22, shape=(3, 4), dtype=float32, numpy=",
        "array([[ 7.389056 ,  2.7182817, 54.598152 , 20.085537 ],",
        "       [ 2.7182817,  7.389056 , 20.085537 , 54.598152 ],",
        "       [54.598152 , 20.085537 ,  7.389056 ,  2.7182817]], dtype=float32)>",
      ],
      claims: [
        structure(),
        counted(),
        relation(
          "each is the power of e, to the last places of a float32",
          ({ tf, Y }) =>
            tf.exp(Y).numpy().data.every((it, i) =>
              Math.abs(it / Math.exp(Y.numpy().data[i]) - 1) <= 3e-7
            ),
          { part: ".values" },
        ),
      ],
    }),
    cell("matmul", "the product of matrices", {
      chapter: [
        "<tf.Tensor: id=26, shape=(3, 3), dtype=int32, numpy=",
        "array([[ 18,  20,  10],",
        "       [ 58,  60,  50],",
        "       [ 98, 100,  90]])>",
      ],
      claims: [
        structure({ is: "tensor (3, 3) int32" }),
        counted(),
        constant({ part: ".values" }),
      ],
    }),
    cell("concat", "joined along both axes", {
      chapter: [
        "(<tf.Tensor: id=28, shape=(6, 4), dtype=int32, numpy=",
        " array([[ 0,  1,  2,  3],",
        "        [ 4,  5,  6,  7],",
        "        [ 8,  9, 10, 11],",
        "        [ 2,  1,  4,  3],",
        "        [ 1,  2,  3,  4],",
        "        [ 4,  3,  2,  1]])>,",
        " <tf.Tensor: id=30, shape=(3, 8), dtype=int32, numpy=",
        " array([[ 0,  1,  2,  3,  2,  1,  4,  3],",
        "        [ 4,  5,  6,  7,  1,  2,  3,  4],",
        "        [ 8,  9, 10, 11,  4,  3,  2,  1]])>)",
      ],
      claims: [
        structure({ part: "[0]", is: "tensor (6, 4) int32" }),
        counted("[0].id"),
        constant({ part: "[0].values" }),
        structure({ part: "[1]", is: "tensor (3, 8) int32" }),
        counted("[1].id"),
        constant({ part: "[1].values" }),
        structure({ is: "(tensor (6, 4) int32, tensor (3, 8) int32)" }),
      ],
    }),
    cell("equal", "truth values", {
      chapter: [
        "<tf.Tensor: id=31, shape=(3, 4), dtype=bool, numpy=",
        "array([[False,  True, False,  True],",
        "       [False, False, False, False],",
        "       [False, False, False, False]])>",
      ],
      claims: [
        structure({ is: "tensor (3, 4) bool" }),
        counted(),
        constant({ part: ".values" }),
      ],
    }),
    cell("sum", "the sum", {
      chapter: "<tf.Tensor: id=33, shape=(), dtype=int32, numpy=66>",
      claims: [
        structure({ is: "tensor () int32" }),
        counted(),
        constant({ part: ".values" }),
      ],
    }),
    cell("norm", "the norm", {
      chapter: "<tf.Tensor: id=39, shape=(), dtype=float32, numpy=22.494444>",
      claims: [
        structure({ is: "tensor () float32" }),
        counted(),
        constant({ part: ".values" }),
      ],
    }),
    cell("column", "a column and a row", {
      chapter: [
        "(<tf.Tensor: id=42, shape=(3, 1), dtype=int32, numpy=",
        " array([[0],",
        "        [1],",
        "        [2]])>,",
        " <tf.Tensor: id=45, shape=(1, 2), dtype=int32, numpy=array([[0, 1]])>)",
      ],
      claims: [
        structure({ part: "[0]", is: "tensor (3, 1) int32" }),
        counted("[0].id"),
        constant({ part: "[0].values" }),
        structure({ part: "[1]", is: "tensor (1, 2) int32" }),
        counted("[1].id"),
        constant({ part: "[1].values" }),
        structure({ is: "(tensor (3, 1) int32, tensor (1, 2) int32)" }),
      ],
    }),
    cell("broadcast", "repeated along both axes", {
      chapter: [
        "<tf.Tensor: id=46, shape=(3, 2), dtype=int32, numpy=",
        "array([[0, 1],",
        "       [1, 2],",
        "       [2, 3]])>",
      ],
      claims: [
        structure({ is: "tensor (3, 2) int32" }),
        counted(),
        constant({ part: ".values" }),
      ],
    }),
    cell("rows", "two rows", {
      chapter: [
        "<tf.Tensor: id=50, shape=(2, 4), dtype=float32, numpy=",
        "array([[ 4.,  5.,  6.,  7.],",
        "       [ 8.,  9., 10., 11.]], dtype=float32)>",
      ],
      claims: [
        structure({ is: "tensor (2, 4) float32" }),
        counted(),
        constant({ part: ".values" }),
      ],
    }),
    cell("element", "one element", {
      chapter: [
        "<tf.Variable 'UnreadVariable' shape=(3, 4) dtype=float32, numpy=",
        "array([[ 0.,  1.,  2.,  3.],",
        "       [ 4.,  5.,  9.,  7.],",
        "       [ 8.,  9., 10., 11.]], dtype=float32)>",
      ],
      claims: [
        text({
          is: [
            "<tf.Variable 'Variable:0' shape=(3, 4) dtype=float32, numpy=",
            "array([[ 0.,  1.,  2.,  3.],",
            "       [ 4.,  5.,  9.,  7.],",
            "       [ 8.,  9., 10., 11.]], dtype=float32)>",
          ],
        }),
      ],
    }),
    cell("variable", "the variable", {
      chapter: [
        "<tf.Variable 'Variable:0' shape=(3, 4) dtype=float32, numpy=",
        "array([[ 0.,  1.,  2.,  3.],",
        "       [ 4.,  5.,  9.,  7.],",
        "       [ 8.,  9., 10., 11.]], dtype=float32)>",
      ],
      claims: [text()],
    }),
    cell("row", "one row", {
      chapter: [
        "<tf.Variable 'UnreadVariable' shape=(3, 4) dtype=float32, numpy=",
        "array([[ 0.,  1.,  2.,  3.],",
        "       [12., 12., 12., 12.],",
        "       [ 8.,  9., 10., 11.]], dtype=float32)>",
      ],
      claims: [
        text({
          is: [
            "<tf.Variable 'Variable:0' shape=(3, 4) dtype=float32, numpy=",
            "array([[ 0.,  1.,  2.,  3.],",
            "       [12., 12., 12., 12.],",
            "       [ 8.,  9., 10., 11.]], dtype=float32)>",
          ],
        }),
      ],
    }),
    cell("other", "another tensor", {
      chapter: { stdout: "False" },
      claims: [text({ part: "stdout" })],
    }),
    cell("assigned", "the same variable", {
      chapter: { stdout: "True" },
      claims: [
        text({ part: "stdout" }),
        relation(
          "and holds the sum",
          ({ Z, tf, X, Y }) => Z.numpy().data.every((it, i) => it === tf.add(X, Y).numpy().data[i]),
        ),
      ],
    }),
    cell("renamed", "another tensor", {
      chapter: { stdout: "False" },
      claims: [text({ part: "stdout" })],
    }),
    cell("added", "the same variable", {
      chapter: { stdout: "True" },
      claims: [text({ part: "stdout" })],
    }),
    cell("array", "a tensor of an array", {
      chapter: [
        "<tf.Tensor: id=115, shape=(2, 3), dtype=float64, numpy=",
        "array([[1., 1., 1.],",
        "       [1., 1., 1.]])>",
      ],
      claims: [
        structure({ is: "tensor (2, 3) float64" }),
        counted(),
        constant({ part: ".values" }),
      ],
    }),
    cell("back", "an array of a tensor", {
      chapter: ["array([[1., 1., 1.],", "       [1., 1., 1.]])"],
      claims: [text()],
    }),
  ],
});
