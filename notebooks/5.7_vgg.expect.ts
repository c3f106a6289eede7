/** What each cell of section 5.7 has to print. */
import { cell, expectations, silent, text } from "../lib/notebook/expect.ts";

export default expectations({
  about:
    "Dive into Deep Learning (TensorFlow 2.0 edition), section 5.7. Cells with a chapter text are the book's; the others are this notebook's own.",
  cells: [
    cell("setup", "the version of TensorFlow that is reproduced", {
      chapter: { stdout: "2.0.0" },
      claims: [
        text({ part: "stdout", profile: "2.0" }),
        text({ part: "stdout", profile: "2.1", is: "2.1.0" }),
      ],
    }),
    cell("block", "defining it prints nothing", [silent()]),
    cell("arch", "nothing is printed", [silent()]),
    cell("net", "making it prints nothing", [silent()]),
    cell("shapes", "names and shapes", {
      chapter: {
        stdout: [
          "sequential_1 output shape:\t (1, 112, 112, 64)",
          "sequential_2 output shape:\t (1, 56, 56, 128)",
          "sequential_3 output shape:\t (1, 28, 28, 256)",
          "sequential_4 output shape:\t (1, 14, 14, 512)",
          "sequential_5 output shape:\t (1, 7, 7, 512)",
          "sequential_6 output shape:\t (1, 10)",
        ],
      },
      claims: [text({ part: "stdout" })],
    }),
    cell("small", "parameters of the small one", [text({ is: "43093322" })]),
  ],
});
