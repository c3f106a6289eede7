/** What each cell of section 5.2 has to print. */
import { cell, expectations, relation, text } from "../lib/notebook/expect.ts";

export default expectations({
  about:
    "Dive into Deep Learning (TensorFlow 2.0 edition), section 5.2. Cells with a chapter text are the book's; the others are this notebook's own.",
  cells: [
    cell("setup", "the version of TensorFlow that is reproduced", {
      chapter: { stdout: "2.0.0" },
      claims: [
        text({ part: "stdout", profile: "2.0" }),
        text({ part: "stdout", profile: "2.1", is: "2.1.0" }),
      ],
    }),
    cell("same", "as large as the input", {
      chapter: "TensorShape([8, 8])",
      claims: [
        text(),
        relation(
          "each element is the sum of the window around it, with zeros outside, times the kernel",
          ({ conv2d, X, compConv2d }) => {
            const [k, [b]] = conv2d.getWeights().map(({ data }) => data);
            const x = X.numpy().data, y = compConv2d(conv2d, X).numpy().data;
            const at = (i, j) => i < 0 || j < 0 || i > 7 || j > 7 ? 0 : x[8 * i + j];
            return y.every((it, p) => {
              const [i, j] = [p >> 3, p & 7];
              let sum = b;
              for (let u = 0; u < 3; u++) {
                for (let v = 0; v < 3; v++) sum += k[3 * u + v] * at(i + u - 1, j + v - 1);
              }
              return Math.abs(sum - it) < 1e-5;
            });
          },
        ),
      ],
    }),
    cell("strides", "half as large", { chapter: "TensorShape([4, 4])", claims: [text()] }),
    cell("both", "other sizes along other axes", {
      chapter: "TensorShape([2, 1])",
      claims: [text()],
    }),
    cell("rule", "the rule is the layer's", [text({ part: "stdout", is: "72 of 72 agree" })]),
  ],
});
