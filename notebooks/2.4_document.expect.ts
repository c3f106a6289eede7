/** What each cell of section 2.4 has to print. */
import {
  cell,
  constant,
  counted,
  expectations,
  relation,
  structure,
  text,
  volatile,
} from "../lib/notebook/expect.ts";

export default expectations({
  about:
    "Dive into Deep Learning (TensorFlow 2.0 edition), section 2.4. Cells with a chapter text are the book's; the others are this notebook's own.",
  cells: [
    cell("version", "the version of TensorFlow that is reproduced", {
      chapter: { stdout: "2.0.0" },
      claims: [
        text({ part: "stdout", profile: "2.0" }),
        text({ part: "stdout", profile: "2.1", is: "2.1.0" }),
      ],
    }),
    cell("dtypes", "names of the types", [
      text({
        part: "stdout",
        is:
          "bfloat16 bool complex64 double float16 float32 float64 half int16 int32 int64 int8 string uint16 uint32 uint64 uint8",
      }),
    ]),
    cell("random", "what there is", [
      relation("the book's draws are there", ({ tf }) =>
        [
          "categorical",
          "normal",
          "setSeed",
          "shuffle",
          "statelessCategorical",
          "statelessNormal",
          "statelessTruncatedNormal",
          "statelessUniform",
          "truncatedNormal",
          "uniform",
        ].every((name) => typeof tf.random[name] === "function"), { part: "stdout" }),
    ]),
    cell("help", "the words about tf.ones", [
      relation(
        "it names the function, what it makes, and an example",
        ({ words }) =>
          /^const ones: /m.test(words) && words.includes("A tensor of ones") &&
          words.includes("@example") && words.includes("tf.ones("),
      ),
      volatile("its words are this library's, and change with them", {
        part: "stdout",
        pattern: /^const ones: [^]*A tensor of ones[^]*$/,
      }),
    ]),
    cell("ones", "two rows of ones", {
      chapter: [
        "<tf.Tensor: id=2, shape=(2, 3), dtype=int32, numpy=",
        "array([[1, 1, 1],",
        "       [1, 1, 1]])>",
      ],
      claims: [
        structure({ is: "tensor (2, 3) int32" }),
        counted(),
        constant({ part: ".values" }),
      ],
    }),
  ],
});
