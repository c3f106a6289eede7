/** What each cell of section 3.7 has to print. */
import { cell, expectations, relation, silent, text, volatile } from "../lib/notebook/expect.ts";

export default expectations({
  about:
    "Dive into Deep Learning (TensorFlow 2.0 edition), section 3.7. Cells with a chapter text are the book's; the others are this notebook's own.",
  cells: [
    cell("data", "how many images there are", [
      text({ part: "stdout", is: "(1437, 28, 28) (360, 28, 28)" }),
      relation(
        "from 0 to 255, ten digits each",
        ({ xTrain, xTest, yTrain, yTest }) =>
          [xTrain, xTest].every((x) => x.numpy().data.every((it) => it >= 0 && it <= 255)) &&
          [yTrain, yTest].every((y) => new Set(y.numpy().data).size === 10),
      ),
    ]),
    cell("scaled", "dividing prints nothing", [silent()]),
    cell("model", "making it prints nothing", [silent()]),
    cell("fit", "what the loss falls to", [
      volatile("weights and order are drawn", {
        part: "stdout",
        pattern: /^loss \d\.\d to 0\.\d\n?$/,
      }),
      relation(
        "it begins near log 10 and falls below a third of it",
        ({ firstLoss, lastLoss }) =>
          firstLoss > 1.6 && firstLoss < 3.2 && lastLoss < Math.log(10) / 3,
      ),
    ]),
    cell("evaluate", "more than 85 of a hundred", [
      text({ part: "stdout", is: "Test Acc: True" }),
      relation("and as many as it may be", ({ testAcc, testLoss }) => testAcc <= 1 && testLoss < 1),
      relation(
        "the loss of the trained model is that of plain loops",
        ({ model, xTest, yTest, testLoss, testAcc }) => {
          const [w, b] = model.getWeights().map(({ data }) => data);
          const [x, y] = [xTest.numpy().data, yTest.numpy().data];
          let [sum, right] = [0, 0];
          for (let i = 0; i < 360; i++) {
            const scores = Array.from({ length: 10 }, (_, k) => {
              let score = b[k];
              for (let j = 0; j < 784; j++) score += x[i * 784 + j] * w[j * 10 + k];
              return score;
            });
            const top = Math.max(...scores);
            sum += Math.log(scores.reduce((s, it) => s + Math.exp(it - top), 0)) + top -
              scores[y[i]];
            if (scores.indexOf(top) === y[i]) right++;
          }
          return Math.abs(sum / 360 - testLoss) < 1e-4 && Math.abs(right / 360 - testAcc) < 1e-6;
        },
      ),
    ]),
  ],
});
