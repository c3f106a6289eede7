/** What each cell of section 3.10 has to print. */
import { cell, expectations, relation, text } from "../lib/notebook/expect.ts";

export default expectations({
  about:
    "Dive into Deep Learning (TensorFlow 2.0 edition), section 3.10. Cells with a chapter text are the book's; the others are this notebook's own.",
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
    cell("model", "784 x 256 + 256 + 256 x 10 + 10", [text({ is: "203530" })]),
    cell("fit", "thirty losses, and three of the other images", [
      text({ part: "stdout", is: "loss accuracy val_loss val_accuracy 30 3" }),
      relation(
        "it learns both kinds of images",
        ({ history }) =>
          history.loss[0] > history.loss.at(-1) && history.loss.at(-1) < 0.6 &&
          history.accuracy.at(-1) > 0.85 && history.val_accuracy.at(-1) > 0.85,
      ),
      relation(
        "accuracies are shares of 1437 and of 360 images",
        ({ history }) =>
          [[history.accuracy, 1437], [history.val_accuracy, 360]].every(([list, n]) =>
            list.every((it) => Math.abs(it * n - Math.round(it * n)) < 1e-2)
          ),
      ),
    ]),
  ],
});
