/** What each cell of section 3.2 has to print. */
import {
  cell,
  constant,
  counted,
  distribution,
  expectations,
  relation,
  silent,
  structure,
  text,
  volatile,
} from "../lib/notebook/expect.ts";

export default expectations({
  about:
    "Dive into Deep Learning (TensorFlow 2.0 edition), section 3.2. Cells with a chapter text are the book's; the others are this notebook's own.",
  cells: [
    cell("setup", "the version of TensorFlow that is reproduced", {
      chapter: { stdout: "2.0.0" },
      claims: [
        text({ part: "stdout", profile: "2.0" }),
        text({ part: "stdout", profile: "2.1", is: "2.1.0" }),
      ],
    }),
    cell("data", "the first example", {
      chapter: [
        "(<tf.Tensor: id=31, shape=(2,), dtype=float32, numpy=array([0.24220389, 0.41220406], dtype=float32)>,",
        " <tf.Tensor: id=35, shape=(), dtype=float32, numpy=3.3064191>)",
      ],
      claims: [
        structure({ is: "(tensor (2,) float32, tensor () float32)" }),
        structure({ part: "[0]" }),
        counted("[0].id"),
        volatile("it is drawn", { part: "[0].values" }),
        structure({ part: "[1]" }),
        counted("[1].id"),
        volatile("it is drawn", { part: "[1].values" }),
        distribution({ "normal": [0, 1] }, { probe: ({ features }) => features }),
        relation("the labels lie on the line but for a noise of 0.01", ({ features, labels }) => {
          const [x, y] = [features, labels].map((it) => it.numpy().data);
          const noise = [...y].map((it, i) => it - (2 * x[2 * i] - 3.4 * x[2 * i + 1] + 4.2));
          const deviation = Math.hypot(...noise) / Math.sqrt(1000);
          return Math.abs(deviation - 0.01) < 0.0015;
        }),
      ],
    }),
    cell("scatter", "a cloud of points", [
      text({ is: "<Chart: 1000 points>" }),
      relation("each point is an example", ({ features, labels, cloud }) => {
        const [x, y] = [features, labels].map((it) => it.numpy().data);
        const points = cloud.spec.data.values;
        return points.length === 1000 &&
          points.every((it, i) => it.x === x[2 * i + 1] && it.y === y[i]);
      }),
    ]),
    cell("data-iter", "defining it prints nothing", [silent()]),
    cell("batch", "ten examples", [
      volatile("the batch is drawn", {
        part: "stdout",
        pattern:
          /^\[\[ *-?[0-9.e+-]+ +-?[0-9.e+-]+ *\](\n *\[ *-?[0-9.e+-]+ +-?[0-9.e+-]+ *\]){9}\] \[ *(-?[0-9.e+-]+\s*){10}\]$/,
      }),
    ]),
    cell("parameters", "nothing is printed", [silent()]),
    cell("model", "nothing is printed", [silent()]),
    cell("loss", "nothing is printed", [silent()]),
    cell("sgd", "nothing is printed", [silent()]),
    cell("train", "three losses", {
      chapter: {
        stdout: ["epoch 1, loss 0.028907", "epoch 2, loss 0.000101", "epoch 3, loss 0.000049"],
      },
      claims: [
        volatile("data, start and order are drawn", {
          part: "stdout",
          pattern: /^(epoch [123], loss 0\.[0-9]{6}\n?){3}$/,
        }),
        relation(
          "where 150 simulations of the same program ended, and half and twice that",
          ({ epochLosses }) =>
            [[0.0105, 0.1302], [3.7e-05, 0.0007], [2.3e-05, 0.000106]]
              .every(([low, high], i) => epochLosses[i] > low && epochLosses[i] < high),
        ),
      ],
    }),
    cell("w", "the weights", {
      chapter: [
        "([2, -3.4], <tf.Variable 'Variable:0' shape=(2, 1) dtype=float32, numpy=",
        " array([[ 1.9994558],",
        "        [-3.3993363]], dtype=float32)>)",
      ],
      claims: [
        structure(),
        constant({ part: "[0][0]" }),
        constant({ part: "[0][1]" }),
        relation(
          "within 0.005 of the line's",
          ({ w, trueW }) => w.numpy().data.every((it, i) => Math.abs(it - trueW[i]) < 0.005),
          { part: "[1].values" },
        ),
      ],
    }),
    cell("b", "the bias", {
      chapter: [
        "(4.2,",
        " <tf.Variable 'Variable:0' shape=(1,) dtype=float32, numpy=array([4.199041], dtype=float32)>)",
      ],
      claims: [
        structure(),
        constant({ part: "[0]" }),
        relation(
          "within 0.005 of the line's",
          ({ b, trueB }) => Math.abs(b.numpy().data[0] - trueB) < 0.005,
          { part: "[1].values" },
        ),
        // Last of all, as it draws an order: what is drawn after it would be other numbers.
        relation(
          "one pass has each example once, in another order",
          ({ dataIter, features, labels }) => {
            const seen = [...dataIter(10, features, labels)].flatMap((
              [, y],
            ) => [...y.numpy().data]);
            const all = [...labels.numpy().data];
            const sorted = (it) => it.toSorted((a, b) => a - b).join();
            return seen.length === 1000 && sorted(seen) === sorted(all) &&
              seen.join() !== all.join();
          },
        ),
      ],
    }),
  ],
});
