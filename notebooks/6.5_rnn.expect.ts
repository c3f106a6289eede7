/** What each cell of section 6.5 has to print. */
import { cell, expectations, relation, silent, text } from "../lib/notebook/expect.ts";

export default expectations({
  about:
    "Dive into Deep Learning (TensorFlow 2.0 edition), section 6.5. Cells with a chapter text are the book's; the others are this notebook's own.",
  cells: [
    cell("setup", "an import prints nothing", [silent()]),
    cell("layer", "making them prints nothing", [silent()]),
    cell("state", "its shape", {
      chapter: "TensorShape([2, 256])",
      claims: [
        text(),
        relation("zeros", ({ state }) => state.numpy().data.every((it) => it === 0)),
      ],
    }),
    cell("steps", "outputs and the last state", {
      chapter: "(TensorShape([35, 2, 256]), 2, TensorShape([256]))",
      claims: [
        text(),
        relation(
          "the last output is the state",
          ({ Y, stateNew }) => Y.at(":", -1).numpy().data.join() === stateNew.numpy().data.join(),
        ),
      ],
    }),
    cell("model", "scores of three characters", [
      text({ is: "(TensorShape([3, 1027]), TensorShape([1, 256]))" }),
    ]),
  ],
});
