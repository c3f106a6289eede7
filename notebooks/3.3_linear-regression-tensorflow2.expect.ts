/** What each cell of section 3.3 has to print. */
import {
  cell,
  constant,
  expectations,
  relation,
  silent,
  structure,
  text,
  volatile,
} from "../lib/notebook/expect.ts";

export default expectations({
  about:
    "Dive into Deep Learning (TensorFlow 2.0 edition), section 3.3. Cells with a chapter text are the book's; the others are this notebook's own.",
  cells: [
    cell("data", "data print nothing", [silent()]),
    cell("dataset", "nothing is printed", [silent()]),
    cell("batch", "ten examples", [
      volatile("the batch is drawn", {
        part: "stdout",
        pattern:
          /^tf\.Tensor\(\n\[\[ *-?[0-9.e+-]+ +-?[0-9.e+-]+ *\](\n *\[ *-?[0-9.e+-]+ +-?[0-9.e+-]+ *\]){9}\], shape=\(10, 2\), dtype=float32\) tf\.Tensor\(\n?\[ *(-?[0-9.e+-]+\s*){10}\], shape=\(10,\), dtype=float32\)$/,
      }),
    ]),
    cell("model", "nothing is printed", [silent()]),
    cell("loss", "nothing is printed", [silent()]),
    cell("train", "three losses", {
      chapter: {
        stdout: ["epoch 1, loss: 0.577524", "epoch 2, loss: 0.010238", "epoch 3, loss: 0.000279"],
      },
      claims: [
        volatile("data, start and order are drawn; the book's belong to another rate", {
          part: "stdout",
          pattern: /^(epoch [123], loss: 0\.[0-9]{6}\n?){3}$/,
        }),
        relation(
          "where 150 simulations of this program ended, and half and twice that",
          ({ epochLosses }) =>
            [[8e-05, 0.00122], [4.5e-05, 0.00022], [4.5e-05, 0.00022]]
              .every(([low, high], i) => epochLosses[i] > low && epochLosses[i] < high),
        ),
      ],
    }),
    cell("w", "the weights", {
      chapter: ["([2, -3.4], array([[ 1.9945697],", "        [-3.3903365]], dtype=float32))"],
      claims: [
        structure(),
        constant({ part: "[0][0]" }),
        constant({ part: "[0][1]" }),
        relation(
          "within 0.005 of the line's",
          ({ model, trueW }) =>
            model.getWeights()[0].data.every((it, i) => Math.abs(it - trueW[i]) < 0.005),
          { part: "[1].values" },
        ),
      ],
    }),
    cell("b", "the bias", {
      chapter: "(4.2, array([4.1920047], dtype=float32))",
      claims: [
        structure(),
        constant({ part: "[0]" }),
        relation(
          "within 0.005 of the line's",
          ({ model, trueB }) => Math.abs(model.getWeights()[1].data[0] - trueB) < 0.005,
          { part: "[1].values" },
        ),
      ],
    }),
    cell("history", "300 losses", [
      text({ is: "(300, True, True)" }),
      // Last of all, as it draws an order: what is drawn after it would be other numbers.
      relation(
        "one pass has each label once",
        ({ dataset, labels }) =>
          [...dataset].flatMap(([, y]) => [...y.numpy().data]).toSorted((a, b) => a - b).join() ===
            [...labels.numpy().data].toSorted((a, b) => a - b).join(),
      ),
    ]),
  ],
});
