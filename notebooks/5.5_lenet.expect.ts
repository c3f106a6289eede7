/** What each cell of section 5.5 has to print. */
import { cell, expectations, silent, text } from "../lib/notebook/expect.ts";

export default expectations({
  about:
    "Dive into Deep Learning (TensorFlow 2.0 edition), section 5.5. Cells with a chapter text are the book's; the others are this notebook's own.",
  cells: [
    cell("setup", "the version of TensorFlow that is reproduced", {
      chapter: { stdout: "2.0.0" },
      claims: [
        text({ part: "stdout", profile: "2.0" }),
        text({ part: "stdout", profile: "2.1", is: "2.1.0" }),
      ],
    }),
    cell("net", "making it prints nothing", [silent()]),
    cell("shapes", "names and shapes", {
      chapter: {
        stdout: [
          "conv2d output shape\t (1, 24, 24, 6)",
          "max_pooling2d output shape\t (1, 12, 12, 6)",
          "conv2d_1 output shape\t (1, 8, 8, 16)",
          "max_pooling2d_1 output shape\t (1, 4, 4, 16)",
          "flatten output shape\t (1, 256)",
          "dense output shape\t (1, 120)",
          "dense_1 output shape\t (1, 84)",
          "dense_2 output shape\t (1, 10)",
        ],
      },
      claims: [text({ part: "stdout" })],
    }),
    cell("parameters", "parameters by layer", [
      text({ is: "[156, 0, 2416, 0, 0, 30840, 10164, 850]" }),
    ]),
  ],
});
