/** What each cell of section 3.16 has to print. */
import { cell, expectations, relation, silent, text, volatile } from "../lib/notebook/expect.ts";

export default expectations({
  about:
    "Dive into Deep Learning (TensorFlow 2.0 edition), section 3.16. Cells with a chapter text are the book's; the others are this notebook's own.",
  data: [{
    "file": "kaggle_house/train.csv",
    "sha256": "1e18addf81e5e4d347cc17ee6075bbe4a42b7fa26b9e5b063e8f692a5f929d41",
  }, {
    "file": "kaggle_house/test.csv",
    "sha256": "8fdd3d829d4d986b58f845c9553b225e67dd8383624d90fb6ca1d4bed5798c1e",
  }],
  cells: [
    cell("setup", "an import prints nothing", [silent()]),
    cell("read", "reading prints nothing", [silent()]),
    cell("train-shape", "1460 houses", {
      chapter: { stdout: "(1460, 81)" },
      claims: [text({ part: "stdout" })],
    }),
    cell("test-shape", "1459 houses without a price", {
      chapter: { stdout: "(1459, 80)" },
      claims: [text({ part: "stdout" })],
    }),
    cell("head", "four rows, as pandas prints them", {
      chapter: {
        stdout: [
          "   Id  MSSubClass MSZoning  LotFrontage SaleType SaleCondition  SalePrice",
          "0   1          60       RL         65.0       WD        Normal     208500",
          "1   2          20       RL         80.0       WD        Normal     181500",
          "2   3          60       RL         68.0       WD        Normal     223500",
          "3   4          70       RL         60.0       WD       Abnorml     140000",
        ],
      },
      claims: [text({ part: "stdout" })],
    }),
    cell("features", "joining prints nothing", [silent()]),
    cell("scale", "scaling prints nothing", [silent()]),
    cell("dummies", "indicators prints nothing", [silent()]),
    cell("columns", "331 columns, with the values that pandas gives", [
      text({ part: "stdout", is: "(2919, 331)" }),
    ]),
    cell("arrays", "arrays print nothing", [silent()]),
    cell("net", "defining it prints nothing", [silent()]),
    cell("k-fold-data", "four parts, and the one that is left out", [
      text({ part: "stdout", is: "[[1168, 331], [1168, 1], [292, 331], [292, 1]]" }),
      relation(
        "rows times cosines of the columns' places, as pandas 3.0.6 gives them for the first and the last houses",
        ({ trainFeatures, testFeatures }) => {
          const sums = (x) => {
            const { data } = x.numpy();
            return [0, 1, 2].map((i) =>
              data.slice(331 * i, 331 * i + 331).reduce((sum, it, j) => sum + it * Math.cos(j), 0)
            );
          };
          const near = (x, y) => x.every((it, i) => Math.abs(it - y[i]) < 2e-5);
          return near(sums(trainFeatures), [
            9.502225720295431,
            6.550810213388793,
            7.936392652488887,
          ]) &&
            near(sums(testFeatures.at("-3:")), [
              7.663288847780214,
              2.3630682006370556,
              12.298640222959097,
            ]);
        },
      ),
      relation(
        "a fold judges by the rows that it leaves out, with their prices",
        ({ folds, tf, trainFeatures, trainLabels }) =>
          folds.every(([XTrain, yTrain, X, y], i) => {
            const at = 292 * i;
            const same = (a, b) => a.numpy().data.join() === b.numpy().data.join();
            const rest = (x) => tf.concat([x.at(`:${at}`), x.at(`${at + 292}:`)], { axis: 0 });
            return same(X, trainFeatures.at(`${at}:${at + 292}`)) &&
              same(y, trainLabels.at(`${at}:${at + 292}`)) &&
              same(XTrain, rest(trainFeatures)) && same(yTrain, rest(trainLabels));
          }),
      ),
    ]),
    cell("k-fold", "defining it prints nothing", [silent()]),
    cell("train", "five folds", {
      chapter: {
        stdout: [
          "fold 0, train rmse 11.366129, valid rmse 11.477915",
          "fold 1, train rmse 11.860233, valid rmse 11.891942",
          "fold 2, train rmse 4.521535, valid rmse 4.599776",
          "fold 3, train rmse 5.571686, valid rmse 5.324833",
          "fold 4, train rmse 11.138485, valid rmse 11.130119",
        ],
      },
      claims: [
        volatile("starts and orders are drawn", {
          part: "stdout",
          pattern: /^(fold [0-4], train rmse [0-9]+\.[0-9]{6}, valid rmse [0-9]+\.[0-9]{6}\n?){5}$/,
        }),
        text({ is: "<Chart: curves of train, valid>" }),
        relation(
          "errors where 855 folds of an independent program ended, 3.4 to 12.3, and 15 % beside; those of the rows left out by them (at most 0.6 apart)",
          ({ trained }) =>
            trained.ends.length === 5 &&
            trained.ends.every(([loss, valLoss]) =>
              loss > 2.12 && loss < 13.66 && Math.abs(valLoss - loss) < 0.59
            ),
        ),
        relation(
          "from near 35 the error falls with each of a hundred epochs, as in the independent program",
          ({ trained }) =>
            trained.loss.length === 100 && trained.loss[0] > 33 && trained.loss[0] < 38 &&
            trained.loss.every((it, i) => i === 0 || it < trained.loss[i - 1]),
        ),
        relation(
          "the chart shows both curves",
          ({ trained }) =>
            ["train", "valid"].every((name) =>
              trained.chart.spec.data.values.filter((it) => it.series === name).map((it) => it.y)
                .join() ===
                (name === "train" ? trained.loss : trained.valLoss).join()
            ),
        ),
      ],
    }),
    cell("predict", "training and writing print nothing", [silent()]),
    cell("submission", "a line for each house", [
      text({ part: "stdout", is: "1459 houses, Id,SalePrice" }),
      relation(
        "numbers 1461 to 2919, and the prices of the network; its error where 171 runs of an independent program ended, 3.50 to 7.33, and 15 % beside",
        ({ submission, prices, history }) =>
          submission.slice(1).every((it, i) => it === `${1461 + i},${prices[i]}`) &&
          history.loss.at(-1) > 2.93 && history.loss.at(-1) < 7.91,
      ),
      relation(
        "the first of its 200 epochs has the error of 400 runs of an independent program, 47.3 to 55.7, and 10 % beside",
        ({ history }) =>
          history.loss.length === 200 && history.loss[0] > 46.5 && history.loss[0] < 56.5,
      ),
    ]),
  ],
});
