/** What each cell of section 3.9 has to print. */
import {
  cell,
  distribution,
  expectations,
  relation,
  silent,
  text,
  volatile,
} from "../lib/notebook/expect.ts";

export default expectations({
  about:
    "Dive into Deep Learning (TensorFlow 2.0 edition), section 3.9. Cells with a chapter text are the book's; the others are this notebook's own.",
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
    cell("batches", "six batches", [text({ part: "stdout", is: "256 256 256 256 256 157" })]),
    cell("params", "drawing them prints nothing", [
      silent(),
      distribution({ "normal": [0, 0.01] }, { probe: ({ params }) => params[0], says: "W1" }),
      distribution({ "normal": [0, 0.01] }, { probe: ({ params }) => params[2], says: "W2" }),
    ]),
    cell("net", "defining them prints nothing", [silent()]),
    cell("train", "three lines of the log", [
      volatile("weights are drawn", {
        part: "stdout",
        pattern:
          /^epoch 20, loss \d\.\d{4}, train acc [01]\.\d{3}, test acc [01]\.\d{3}\nepoch 40, loss \d\.\d{4}, train acc [01]\.\d{3}, test acc [01]\.\d{3}\nepoch 60, loss \d\.\d{4}, train acc [01]\.\d{3}, test acc [01]\.\d{3}\n?$/,
      }),
      relation(
        "it begins near log 10 and ends with 85 of a hundred right, of both kinds of images",
        ({ log }) =>
          log[0][0] > 2 && log[0][0] < 2.6 && log.at(-1)[0] < 0.6 && log.at(-1)[1] > 0.85 &&
          log.at(-1)[2] > 0.85,
      ),
    ]),
  ],
});
