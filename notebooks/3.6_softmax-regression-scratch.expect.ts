/** What each cell of section 3.6 has to print. */
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
    "Dive into Deep Learning (TensorFlow 2.0 edition), section 3.6. Cells with a chapter text are the book's; the others are this notebook's own.",
  cells: [
    cell("setup", "the version of TensorFlow that is reproduced", {
      chapter: { stdout: "2.1.0" },
      claims: [
        text({ part: "stdout", profile: "2.1" }),
        text({ part: "stdout", profile: "2.0", is: "2.0.0" }),
      ],
    }),
    cell("parameters", "making them prints nothing", [silent()]),
    cell("sums", "sums along both axes", {
      chapter: [
        "(<tf.Tensor: shape=(1, 3), dtype=int32, numpy=array([[5, 7, 9]], dtype=int32)>,",
        " <tf.Tensor: shape=(2, 1), dtype=int32, numpy=",
        " array([[ 6],",
        "        [15]], dtype=int32)>)",
      ],
      claims: [
        structure({ part: "[0]", is: "tensor (1, 3) int32" }),
        counted("[0].id"),
        constant({ part: "[0].values" }),
        structure({ part: "[1]", is: "tensor (2, 1) int32" }),
        counted("[1].id"),
        constant({ part: "[1].values" }),
        structure({ is: "(tensor (1, 3) int32, tensor (2, 1) int32)" }),
      ],
    }),
    cell("softmax", "defining it prints nothing", [silent()]),
    cell("rows", "two distributions", {
      chapter: [
        "(<tf.Tensor: shape=(2, 5), dtype=float32, numpy=",
        " array([[0.3642137 , 0.28537816, 0.0340168 , 0.22774045, 0.08865087],",
        "        [0.32305422, 0.16348109, 0.14628816, 0.26491117, 0.10226537]],",
        "       dtype=float32)>,",
        " <tf.Tensor: shape=(2,), dtype=float32, numpy=array([1., 1.], dtype=float32)>)",
      ],
      claims: [
        structure({ part: "[0]", is: "tensor (2, 5) float32" }),
        counted("[0].id"),
        relation("each is exp(x) over the sum of its row", ({ X, XProb }) => {
          const [x, p] = [X, XProb].map((it) => it.numpy().data);
          return p.every((it, i) => {
            const row = [...x.slice(5 * Math.floor(i / 5)).slice(0, 5)].map(Math.exp);
            return Math.abs(it - Math.exp(x[i]) / row.reduce((a, b) => a + b)) < 1e-6;
          });
        }, { part: "[0].values" }),
        structure({ part: "[1]", is: "tensor (2,) float32" }),
        counted("[1].id"),
        relation(
          "they add up to 1",
          ({ tf, XProb }) =>
            tf.reduceSum(XProb, { axis: 1 }).numpy().data.every((it) => Math.abs(it - 1) < 3e-7),
          { part: "[1].values" },
        ),
        structure({ is: "(tensor (2, 5) float32, tensor (2,) float32)" }),
      ],
    }),
    cell("large", "large numbers", [
      structure({ part: "[0]", is: "tensor (1, 2) float32" }),
      counted("[0].id"),
      relation(
        "the first is no number",
        ({ softmax, large }) => Number.isNaN(softmax(large).numpy().data[0]),
        { part: "[0].values" },
      ),
      structure({ part: "[1]", is: "tensor (1, 2) float32" }),
      counted("[1].id"),
      relation(
        "1, and next to nothing",
        ({ tf, large }) =>
          (([a, b]) => a === 1 && b >= 0 && b < 1e-37)(tf.nn.softmax(large).numpy().data),
        {
          part: "[1].values",
        },
      ),
      structure({ is: "(tensor (1, 2) float32, tensor (1, 2) float32)" }),
    ]),
    cell("net", "defining it prints nothing", [silent()]),
    cell("mask", "two probabilities", {
      chapter: "<tf.Tensor: shape=(2,), dtype=float64, numpy=array([0.1, 0.5])>",
      claims: [
        structure({ is: "tensor (2,) float64" }),
        counted(),
        constant({ part: ".values" }),
      ],
    }),
    cell("loss", "defining it prints nothing", [silent()]),
    cell("losses", "two losses in thousandths", [
      structure({ is: "tensor (2,) float64" }),
      counted(),
      constant({ part: ".values", is: [2303, 693] }),
    ]),
    cell("accuracy-of", "defining it prints nothing", [silent()]),
    cell("accuracy", "a half", { chapter: "0.5", claims: [text()] }),
    cell("evaluate", "defining it prints nothing", [silent()]),
    cell("chance", "about a tenth", [
      text({ is: "true" }),
      relation(
        "the share is that of all thousand at once",
        ({ share, accuracy, net, images, labels }) =>
          Math.abs(share - accuracy(net(images), labels)) < 1e-12,
      ),
    ]),
  ],
});
