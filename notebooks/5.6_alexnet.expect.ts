/** What each cell of section 5.6 has to print. */
import { cell, expectations, silent, text } from "../lib/notebook/expect.ts";

export default expectations({
  about:
    "Dive into Deep Learning (TensorFlow 2.0 edition), section 5.6. Cells with a chapter text are the book's; the others are this notebook's own.",
  cells: [
    cell("setup", "the version of TensorFlow that is reproduced", {
      chapter: { stdout: "2.0.0" },
      claims: [
        text({ part: "stdout", profile: "2.0" }),
        text({ part: "stdout", profile: "2.1", is: "2.1.0" }),
      ],
    }),
    cell("memory", "nothing is printed", [silent()]),
    cell("net", "making it prints nothing", [silent()]),
    cell("shapes", "names and shapes", {
      chapter: {
        stdout: [
          "conv2d output shape\t (1, 54, 54, 96)",
          "max_pooling2d output shape\t (1, 26, 26, 96)",
          "conv2d_1 output shape\t (1, 26, 26, 256)",
          "max_pooling2d_1 output shape\t (1, 12, 12, 256)",
          "conv2d_2 output shape\t (1, 12, 12, 384)",
          "conv2d_3 output shape\t (1, 12, 12, 384)",
          "conv2d_4 output shape\t (1, 12, 12, 256)",
          "max_pooling2d_2 output shape\t (1, 5, 5, 256)",
          "flatten output shape\t (1, 6400)",
          "dense output shape\t (1, 4096)",
          "dropout output shape\t (1, 4096)",
          "dense_1 output shape\t (1, 4096)",
          "dropout_1 output shape\t (1, 4096)",
          "dense_2 output shape\t (1, 10)",
        ],
      },
      claims: [text({ part: "stdout" })],
    }),
    cell("parameters", "parameters", [text({ is: "(46764746, 26218496)" })]),
  ],
});
