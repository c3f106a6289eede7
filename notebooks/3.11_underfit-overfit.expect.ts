/** What each cell of section 3.11 has to print. */
import {
  cell,
  counted,
  expectations,
  relation,
  silent,
  structure,
  text,
  volatile,
} from "../lib/notebook/expect.ts";

export default expectations({
  about:
    "Dive into Deep Learning (TensorFlow 2.0 edition), section 3.11. Cells with a chapter text are the book's; the others are this notebook's own.",
  cells: [
    cell("setup", "an import prints nothing", [silent()]),
    cell("data", "data print nothing", [silent()]),
    cell("two", "x, its powers, and labels", {
      chapter: [
        "(<tf.Tensor: id=44, shape=(2, 1), dtype=float32, numpy=",
        " array([[1.1342491 ],",
        "        [0.87351704]], dtype=float32)>,",
        " <tf.Tensor: id=48, shape=(2, 3), dtype=float32, numpy=",
        " array([[1.1342491 , 1.286521  , 1.4592353 ],",
        "        [0.87351704, 0.76303196, 0.66652143]], dtype=float32)>,",
        " <tf.Tensor: id=52, shape=(2,), dtype=float32, numpy=array([10.027682 ,  7.3448544], dtype=float32)>)",
      ],
      claims: [
        structure({ is: "(tensor (2, 1) float32, tensor (2, 3) float32, tensor (2,) float32)" }),
        structure({ part: "[0]" }),
        counted("[0].id"),
        structure({ part: "[1]" }),
        counted("[1].id"),
        structure({ part: "[2]" }),
        counted("[2].id"),
        volatile("they are drawn", { part: "[0].values" }),
        relation("powers of the first", ({ polyFeatures }) => {
          const p = polyFeatures.numpy().data;
          const near = (a, b) => Math.abs(a - b) <= 2e-7 * Math.abs(b);
          return Array.from({ length: 200 }, (_, i) => p.slice(3 * i, 3 * i + 3))
            .every(([x, square, cube]) => near(square, x ** 2) && near(cube, x ** 3));
        }, { part: "[1].values" }),
        relation("the cubic of the first, but for a noise of 0.1", ({ polyFeatures, labels }) => {
          const [p, y] = [polyFeatures, labels].map((it) => it.numpy().data);
          const noise = [...y].map((it, i) =>
            it - (1.2 * p[3 * i] - 3.4 * p[3 * i + 1] + 5.6 * p[3 * i + 2] + 5)
          );
          return Math.abs(Math.hypot(...noise) / Math.sqrt(200) - 0.1) < 0.03;
        }, { part: "[2].values" }),
      ],
    }),
    cell("books", "the book's powers", [
      structure({ is: "tensor () float32" }),
      counted(),
      relation(
        "within the last place of a float32",
        ({ tf, powers, printed }) =>
          Number(tf.reduceMax(tf.abs(tf.subtract(tf.divide(powers, printed), 1)))) <= 2 ** -23,
        {
          part: ".values",
        },
      ),
    ]),
    cell("semilogy", "defining it prints nothing", [silent()]),
    cell("fit", "defining it prints nothing", [silent()]),
    cell("normal", "a good fit", {
      chapter: {
        stdout: [
          "final epoch: train loss 0.0076061427 test loss 0.009977359",
          "weight: [[ 1.1857017]",
          " [-3.3969326]",
          " [ 5.6001344]] ",
          "bias: [4.9984303]",
        ],
      },
      claims: [
        volatile("data and start are drawn", {
          part: "stdout",
          pattern:
            /^final epoch: train loss -?[0-9.e+-]+ test loss -?[0-9.e+-]+\nweight: \[\[ *-?[0-9.e+-]+ *\](\n *\[ *-?[0-9.e+-]+ *\]){2}\] \nbias: \[-?[0-9.e+-]+\]$/,
        }),
        text({ is: "<Chart: curves of train, test>" }),
        relation(
          "both losses end near the noise's 0.01, the weights near the cubic's",
          ({ normal, trueW }) =>
            normal.trainLs.length === 100 && [normal.trainLs, normal.testLs].every((it) =>
              it.at(-1) > 0.004 && it.at(-1) < 0.06
            ) &&
            [...normal.net.getWeights()[0].data].every((it, i) => Math.abs(it - trueW[i]) < 0.3),
        ),
        relation(
          "the chart shows the two hundred losses",
          ({ normal }) =>
            normal.chart.spec.data.values.map((it) => it.y).join() ===
              [...normal.trainLs, ...normal.testLs].join(),
        ),
      ],
    }),
    cell("under", "too simple", {
      chapter: {
        stdout: [
          "final epoch: train loss 175.32323 test loss 394.3198",
          "weight: [[18.400213]] ",
          "bias: [-1.3679209]",
        ],
      },
      claims: [
        volatile("data and start are drawn", {
          part: "stdout",
          pattern:
            /^final epoch: train loss -?[0-9.e+-]+ test loss -?[0-9.e+-]+\nweight: \[\[-?[0-9.e+-]+\]\] \nbias: \[-?[0-9.e+-]+\]$/,
        }),
        text({ is: "<Chart: curves of train, test>" }),
        relation(
          "both losses stay above a hundred times the noise's",
          ({ under }) =>
            [under.trainLs, under.testLs].every((it) => it.length === 100 && it.at(-1) > 10),
        ),
      ],
    }),
    cell("over", "too few examples", {
      chapter: {
        stdout: [
          "final epoch: train loss 0.14469022 test loss 201.26407",
          "weight: [[2.843685  ]",
          " [0.80718964]",
          " [2.8566866 ]] ",
          "bias: [1.8927275]",
        ],
      },
      claims: [
        volatile("data and start are drawn", {
          part: "stdout",
          pattern:
            /^final epoch: train loss -?[0-9.e+-]+ test loss -?[0-9.e+-]+\nweight: \[\[ *-?[0-9.e+-]+ *\](\n *\[ *-?[0-9.e+-]+ *\]){2}\] \nbias: \[-?[0-9.e+-]+\]$/,
        }),
        text({ is: "<Chart: curves of train, test>" }),
        relation(
          "others are ten times as far off as those two",
          ({ over }) => over.testLs.at(-1) > 10 * over.trainLs.at(-1),
        ),
      ],
    }),
  ],
});
